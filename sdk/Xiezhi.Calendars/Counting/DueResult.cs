using System.Diagnostics.CodeAnalysis;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Calendars;

/// <summary>When something is due, or why that can't be said.</summary>
/// <remarks>Immutable. Either <see cref="Due"/> or an error in <see cref="Diagnostic"/> is there.</remarks>
public readonly record struct DueResult
{
    private DueResult(DateTimeOffset? due, bool provisional, Diagnostic? diagnostic)
    {
        Due = due;
        Provisional = provisional;
        Diagnostic = diagnostic;
    }

    /// <summary>The moment, with the offset that the calendar's zone has then; <see langword="null"/> when it can't be said.</summary>
    public DateTimeOffset? Due { get; }

    /// <summary>Whether a year on the way has no published holidays, so that this must be computed again when it has.</summary>
    public bool Provisional { get; }

    /// <summary>Why there is no answer; <see langword="null"/> when all is well.</summary>
    public Diagnostic? Diagnostic { get; }

    /// <summary>Whether there is no answer.</summary>
    [MemberNotNullWhen(false, nameof(Due))]
    [MemberNotNullWhen(true, nameof(Diagnostic))]
    public bool Failed => Due is null;

    internal static DueResult At(DateTimeOffset due, bool provisional) => new(due, provisional, null);

    internal static DueResult Failure(Diagnostic diagnostic) => new(null, false, diagnostic);
}

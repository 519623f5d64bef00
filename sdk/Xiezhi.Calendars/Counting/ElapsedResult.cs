using System.Diagnostics.CodeAnalysis;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Calendars;

/// <summary>How much time has passed, or why that can't be said.</summary>
/// <remarks>Immutable. Either <see cref="Elapsed"/> or an error in <see cref="Diagnostic"/> is there.</remarks>
public readonly record struct ElapsedResult
{
    private ElapsedResult(Amount? elapsed, bool provisional, Diagnostic? diagnostic)
    {
        Elapsed = elapsed;
        Provisional = provisional;
        Diagnostic = diagnostic;
    }

    /// <summary>The time, in the unit asked for, days in whole days that are complete; <see langword="null"/> when it can't be said.</summary>
    public Amount? Elapsed { get; }

    /// <summary>Whether a year on the way has no published holidays, so that this must be computed again when it has.</summary>
    public bool Provisional { get; }

    /// <summary>Why there is no answer; <see langword="null"/> when all is well.</summary>
    public Diagnostic? Diagnostic { get; }

    /// <summary>Whether there is no answer.</summary>
    [MemberNotNullWhen(false, nameof(Elapsed))]
    [MemberNotNullWhen(true, nameof(Diagnostic))]
    public bool Failed => Elapsed is null;

    internal static ElapsedResult Of(Amount elapsed, bool provisional) => new(elapsed, provisional, null);

    internal static ElapsedResult Failure(Diagnostic diagnostic) => new(null, false, diagnostic);
}

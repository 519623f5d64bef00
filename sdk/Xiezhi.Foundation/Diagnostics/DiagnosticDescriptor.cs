using System.Collections.Immutable;
using System.Resources;

namespace Xiezhi.Foundation.Diagnostics;

/// <summary>One kind of mistake: its stable code, how much it matters, and where its texts are.</summary>
/// <remarks>
/// The texts live in a resource file under the code (what is wrong) and under the code with <c>.mend</c> behind it (how to mend it),
/// in English and Chinese. Immutable and safe to share between threads.
/// </remarks>
public sealed class DiagnosticDescriptor
{
    private readonly ResourceManager _texts;

    /// <summary>Describes a kind of mistake.</summary>
    /// <param name="code">Stable, such as <c>XZ2041</c>; never given to another meaning.</param>
    /// <param name="severity">How much it matters.</param>
    /// <param name="texts">The resource that holds its texts.</param>
    public DiagnosticDescriptor(string code, Severity severity, ResourceManager texts)
    {
        ArgumentException.ThrowIfNullOrEmpty(code);
        ArgumentNullException.ThrowIfNull(texts);
        Code = code;
        Severity = severity;
        _texts = texts;
    }

    /// <summary>The stable code.</summary>
    public string Code { get; }

    /// <summary>How much it matters.</summary>
    public Severity Severity { get; }

    /// <summary>This mistake at <paramref name="location"/>, with what fills the gaps of its text.</summary>
    public Diagnostic At(Location location, params ReadOnlySpan<string> arguments) =>
        new(this, location, ImmutableArray.Create(arguments));

    internal string? Text(System.Globalization.CultureInfo culture) => _texts.GetString(Code, culture);

    internal string? Mend(System.Globalization.CultureInfo culture) => _texts.GetString(Code + ".mend", culture);
}

using System.Collections.Immutable;
using System.Globalization;

namespace Xiezhi.Foundation.Diagnostics;

/// <summary>Something that is wrong, or worth knowing, about a document or an evaluation: what, where, and how to mend it.</summary>
/// <param name="Descriptor">The kind of mistake.</param>
/// <param name="Location">Where it stands.</param>
/// <param name="Arguments">What fills the gaps of its text, in order.</param>
/// <remarks>Immutable. The text is made only when asked for, in the language asked for.</remarks>
public sealed record Diagnostic(DiagnosticDescriptor Descriptor, Location Location, ImmutableArray<string> Arguments)
{
    /// <summary>The stable code, such as <c>XZ2041</c>.</summary>
    public string Code => Descriptor.Code;

    /// <summary>How much it matters.</summary>
    public Severity Severity => Descriptor.Severity;

    /// <summary>What is wrong, in <paramref name="culture"/>'s language where a text exists, else in English.</summary>
    public string Message(CultureInfo culture) => Fill(Descriptor.Text(culture) ?? Code, culture);

    /// <summary>How to mend it; empty where nothing useful can be said.</summary>
    public string Mend(CultureInfo culture) => Fill(Descriptor.Mend(culture) ?? "", culture);

    /// <summary>Location, code, what is wrong and how to mend it, as a command line prints it.</summary>
    public string Format(CultureInfo culture)
    {
        var mend = Mend(culture);
        var head = Location.ToString();
        var message = Message(culture);
        return (head.Length > 0 ? head + ": " : "") + Code + "\n  " + message + (mend.Length > 0 ? " " + mend : "");
    }

    /// <summary>The same as <see cref="Format"/> in English.</summary>
    public override string ToString() => Format(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public bool Equals(Diagnostic? other) =>
        other is not null && Code == other.Code && Location == other.Location && Arguments.AsSpan().SequenceEqual(other.Arguments.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Code, Location, Arguments.Length);

    private string Fill(string text, CultureInfo culture)
    {
        if (Arguments.IsDefaultOrEmpty || !text.Contains('{', StringComparison.Ordinal))
        {
            return text;
        }

        var values = new object[Math.Max(Arguments.Length, 10)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = i < Arguments.Length ? Arguments[i] : "";
        }

        return string.Format(culture, text, values);
    }
}

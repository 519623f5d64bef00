using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Rules.Feel.Syntax;

/// <summary>The text of an expression, where it stands, and who is told about mistakes in it.</summary>
internal sealed class SourceText(string text, Location location, DiagnosticBag? diagnostics)
{
    public string Text => text;

    public Location Location => location;

    /// <summary>A text whose mistakes nobody wants to hear about.</summary>
    public static SourceText Silent(string text) => new(text, new Location(""), null);

    public void Report(DiagnosticDescriptor descriptor, int position, params ReadOnlySpan<string> arguments) =>
        diagnostics?.Add(descriptor.At(At(position), arguments));

    /// <summary>The place in the file of a position in the text, as near as it is known.</summary>
    public Location At(int position)
    {
        var line = 1;
        var column = 1;
        for (var i = 0; i < position && i < text.Length; i++)
        {
            if (text[i] == '\n')
            {
                line++;
                column = 1;
            }
            else
            {
                column++;
            }
        }

        return location.Line == 0
            ? location with { Line = line, Column = column }
            : location with { Line = location.Line + line - 1, Column = line == 1 ? Math.Max(location.Column, 1) + column - 1 : column };
    }
}

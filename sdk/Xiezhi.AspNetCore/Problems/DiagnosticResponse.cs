using System.Globalization;
using System.Text.Json.Serialization;
using Xiezhi.AspNetCore.Variables;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.AspNetCore.Problems;

/// <summary>Something that is wrong, or worth knowing: what, where, and how to mend it.</summary>
/// <param name="Code">The stable code, such as <c>XZ5006</c>.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="File">The file it is in; empty where it is in none.</param>
/// <param name="Element">What in the file it is in.</param>
/// <param name="Line">The line, counted from 1; 0 where it is not known.</param>
/// <param name="Column">The column, counted from 1; 0 where it is not known.</param>
/// <param name="Message">What is wrong, in the language asked for.</param>
/// <param name="Mend">How to mend it.</param>
public sealed record DiagnosticResponse(
    string Code,
    [property: JsonConverter(typeof(WordConverter<Severity>))] Severity Severity,
    string File,
    string Element,
    int Line,
    int Column,
    string Message,
    string Mend)
{
    internal static DiagnosticResponse From(Diagnostic diagnostic, CultureInfo culture) => new(
        diagnostic.Code,
        diagnostic.Severity,
        diagnostic.Location.File,
        diagnostic.Location.Element,
        diagnostic.Location.Line,
        diagnostic.Location.Column,
        diagnostic.Message(culture),
        diagnostic.Mend(culture));
}

using System.Text;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Feel.Syntax;

namespace Xiezhi.Rules.Analysis.Cells;

/// <summary>Values as FEEL writes them, so that a finding can be put into a cell.</summary>
internal static class ValueText
{
    public static string Of(Value value) => value.Kind switch
    {
        ValueKind.String => Quoted(value.AsString!),
        ValueKind.Date or ValueKind.Time or ValueKind.DateAndTime or ValueKind.DaysAndTimeDuration or ValueKind.YearsAndMonthsDuration => "@\"" + value + "\"",
        ValueKind.List => "[" + string.Join(", ", value.AsList!.Items.Select(Of)) + "]",
        ValueKind.Range => Range(value.AsRange!),
        _ => value.ToString(),
    };

    public static string Range(ConstantReader constants, RangeNode range) => Between(
        constants.Read(range.Start) ?? Value.Null, range.StartIncluded, constants.Read(range.End) ?? Value.Null, range.EndIncluded);

    public static string Between(Value start, bool startIncluded, Value end, bool endIncluded) =>
        (startIncluded ? "[" : "(") + Of(start) + ".." + Of(end) + (endIncluded ? "]" : ")");

    private static string Range(RangeValue range) => (range.IsUnary, range.Start.IsNull, range.End.IsNull) switch
    {
        (true, true, false) => (range.EndIncluded ? "<= " : "< ") + Of(range.End),
        (true, false, true) => (range.StartIncluded ? ">= " : "> ") + Of(range.Start),
        (true, _, _) => (range.IsComplement ? "!= " : "= ") + Of(range.Start),
        _ => Between(range.Start, range.StartIncluded, range.End, range.EndIncluded),
    };

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var letter in text)
        {
            quoted.Append(letter switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                < ' ' => "\\u" + ((int)letter).ToString("X4", System.Globalization.CultureInfo.InvariantCulture),
                _ => letter.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }
}

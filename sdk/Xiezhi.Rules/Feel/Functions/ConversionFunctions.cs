using System.Globalization;
using System.Text;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Feel.Semantics;
using Xiezhi.Rules.Feel.Syntax;
using static Xiezhi.Rules.Feel.Functions.Builtins;

namespace Xiezhi.Rules.Feel.Functions;

/// <summary>From one kind of value to another (DMN 1.5, 10.3.4.1).</summary>
internal static class ConversionFunctions
{
    public static BuiltinFunction[] All =>
    [
        Define(
            "date",
            FeelType.Date,
            ("from: string", call => Date.TryParse(call.Text(0), out var date) ? Value.From(date) : call.Fail(RulesCodes.InvalidLiteral, call.Text(0))),
            ("from: date|datetime", call => Value.From(call[0].AsDate ?? call[0].AsDateAndTime!.Value.Date)),
            ("year: number, month: number, day: number", call => TryDate(call, out var date) ? Value.From(date) : call.Fail("there is no such date"))),
        Define(
            "time",
            FeelType.Time,
            ("from: string", call => Time.TryParse(call.Text(0).StartsWith('T') ? call.Text(0)[1..] : call.Text(0), out var time) ? Value.From(time) : call.Fail(RulesCodes.InvalidLiteral, call.Text(0))),
            ("from: time|datetime|date", TimeOf),
            ("hour: number, minute: number, second: number, offset?: days", call => TryTime(call, 0, call[3], out var time) ? Value.From(time) : call.Fail("there is no such time"))),
        Define(
            "date and time",
            FeelType.DateAndTime,
            ("from: string", DateAndTimeFromText),
            ("from: datetime", call => call[0]),
            ("date: date|datetime, time: time", call => Value.From(new DateAndTime(call[0].AsDate ?? call[0].AsDateAndTime!.Value.Date, call[1].AsTime!.Value))),
            ("date: date|datetime, timezone: string", InZone),
            ("year: number, month: number, day: number, hour: number, minute: number, second: number, offset?: days", call => DateAndTimeFromParts(call, call[6], null)),
            ("year: number, month: number, day: number, hour: number, minute: number, second: number, timezone: string", call => DateAndTimeFromParts(call, Value.Null, call.Text(6)))),
        Define("duration", FeelType.Any, ("from: string", call => Temporal.TryParseDuration(call.Text(0), out var duration) ? duration : call.Fail(RulesCodes.InvalidLiteral, call.Text(0)))),
        Define("number", FeelType.Number, ("from: string, grouping separator?: string, decimal separator?: string", NumberFrom)),
        Define("string", FeelType.String, ("from: any", call => call[0].IsNull ? call.Fail("it is null") : Text(call))),
        Define("range", FeelType.RangeOf(FeelType.Any), ("from: string", RangeFrom)),
    ];

    private static bool TryDate(BuiltinCall call, out Date date)
    {
        date = default;
        if (!call.Number(0).TryToInt64(out var year) || !call.Number(1).TryToInt64(out var month) || !call.Number(2).TryToInt64(out var day)
            || Math.Abs(year) > Date.MaxYear || month is < 1 or > 12 || day is < 1 or > 31 || !Date.IsDate((int)year, (int)month, (int)day))
        {
            return false;
        }

        date = new Date((int)year, (int)month, (int)day);
        return true;
    }

    private static bool TryTime(BuiltinCall call, int first, Value offset, out Time time)
    {
        time = default;
        var second = call.Number(first + 2);
        var whole = second.Round(0, Rounding.Floor);
        if (!call.Number(first).TryToInt64(out var hour) || !call.Number(first + 1).TryToInt64(out var minute) || !whole.TryToInt64(out var seconds)
            || hour is < 0 or > 23 || minute is < 0 or > 59 || seconds is < 0 or > 59
            || !Number.TrySubtract(second, whole, out var fraction) || !Number.TryMultiply(fraction, Number.From(1_000_000_000), out var nanoseconds)
            || !nanoseconds.Round(0, Rounding.Down).TryToInt64(out var nanosecond))
        {
            return false;
        }

        var offsetSeconds = offset.AsDaysAndTimeDuration is { } duration ? (long)Int128.Clamp(duration.Nanoseconds / 1_000_000_000, -1_000_000, 1_000_000) : (long?)null;
        return Time.TryCreate((int)hour, (int)minute, (int)seconds, (int)nanosecond, (int?)offsetSeconds, out time);
    }

    private static Value TimeOf(BuiltinCall call) => call[0].Kind switch
    {
        ValueKind.Time => call[0],
        ValueKind.DateAndTime => Value.From(call[0].AsDateAndTime!.Value.Time),
        _ => Value.From(new Time(0, 0)),
    };

    private static Value DateAndTimeFromText(BuiltinCall call)
    {
        if (DateAndTime.TryParse(call.Text(0), out var moment))
        {
            return Value.From(moment);
        }

        return Date.TryParse(call.Text(0), out var date) ? Value.From(new DateAndTime(date, default)) : call.Fail(RulesCodes.InvalidLiteral, call.Text(0));
    }

    private static Value InZone(BuiltinCall call)
    {
        var moment = call[0].AsDateAndTime ?? new DateAndTime(call[0].AsDate!.Value, default);
        return Time.TryParse("00:00:00@" + call.Text(1), out var midnight) ? Value.From(new DateAndTime(moment.Date, new Time(moment.Time.NanosecondOfDay, null, midnight.Zone))) : call.Fail("there is no such time zone");
    }

    private static Value DateAndTimeFromParts(BuiltinCall call, Value offset, string? zone)
    {
        if (!TryDate(call, out var date) || !TryTime(call, 3, offset, out var time))
        {
            return call.Fail("there is no such date and time");
        }

        if (zone is null)
        {
            return Value.From(new DateAndTime(date, time));
        }

        return Time.TryParse("00:00:00@" + zone, out var midnight) ? Value.From(new DateAndTime(date, new Time(time.NanosecondOfDay, null, midnight.Zone))) : call.Fail("there is no such time zone");
    }

    private static Value NumberFrom(BuiltinCall call)
    {
        var text = call.Text(0);
        var (grouping, point) = (call[1].AsString, call[2].AsString);
        if (grouping is not (null or " " or "," or ".") || point is not (null or "," or ".") || (grouping is not null && grouping == point))
        {
            return call.Fail("the separators must be different: \" \", \",\" or \".\", and \",\" or \".\"");
        }

        if (grouping is not null)
        {
            text = text.Replace(grouping, "", StringComparison.Ordinal);
        }

        if (point == ",")
        {
            text = text.Contains('.', StringComparison.Ordinal) ? "?" : text.Replace(',', '.');
        }

        return Number.TryParse(text, out var number) ? Value.From(number) : call.Fail(RulesCodes.InvalidLiteral, call.Text(0));
    }

    private static Value Text(BuiltinCall call)
    {
        if (call[0].AsString is { } already)
        {
            return already;
        }

        var text = new StringBuilder();
        Write(call, call[0], text, 0);
        return text.ToString();
    }

    private static void Write(BuiltinCall call, Value value, StringBuilder text, int depth)
    {
        call.Session.Step(call.Site);
        call.Session.CheckTextLength(text.Length, call.Site);
        switch (value.Kind)
        {
            case ValueKind.String:
                call.Session.CheckTextLength((long)text.Length + value.AsString!.Length, call.Site);
                text.Append('"').Append(value.AsString!.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
                break;
            case ValueKind.List when depth < 200:
                text.Append('[');
                var first = true;
                foreach (var item in value.AsList!)
                {
                    text.Append(first ? "" : ", ");
                    first = false;
                    Write(call, item, text, depth + 1);
                }

                text.Append(']');
                break;
            case ValueKind.Context when depth < 200:
                text.Append('{');
                for (var i = 0; i < value.AsContext!.Count; i++)
                {
                    var entry = value.AsContext.Entries[i];
                    text.Append(i == 0 ? "" : ", ");
                    WriteKey(entry.Key, text);
                    text.Append(": ");
                    Write(call, entry.Value, text, depth + 1);
                }

                text.Append('}');
                break;
            default:
                text.Append(value.ToString());
                break;
        }
    }

    private static void WriteKey(string key, StringBuilder text)
    {
        var words = Lexer.ReadName(key);
        if (!words.IsEmpty && words.All(word => word.Kind == TokenKind.Name))
        {
            text.Append(key);
        }
        else
        {
            text.Append('"').Append(key.Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
        }
    }

    // Only literals may be its bounds: the text is data, and data is not run.
    private static Value RangeFrom(BuiltinCall call)
    {
        var source = SourceText.Silent(call.Text(0));
        if (Parser.ReadExpression(source, Names, []) is RangeNode range
            && TryLiteral(range.Start, out var start) && TryLiteral(range.End, out var end)
            && !(start.IsNull && end.IsNull)
            && (start.IsNull || end.IsNull || (Comparison.Compare(start, end) is { } order && order <= 0)))
        {
            return Value.From(new RangeValue(start, range.StartIncluded, end, range.EndIncluded));
        }

        return call.Fail(RulesCodes.InvalidLiteral, call.Text(0));
    }

    private static bool TryLiteral(Node node, out Value value)
    {
        value = Value.Null;
        switch (node)
        {
            case LiteralNode literal:
                value = literal.Value;
                return true;
            case AtNode at:
                return Temporal.TryParse(at.Text, out value);
            case CallNode { Function: NameNode { Name: var name }, Arguments: [{ Name: null or "from", Value: LiteralNode { Value: { IsString: true } text } }] }:
                switch (name)
                {
                    case "date" when Date.TryParse(text.AsString, out var date):
                        value = Value.From(date);
                        return true;
                    case "time" when Time.TryParse(text.AsString, out var time):
                        value = Value.From(time);
                        return true;
                    case "date and time" when DateAndTime.TryParse(text.AsString, out var moment):
                        value = Value.From(moment);
                        return true;
                    case "duration":
                        return Temporal.TryParseDuration(text.AsString!, out value);
                    default:
                        return false;
                }

            default:
                return false;
        }
    }
}

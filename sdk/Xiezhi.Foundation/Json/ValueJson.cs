using System.Collections.Immutable;
using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xiezhi.Foundation.Values;

namespace Xiezhi.Foundation.Json;

/// <summary>Values as JSON, losing nothing: what is written is read back equal.</summary>
/// <remarks>
/// Null, booleans, text, lists and contexts are JSON's own; a number is a JSON number with all its digits, or <c>{"$number": "…"}</c> where it has more than 28. What JSON has no word for is an object
/// with one member whose name begins with <c>$</c>: <c>{"$date": "2024-09-12"}</c>, likewise <c>$time</c>, <c>$dateTime</c> and
/// <c>$duration</c>. A context whose only entry begins with <c>$</c> is written as <c>{"$context": {…}}</c>. Thread-safe.
/// </remarks>
public static class ValueJson
{
    private const string DateMark = "$date";
    private const string TimeMark = "$time";
    private const string DateTimeMark = "$dateTime";
    private const string DurationMark = "$duration";
    private const string NumberMark = "$number";
    private const string ContextMark = "$context";

    /// <summary>Writes <paramref name="value"/>.</summary>
    /// <exception cref="ArgumentException">The value is a range or a function, which are not data.</exception>
    public static void Write(JsonWriter writer, Value value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        switch (value.Kind)
        {
            case ValueKind.Null:
                writer.WriteNull();
                break;
            case ValueKind.Boolean:
                writer.WriteValue(value.IsTrue);
                break;
            case ValueKind.Number:
                WriteNumber(writer, value.AsNumber!.Value);
                break;
            case ValueKind.String:
                writer.WriteValue(value.AsString);
                break;
            case ValueKind.List:
                writer.WriteStartArray();
                foreach (var item in value.AsList!)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case ValueKind.Context:
                WriteContext(writer, value.AsContext!);
                break;
            case ValueKind.Date:
                WriteMarked(writer, DateMark, value);
                break;
            case ValueKind.Time:
                WriteMarked(writer, TimeMark, value);
                break;
            case ValueKind.DateAndTime:
                WriteMarked(writer, DateTimeMark, value);
                break;
            case ValueKind.DaysAndTimeDuration or ValueKind.YearsAndMonthsDuration:
                WriteMarked(writer, DurationMark, value);
                break;
            default:
                throw new ArgumentException($"A {value.Kind} is not data and can't be stored.", nameof(value));
        }
    }

    /// <summary><paramref name="value"/> as compact JSON text.</summary>
    /// <exception cref="ArgumentException">The value is a range or a function, which are not data.</exception>
    public static string ToText(Value value)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var writer = new JsonTextWriter(text) { Formatting = Formatting.None })
        {
            Write(writer, value);
        }

        return text.ToString();
    }

    /// <summary>Reads what <see cref="ToText"/> wrote, and any other JSON.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static Value FromText(string text)
    {
        using var reader = new JsonTextReader(new StringReader(text))
        {
            DateParseHandling = DateParseHandling.None,
            FloatParseHandling = FloatParseHandling.Decimal,
            MaxDepth = 128,
        };
        reader.Read();
        var value = Read(reader);
        if (reader.Read())
        {
            throw new JsonReaderException("There is more behind the value.", reader.Path, reader.LineNumber, reader.LinePosition, null);
        }

        return value;
    }

    /// <summary>Reads a token that was parsed without turning text into dates.</summary>
    public static Value FromToken(JToken? token)
    {
        if (token is null)
        {
            return Value.Null;
        }

        using var reader = token.CreateReader();
        reader.DateParseHandling = DateParseHandling.None;

        // Whoever made the token bounded its depth; the reader's own default is lower.
        reader.MaxDepth = null;
        reader.Read();
        return Read(reader);
    }

    /// <summary>Reads the value that <paramref name="reader"/> stands on, and stops on its last token.</summary>
    /// <exception cref="JsonException">What follows is not JSON.</exception>
    public static Value Read(JsonReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        switch (reader.TokenType)
        {
            case JsonToken.Null or JsonToken.Undefined or JsonToken.None:
                return Value.Null;
            case JsonToken.Boolean:
                return (bool)reader.Value!;
            case JsonToken.Integer or JsonToken.Float:
                var digits = Convert.ToString(reader.Value, CultureInfo.InvariantCulture)!;
                return Number.TryParse(digits, out var number)
                    ? Value.From(number)
                    : throw new JsonReaderException($"{digits} is not a number that can be held.");
            case JsonToken.String:
                return (string)reader.Value!;
            case JsonToken.StartArray:
                var items = ImmutableArray.CreateBuilder<Value>();
                while (Next(reader) != JsonToken.EndArray)
                {
                    items.Add(Read(reader));
                }

                return new ValueList(items.ToImmutable());
            case JsonToken.StartObject:
                return ReadObject(reader).Whole;
            default:
                return Convert.ToString(reader.Value, CultureInfo.InvariantCulture);
        }
    }

    // Under the mark of contexts stands a context as it is, even where its one entry looks like another mark.
    private static (ValueContext AsWritten, Value Whole) ReadObject(JsonReader reader)
    {
        var entries = new ValueContext.Builder();
        ValueContext? marked = null;
        while (Next(reader) != JsonToken.EndObject)
        {
            var name = (string)reader.Value!;
            var isObject = Next(reader) == JsonToken.StartObject;
            if (name == ContextMark && isObject)
            {
                (marked, var whole) = ReadObject(reader);
                entries.Set(name, whole);
            }
            else
            {
                entries.Set(name, Read(reader));
            }
        }

        var context = entries.Build();
        return (context, marked is not null && context.Count == 1 ? Value.From(marked) : Unmark(context));
    }

    private static JsonToken Next(JsonReader reader)
    {
        do
        {
            if (!reader.Read())
            {
                throw new JsonReaderException("The JSON ends in the middle of a value.");
            }
        }
        while (reader.TokenType == JsonToken.Comment);
        return reader.TokenType;
    }

    private static void WriteContext(JsonWriter writer, ValueContext context)
    {
        var mark = context.Count == 1 && context.Entries[0].Key.StartsWith('$');
        if (mark)
        {
            writer.WriteStartObject();
            writer.WritePropertyName(ContextMark);
        }

        writer.WriteStartObject();
        foreach (var entry in context.Entries)
        {
            writer.WritePropertyName(entry.Key);
            Write(writer, entry.Value);
        }

        writer.WriteEndObject();
        if (mark)
        {
            writer.WriteEndObject();
        }
    }

    // JSON readers keep the digits that a decimal holds; what has more of them, or is larger, is written as text.
    private static void WriteNumber(JsonWriter writer, Number number)
    {
        if (number.TryToDecimal(out var value) && Number.From(value) == number)
        {
            writer.WriteRawValue(number.ToString());
            return;
        }

        writer.WriteStartObject();
        writer.WritePropertyName(NumberMark);
        writer.WriteValue(number.ToString());
        writer.WriteEndObject();
    }

    private static void WriteMarked(JsonWriter writer, string mark, Value value)
    {
        writer.WriteStartObject();
        writer.WritePropertyName(mark);
        writer.WriteValue(value.ToString());
        writer.WriteEndObject();
    }

    private static Value Unmark(ValueContext context)
    {
        if (context.Count != 1 || !context.Entries[0].Key.StartsWith('$'))
        {
            return context;
        }

        var (mark, content) = context.Entries[0];
        return (mark, content.AsString) switch
        {
            (NumberMark, { } text) when Number.TryParse(text, out var number) => Value.From(number),
            (DateMark, { } text) when Date.TryParse(text, out var date) => Value.From(date),
            (TimeMark, { } text) when Time.TryParse(text, out var time) => Value.From(time),
            (DateTimeMark, { } text) when DateAndTime.TryParse(text, out var moment) => Value.From(moment),
            (DurationMark, { } text) when DaysAndTimeDuration.TryParse(text, out var days) => Value.From(days),
            (DurationMark, { } text) when YearsAndMonthsDuration.TryParse(text, out var months) => Value.From(months),
            _ => context,
        };
    }
}

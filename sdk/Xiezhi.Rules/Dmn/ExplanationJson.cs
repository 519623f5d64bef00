using System.Globalization;
using Newtonsoft.Json;
using Xiezhi.Foundation.Json;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Dmn.Explaining;

namespace Xiezhi.Rules.Dmn;

/// <summary>Explanations as JSON, losing nothing: what is written is read back equal.</summary>
/// <remarks>What is empty is left out. Values are written as <see cref="ValueJson"/> writes them. Thread-safe.</remarks>
public static class ExplanationJson
{
    // As deep as decisions that require decisions may be made, with room for the brackets of each.
    private const int MaxDepth = 2_048;

    /// <summary><paramref name="explanation"/> as compact JSON text.</summary>
    public static string ToText(Explanation explanation)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        return ValueJson.ToText(ExplanationData.Of(explanation));
    }

    /// <summary>Reads what <see cref="ToText"/> wrote.</summary>
    /// <exception cref="JsonException">The text is not the JSON of an explanation.</exception>
    public static Explanation FromText(string text)
    {
        using var reader = new JsonTextReader(new StringReader(text)) { Culture = CultureInfo.InvariantCulture };
        reader.DateParseHandling = DateParseHandling.None;
        reader.FloatParseHandling = FloatParseHandling.Decimal;
        reader.MaxDepth = MaxDepth;
        reader.Read();
        return Read(reader);
    }

    internal static Explanation Read(JsonReader reader)
    {
        var (dates, floats, depth) = (reader.DateParseHandling, reader.FloatParseHandling, reader.MaxDepth);
        (reader.DateParseHandling, reader.FloatParseHandling, reader.MaxDepth) = (DateParseHandling.None, FloatParseHandling.Decimal, MaxDepth);
        try
        {
            return ValueJson.Read(reader).AsContext is { } content ? ExplanationData.ToExplanation(content) : throw new JsonReaderException("This is not an explanation.");
        }
        finally
        {
            (reader.DateParseHandling, reader.FloatParseHandling, reader.MaxDepth) = (dates, floats, depth);
        }
    }
}

/// <summary>Lets Newtonsoft.Json write and read explanations wherever they stand.</summary>
internal sealed class ExplanationConverter : JsonConverter<Explanation>
{
    public override void WriteJson(JsonWriter writer, Explanation? value, JsonSerializer serializer) =>
        ValueJson.Write(writer, value is null ? Value.Null : ExplanationData.Of(value));

    public override Explanation? ReadJson(JsonReader reader, Type objectType, Explanation? existingValue, bool hasExistingValue, JsonSerializer serializer) =>
        reader.TokenType == JsonToken.Null ? null : ExplanationJson.Read(reader);
}

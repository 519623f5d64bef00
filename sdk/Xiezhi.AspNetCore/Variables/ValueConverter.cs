using System.Text.Json;
using System.Text.Json.Serialization;
using Xiezhi.Foundation.Json;
using Xiezhi.Foundation.Values;

namespace Xiezhi.AspNetCore.Variables;

/// <summary>Values in requests and responses, as <see cref="ValueJson"/> reads and writes them.</summary>
internal sealed class ValueConverter : JsonConverter<Value>
{
    public override bool HandleNull => true;

    public override Value Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ReadValue(ref reader);

    public override void Write(Utf8JsonWriter writer, Value value, JsonSerializerOptions options) => writer.WriteRawValue(ValueJson.ToText(value));

    internal static Value ReadValue(ref Utf8JsonReader reader)
    {
        // The JSON is parsed and bounded in depth before its text is handed on; what can still go wrong is a number that can't be held.
        using var document = JsonDocument.ParseValue(ref reader);
        try
        {
            return ValueJson.FromText(document.RootElement.GetRawText());
        }
        catch (Newtonsoft.Json.JsonException problem)
        {
            throw new JsonException(problem.Message, problem);
        }
    }
}

/// <summary>Variables in requests and responses: an object of values by name.</summary>
internal sealed class ValueContextConverter : JsonConverter<ValueContext>
{
    public override ValueContext Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ValueConverter.ReadValue(ref reader).AsContext ?? throw new JsonException("An object is expected here.");

    public override void Write(Utf8JsonWriter writer, ValueContext value, JsonSerializerOptions options) =>
        writer.WriteRawValue(ValueJson.ToText(Value.From(value)));
}

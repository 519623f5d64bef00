using System.Collections.Frozen;
using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Serialization;
using Xiezhi.Foundation.Json;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Parties;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.Json;

namespace Xiezhi.Governance.Log;

/// <summary>Events as text, and back. The text is what is stored and hashed, so a type's name here is never given to another meaning.</summary>
/// <remarks>Thread-safe.</remarks>
public static class EventText
{
    private static readonly FrozenDictionary<string, Type> TypesByName =
        EventNames.All.ToFrozenDictionary(entry => entry.Name, entry => entry.Type, StringComparer.Ordinal);

    private static readonly FrozenDictionary<Type, string> NamesByType = TypesByName.ToFrozenDictionary(entry => entry.Value, entry => entry.Key);

    private static readonly JsonSerializer Serializer = JsonSerializer.Create(new JsonSerializerSettings
    {
        ContractResolver = new DefaultContractResolver { NamingStrategy = new CamelCaseNamingStrategy(processDictionaryKeys: false, overrideSpecifiedNames: false) },
        Converters = { new VariablesConverter(), new WorkflowEventConverter(), new Newtonsoft.Json.Converters.StringEnumConverter(new CamelCaseNamingStrategy()) },
        DateParseHandling = DateParseHandling.None,
        DateFormatHandling = DateFormatHandling.IsoDateFormat,
        MissingMemberHandling = MissingMemberHandling.Error,
        TypeNameHandling = TypeNameHandling.None,
        Culture = CultureInfo.InvariantCulture,
        MaxDepth = 128,
    });

    /// <summary>The names of the types of event, as they stand in the log.</summary>
    public static IEnumerable<string> TypeNames => TypesByName.Keys.Order(StringComparer.Ordinal);

    /// <summary>The name of an event's type, as it stands in the log.</summary>
    public static string TypeName(CaseEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return NamesByType[happened.GetType()];
    }

    /// <summary>The event as text: one line of JSON with its members in a fixed order.</summary>
    public static string Write(string tenant, CaseId caseId, long sequence, DateTimeOffset at, Actor actor, string cause, CaseEvent happened)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(happened);
        return new EventWriter(tenant, caseId, at).Write(sequence, actor, cause, happened);
    }

    /// <summary>Writes what happened itself, without who and when.</summary>
    internal static void WriteData(JsonWriter writer, CaseEvent happened)
    {
        // Most events are moves of the procedure; the serializer's way to the converter costs more than what it writes (Xiezhi.Benchmarks -- transition).
        if (happened is ProcedureMoved moved)
        {
            writer.WriteStartObject();
            writer.WritePropertyName("event", escape: false);
            WorkflowJson.Write(writer, moved.Event);
            writer.WriteEndObject();
            return;
        }

        Serializer.Serialize(writer, happened);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="text">The text.</param>
    /// <param name="hash">The hash that was stored with it; it is not checked here.</param>
    /// <exception cref="JsonException">The text is not an event that this version knows.</exception>
    public static RecordedEvent Read(string text, EventHash hash)
    {
        using var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None, FloatParseHandling = FloatParseHandling.Decimal, MaxDepth = 128 };
        var members = new Dictionary<string, string?>(StringComparer.Ordinal);
        CaseEvent? happened = null;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonToken.PropertyName)
        {
            var name = (string)reader.Value!;
            if (name == "data")
            {
                reader.Read();
                happened = (CaseEvent?)Serializer.Deserialize(reader, TypeOf(members.GetValueOrDefault("type")));
            }
            else
            {
                members[name] = reader.ReadAsString();
            }
        }

        string Text(string name) => members.GetValueOrDefault(name) ?? throw new JsonSerializationException($"The event has no \"{name}\".");
        return CaseId.TryParse(Text("case"), out var caseId) && PartyKinds.TryParse(Text("kind"), out var kind)
            ? new RecordedEvent(
                Text("tenant"),
                caseId,
                long.Parse(Text("seq"), CultureInfo.InvariantCulture),
                DateTimeOffset.Parse(Text("at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                new Actor(kind, Text("party"), members.GetValueOrDefault("person")) { OnBehalfOf = members.GetValueOrDefault("onBehalfOf") },
                Text("cause"),
                happened ?? throw new JsonSerializationException("The event has no \"data\"."),
                text,
                hash)
            : throw new JsonSerializationException("The event names no case or no actor.");
    }

    private static Type TypeOf(string? name) =>
        name is not null && TypesByName.TryGetValue(name, out var type)
            ? type
            : throw new JsonSerializationException($"\"{name}\" is not a type of event that this version knows; a newer version wrote it.");

    private sealed class VariablesConverter : JsonConverter<ValueContext>
    {
        public override void WriteJson(JsonWriter writer, ValueContext? value, JsonSerializer serializer) => ValueJson.Write(writer, value);

        public override ValueContext ReadJson(JsonReader reader, Type objectType, ValueContext? existingValue, bool hasExistingValue, JsonSerializer serializer) =>
            ValueJson.Read(reader).AsContext ?? ValueContext.Empty;
    }

    private sealed class WorkflowEventConverter : JsonConverter<WorkflowEvent>
    {
        public override void WriteJson(JsonWriter writer, WorkflowEvent? value, JsonSerializer serializer) => WorkflowJson.Write(writer, value!);

        public override WorkflowEvent ReadJson(JsonReader reader, Type objectType, WorkflowEvent? existingValue, bool hasExistingValue, JsonSerializer serializer) =>
            WorkflowJson.ReadEvent(reader);
    }
}

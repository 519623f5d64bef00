using System.Globalization;
using Newtonsoft.Json;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.States;

namespace Xiezhi.Workflow.Json;

/// <summary>Events and states as JSON, losing nothing: what is written is read back equal.</summary>
/// <remarks>
/// Each event is an object with a short, stable <c>type</c>; members that are empty are left out. Members that this version does not know are
/// passed over, so that a log written by a later one can be read as far as its event types are known. Thread-safe.
/// </remarks>
public static class WorkflowJson
{
    // Deep enough for any data, shallow enough that reading it can't exhaust the stack.
    private const int MaximumDepth = 128;

    /// <summary>Writes an event as an object.</summary>
    public static void Write(JsonWriter writer, WorkflowEvent happened)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(happened);
        EventJson.Write(new MemberWriter(writer), happened);
    }

    /// <summary>Reads the event that <paramref name="reader"/> stands on or before, and stops on its last token.</summary>
    /// <exception cref="JsonException">The JSON is no event, or of a type that this version does not know.</exception>
    public static WorkflowEvent ReadEvent(JsonReader reader) => EventJson.Read(MemberReader.Load(reader));

    /// <summary>The event as compact JSON text.</summary>
    public static string ToText(WorkflowEvent happened) => ToText(writer => Write(writer, happened));

    /// <summary>Reads what <see cref="ToText(WorkflowEvent)"/> wrote.</summary>
    /// <exception cref="JsonException">The text is no event, or of a type that this version does not know.</exception>
    public static WorkflowEvent EventFromText(string text) => FromText(text, ReadEvent);

    /// <summary>Writes a state as an object.</summary>
    public static void Write(JsonWriter writer, WorkflowState state)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(state);
        StateJson.Write(new MemberWriter(writer), state);
    }

    /// <summary>Reads the state that <paramref name="reader"/> stands on or before, and stops on its last token.</summary>
    /// <exception cref="JsonException">The JSON is no state.</exception>
    public static WorkflowState ReadState(JsonReader reader) => StateJson.Read(MemberReader.Load(reader));

    /// <summary>The state as compact JSON text.</summary>
    public static string ToText(WorkflowState state) => ToText(writer => Write(writer, state));

    /// <summary>Reads what <see cref="ToText(WorkflowState)"/> wrote.</summary>
    /// <exception cref="JsonException">The text is no state.</exception>
    public static WorkflowState StateFromText(string text) => FromText(text, ReadState);

    /// <summary>The short name of the event's type, as it stands in <c>type</c>.</summary>
    public static string TypeOf(WorkflowEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return EventJson.TypeOf(happened);
    }

    private static string ToText(Action<JsonWriter> write)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var writer = new JsonTextWriter(text) { Formatting = Formatting.None })
        {
            write(writer);
        }

        return text.ToString();
    }

    private static T FromText<T>(string text, Func<JsonReader, T> read)
    {
        using var reader = new JsonTextReader(new StringReader(text)) { MaxDepth = MaximumDepth };
        return read(reader);
    }
}

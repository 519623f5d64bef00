using Newtonsoft.Json;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.States;

namespace Xiezhi.Workflow.Json;

/// <summary>Events and states as JSON, losing nothing: what is written is read back equal.</summary>
/// <remarks>Each event has a short, stable <c>type</c>. Thread-safe.</remarks>
public static class WorkflowJson
{
    /// <summary>Writes an event as an object.</summary>
    public static void Write(JsonWriter writer, WorkflowEvent happened) => throw new NotImplementedException();

    /// <summary>Reads the event that <paramref name="reader"/> stands on or before, and stops on its last token.</summary>
    /// <exception cref="JsonException">The JSON is no event, or of a type that this version does not know.</exception>
    public static WorkflowEvent ReadEvent(JsonReader reader) => throw new NotImplementedException();

    /// <summary>The event as compact JSON text.</summary>
    public static string ToText(WorkflowEvent happened) => throw new NotImplementedException();

    /// <summary>Reads what <see cref="ToText(WorkflowEvent)"/> wrote.</summary>
    /// <exception cref="JsonException">The text is no event, or of a type that this version does not know.</exception>
    public static WorkflowEvent EventFromText(string text) => throw new NotImplementedException();

    /// <summary>Writes a state as an object.</summary>
    public static void Write(JsonWriter writer, WorkflowState state) => throw new NotImplementedException();

    /// <summary>Reads the state that <paramref name="reader"/> stands on or before, and stops on its last token.</summary>
    /// <exception cref="JsonException">The JSON is no state.</exception>
    public static WorkflowState ReadState(JsonReader reader) => throw new NotImplementedException();

    /// <summary>The state as compact JSON text.</summary>
    public static string ToText(WorkflowState state) => throw new NotImplementedException();

    /// <summary>Reads what <see cref="ToText(WorkflowState)"/> wrote.</summary>
    /// <exception cref="JsonException">The text is no state.</exception>
    public static WorkflowState StateFromText(string text) => throw new NotImplementedException();

    /// <summary>The short name of the event's type, as it stands in <c>type</c>.</summary>
    public static string TypeOf(WorkflowEvent happened) => throw new NotImplementedException();
}

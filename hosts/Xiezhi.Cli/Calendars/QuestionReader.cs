using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Xiezhi.Cli.Calendars;

/// <summary>Reads a question from a line of a batch.</summary>
internal static class QuestionReader
{
    private static readonly string[] Keys = ["calendar", "from", "within", "to", "unit", "pause", "count", "end", "last-day", "working-day"];

    /// <exception cref="QuestionException">The line is not a question.</exception>
    public static CalendarQuestion Read(string line)
    {
        if (Parse(line) is not JObject members)
        {
            throw new QuestionException("calendar-not-an-object");
        }

        if (members.Properties().FirstOrDefault(member => !Keys.Contains(member.Name)) is { } unknown)
        {
            throw new QuestionException("calendar-unknown-key", unknown.Name, string.Join(", ", Keys));
        }

        return new CalendarQuestion
        {
            Calendar = Text(members, "calendar"),
            From = Text(members, "from"),
            Within = Text(members, "within"),
            To = Text(members, "to"),
            Unit = Text(members, "unit"),
            Pauses = members["pause"] switch
            {
                null or { Type: JTokenType.Null } => null,
                JArray list => [.. list.Select((item, index) => Text(item, $"pause[{index}]") ?? throw CalendarQuestion.Wrong("pause", "null", "2024-09-12T10:00/2024-09-13T09:00"))],
                { } single => [Text(single, "pause")!],
            },
            Count = Text(members, "count"),
            End = Text(members, "end"),
            LastDay = Text(members, "last-day"),
            WorkingDay = Text(members, "working-day"),
        };
    }

    private static JToken? Parse(string line)
    {
        try
        {
            using var reader = new JsonTextReader(new StringReader(line)) { DateParseHandling = DateParseHandling.None, MaxDepth = 8 };
            var token = JToken.Load(reader);
            return reader.Read() ? null : token;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JObject members, string key) => members[key] is { } token ? Text(token, key) : null;

    private static string? Text(JToken token, string key) => token switch
    {
        { Type: JTokenType.Null } => null,
        JValue { Value: string text } => text,
        _ => throw CalendarQuestion.Wrong(key, token.ToString(Formatting.None), "\"…\""),
    };
}

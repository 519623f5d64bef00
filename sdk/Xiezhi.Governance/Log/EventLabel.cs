using System.Globalization;
using Newtonsoft.Json;

namespace Xiezhi.Governance.Log;

/// <summary>What the text of an event says of itself before its content: whose, which, when and of what type.</summary>
internal sealed record EventLabel(string Tenant, string Case, long Sequence, DateTimeOffset At, string Type)
{
    /// <summary>Reads the label of an event's text; <see langword="null"/> where the text is none that was written here.</summary>
    public static EventLabel? Read(string text)
    {
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            using var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None, MaxDepth = 128 };
            if (!reader.Read() || reader.TokenType != JsonToken.StartObject)
            {
                return null;
            }

            while (reader.Read() && reader.TokenType == JsonToken.PropertyName)
            {
                var name = (string)reader.Value!;
                if (name == "data")
                {
                    break;
                }

                if (reader.ReadAsString() is not { } value || !members.TryAdd(name, value))
                {
                    return null;
                }
            }
        }
        catch (JsonException)
        {
            return null;
        }

        return members.TryGetValue("tenant", out var tenant)
            && members.TryGetValue("case", out var caseId)
            && members.TryGetValue("type", out var type)
            && long.TryParse(members.GetValueOrDefault("seq"), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            && DateTimeOffset.TryParse(members.GetValueOrDefault("at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
                ? new EventLabel(tenant, caseId, sequence, at, type)
                : null;
    }
}

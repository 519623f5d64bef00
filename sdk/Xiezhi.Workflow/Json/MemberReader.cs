using System.Collections.Immutable;
using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xiezhi.Foundation.Json;
using Xiezhi.Foundation.Values;

namespace Xiezhi.Workflow.Json;

/// <summary>Reads the members of an object, with errors that name what is missing or wrong.</summary>
internal readonly struct MemberReader(JObject source)
{
    internal static MemberReader Load(JsonReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        reader.DateParseHandling = DateParseHandling.None;
        reader.FloatParseHandling = FloatParseHandling.Decimal;
        return new MemberReader(JObject.Load(reader));
    }

    internal string Text(string name) => TextOrNull(name) ?? throw Wrong(name, "text");

    internal string? TextOrNull(string name) => source[name] switch
    {
        null or { Type: JTokenType.Null } => null,
        { Type: JTokenType.String } token => (string)token!,
        _ => throw Wrong(name, "text"),
    };

    internal int Number(string name) => NumberOrNull(name) ?? throw Wrong(name, "a whole number");

    internal int NumberOrZero(string name) => NumberOrNull(name) ?? 0;

    internal DateTimeOffset Moment(string name) =>
        DateTimeOffset.TryParse(Text(name), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var moment) ? moment : throw Wrong(name, "a date and time");

    internal T Word<T>(string name)
        where T : struct, Enum =>
        Enum.TryParse<T>(Text(name), ignoreCase: true, out var word) && Enum.IsDefined(word) ? word : throw Wrong(name, $"one of {string.Join(", ", Enum.GetNames<T>())}");

    internal Value Value(string name) => ValueJson.FromToken(source[name]);

    internal ValueContext Values(string name)
    {
        switch (source[name])
        {
            case null:
                return ValueContext.Empty;
            case JObject entries:
                var builder = new ValueContext.Builder();
                foreach (var entry in entries.Properties())
                {
                    builder.Set(entry.Name, ValueJson.FromToken(entry.Value));
                }

                return builder.Build();
            default:
                throw Wrong(name, "an object");
        }
    }

    internal ImmutableArray<string> Texts(string name)
    {
        var at = this;
        return List(name, item => item.Type == JTokenType.String ? (string)item! : throw at.Wrong(name, "a list of texts"));
    }

    internal ImmutableArray<T> All<T>(string name, Func<MemberReader, T> read)
    {
        var at = this;
        return List(name, item => read(new MemberReader(item as JObject ?? throw at.Wrong(name, "a list of objects"))));
    }

    internal ImmutableArray<int> Numbers(string name)
    {
        var at = this;
        return List(name, item => IsInt32(item) ? (int)item : throw at.Wrong(name, "a list of whole numbers"));
    }

    private static bool IsInt32(JToken token) => token.Type == JTokenType.Integer && (double)token is >= int.MinValue and <= int.MaxValue;

    private ImmutableArray<T> List<T>(string name, Func<JToken, T> read) => source[name] switch
    {
        null => [],
        JArray items => [.. items.Select(read)],
        _ => throw Wrong(name, "a list"),
    };

    private int? NumberOrNull(string name) => source[name] switch
    {
        null => null,
        { } token when IsInt32(token) => (int)token,
        _ => throw Wrong(name, "a whole number"),
    };

    private JsonSerializationException Wrong(string name, string expected) =>
        new($"{(source.Path.Length > 0 ? source.Path + "." : "")}{name}: {expected} was expected.");
}

using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Calendars;

/// <summary>The members of one JSON object, each asked for by name; what nobody may ask for is refused with the nearest name.</summary>
internal sealed class JsonMembers
{
    private readonly JObject _object;
    private readonly string _file;
    private readonly DiagnosticBag _diagnostics;

    private JsonMembers(JObject content, string file, DiagnosticBag diagnostics)
    {
        _object = content;
        _file = file;
        _diagnostics = diagnostics;
    }

    public JToken Token => _object;

    public static JsonMembers? Of(JToken token, string file, DiagnosticBag diagnostics, params string[] known)
    {
        if (token is not JObject content)
        {
            Unexpected(token, "an object", file, diagnostics);
            return null;
        }

        foreach (var property in content.Properties())
        {
            if (!known.Contains(property.Name))
            {
                diagnostics.Add(CalendarsCodes.UnknownMember, At(property, file), property.Name, Nearest.To(property.Name, known) ?? known[0], string.Join(", ", known));
            }
        }

        return new JsonMembers(content, file, diagnostics);
    }

    public static Location At(JToken token, string file)
    {
        var position = (IJsonLineInfo)token;
        return new Location(file, token.Path, position.HasLineInfo() ? position.LineNumber : 0, position.HasLineInfo() ? position.LinePosition : 0);
    }

    public static void Unexpected(JToken token, string expected, string file, DiagnosticBag diagnostics)
    {
        var found = token.ToString(Formatting.None);
        diagnostics.Add(CalendarsCodes.UnexpectedValue, At(token, file), token.Path, found.Length > 60 ? found[..60] + "…" : found, expected);
    }

    public JToken? Get(string name) => _object.GetValue(name, StringComparison.Ordinal);

    public string? Text(string name)
    {
        if (Get(name) is not { } token)
        {
            return null;
        }

        if (token.Type == JTokenType.String && (string?)token is { Length: > 0 } text)
        {
            return text;
        }

        Unexpected(token, "a text", _file, _diagnostics);
        return null;
    }

    public string? RequiredText(string name)
    {
        if (Get(name) is null)
        {
            _diagnostics.Add(CalendarsCodes.MissingMember, At(_object, _file), name);
        }

        return Text(name);
    }

    public bool? Truth(string name)
    {
        if (Get(name) is not { } token)
        {
            return null;
        }

        if (token.Type == JTokenType.Boolean)
        {
            return (bool)token;
        }

        Unexpected(token, "true or false", _file, _diagnostics);
        return null;
    }

    /// <summary>A member that is an object of two years; both must be there.</summary>
    public (int From, int To)? Years(string name)
    {
        if (Get(name) is not { } token || Of(token, _file, _diagnostics, "from", "to") is not { } years)
        {
            return null;
        }

        var (from, to) = (years.Year("from"), years.Year("to"));
        return from is { } first && to is { } last ? (first, last) : null;
    }

    private int? Year(string name)
    {
        if (Get(name) is not { } token)
        {
            _diagnostics.Add(CalendarsCodes.MissingMember, At(_object, _file), name);
            return null;
        }

        return Year(token, _file, _diagnostics);
    }

    public static int? Year(JToken token, string file, DiagnosticBag diagnostics)
    {
        if (token is JValue { Type: JTokenType.Integer, Value: long and >= 1 and <= 9999 and var year })
        {
            return (int)year;
        }

        Unexpected(token, "a year", file, diagnostics);
        return null;
    }
}

using System.Collections.Immutable;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Foundation.Json;

/// <summary>An object of a JSON document, read member by member; whatever is not as expected becomes a diagnostic that names file, line and path.</summary>
/// <remarks>
/// A getter answers <see langword="null"/> (or nothing) where the member is missing or of the wrong type, so that reading goes on and finds
/// every mistake in one pass. Not safe for use from several threads at once.
/// </remarks>
public sealed class JsonDocumentObject
{
    private readonly JObject _object;
    private readonly DiagnosticBag _diagnostics;

    internal JsonDocumentObject(JObject content, string file, DiagnosticBag diagnostics)
    {
        _object = content;
        File = file;
        _diagnostics = diagnostics;
    }

    /// <summary>The file, as diagnostics name it.</summary>
    public string File { get; }

    /// <summary>Where this object stands.</summary>
    public Location Location => At(_object);

    /// <summary>The names of the members, in order.</summary>
    public IEnumerable<string> Names => _object.Properties().Select(property => property.Name);

    /// <summary>The object as it was read.</summary>
    public JObject Token => _object;

    /// <summary>Refuses every member that is not among <paramref name="known"/>, naming the nearest that is.</summary>
    public void Allow(params ReadOnlySpan<string> known)
    {
        var names = known.ToArray();
        foreach (var property in _object.Properties())
        {
            if (!names.Contains(property.Name, StringComparer.Ordinal))
            {
                var nearest = Nearest.To(property.Name, names);
                _diagnostics.Add(FoundationCodes.UnknownMember, At(property), property.Name, nearest is null ? string.Join(", ", names) : nearest);
            }
        }
    }

    /// <summary>Whether the member is there and is not null.</summary>
    public bool Has(string name) => _object[name] is { Type: not JTokenType.Null };

    /// <summary>Where the member stands, or this object where it is missing.</summary>
    public Location LocationOf(string name) => _object.Property(name, StringComparison.Ordinal) is { } property ? At(property) : Location;

    /// <summary>A text that must be there and not be empty.</summary>
    public string? RequiredText(string name)
    {
        if (!Has(name))
        {
            _diagnostics.Add(FoundationCodes.MissingMember, Location, name);
            return null;
        }

        var text = Text(name);
        if (text is { Length: 0 })
        {
            _diagnostics.Add(FoundationCodes.WrongJsonType, LocationOf(name), "a text that is not empty", "\"\"");
            return null;
        }

        return text;
    }

    /// <summary>A text, or <see langword="null"/> where there is none.</summary>
    public string? Text(string name) => Get(name, JTokenType.String, "a text") is { } token ? (string?)token : null;

    /// <summary>A boolean, or <see langword="null"/> where there is none.</summary>
    public bool? Boolean(string name) => Get(name, JTokenType.Boolean, "true or false") is { } token ? (bool)token : null;

    /// <summary>A whole number, or <see langword="null"/> where there is none.</summary>
    public long? Integer(string name)
    {
        const string Expected = "a whole number";
        if (Get(name, JTokenType.Integer, Expected) is not JValue token)
        {
            return null;
        }

        if (token.Value is long number)
        {
            return number;
        }

        // One of more digits than fit is not as if it had not been given.
        _diagnostics.Add(FoundationCodes.WrongJsonType, At(token), Expected + " of at most 18 digits", Describe(token));
        return null;
    }

    /// <summary>An object, or <see langword="null"/> where there is none.</summary>
    public JsonDocumentObject? Object(string name) =>
        Get(name, JTokenType.Object, "an object") is JObject content ? new JsonDocumentObject(content, File, _diagnostics) : null;

    /// <summary>An object that must be there.</summary>
    public JsonDocumentObject? RequiredObject(string name)
    {
        if (!Has(name))
        {
            _diagnostics.Add(FoundationCodes.MissingMember, Location, name);
        }

        return Object(name);
    }

    /// <summary>An object somewhere within this one, as <see cref="Token"/> has it.</summary>
    public JsonDocumentObject Inner(JObject content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return new JsonDocumentObject(content, File, _diagnostics);
    }

    /// <summary>The objects of an array; none where it is missing.</summary>
    public ImmutableArray<JsonDocumentObject> Objects(string name)
    {
        if (Get(name, JTokenType.Array, "an array of objects") is not JArray array)
        {
            return [];
        }

        var items = ImmutableArray.CreateBuilder<JsonDocumentObject>(array.Count);
        foreach (var item in array)
        {
            if (item is JObject content)
            {
                items.Add(new JsonDocumentObject(content, File, _diagnostics));
            }
            else
            {
                _diagnostics.Add(FoundationCodes.WrongJsonType, At(item), "an object", Describe(item));
            }
        }

        return items.ToImmutable();
    }

    /// <summary>The texts of an array; none where it is missing.</summary>
    public ImmutableArray<string> Texts(string name)
    {
        if (Get(name, JTokenType.Array, "an array of texts") is not JArray array)
        {
            return [];
        }

        var items = ImmutableArray.CreateBuilder<string>(array.Count);
        foreach (var item in array)
        {
            if (item.Type == JTokenType.String)
            {
                items.Add((string)item!);
            }
            else
            {
                _diagnostics.Add(FoundationCodes.WrongJsonType, At(item), "a text", Describe(item));
            }
        }

        return items.ToImmutable();
    }

    internal static string Describe(JToken token) => token.Type switch
    {
        JTokenType.Object => "an object",
        JTokenType.Array => "an array",
        JTokenType.String => "the text \"" + (string?)token + "\"",
        JTokenType.Null => "null",
        _ => token.ToString(Formatting.None),
    };

    private JToken? Get(string name, JTokenType type, string expected)
    {
        var token = _object[name];
        if (token is null || token.Type == JTokenType.Null)
        {
            return null;
        }

        if (token.Type == type)
        {
            return token;
        }

        _diagnostics.Add(FoundationCodes.WrongJsonType, At(token), expected, Describe(token));
        return null;
    }

    private Location At(JToken token)
    {
        var line = (IJsonLineInfo)token;
        return new Location(File, token.Path, line.HasLineInfo() ? line.LineNumber : 0, line.HasLineInfo() ? line.LinePosition : 0);
    }
}

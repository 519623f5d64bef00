using System.CommandLine;
using System.CommandLine.Parsing;
using Newtonsoft.Json;
using Xiezhi.Foundation.Json;
using Xiezhi.Foundation.Values;

namespace Xiezhi.Cli.Trace;

/// <summary>Something that the command line gives to the process.</summary>
internal abstract record GivenInput(ValueContext Payload)
{
    /// <summary>A message; without a key it fits any.</summary>
    internal sealed record Message(string Name, string? Key, ValueContext Payload) : GivenInput(Payload);

    /// <summary>A signal.</summary>
    internal sealed record Signal(string Name, ValueContext Payload) : GivenInput(Payload);

    /// <summary>A task or job done, by its element; of several the one that has waited longest.</summary>
    internal sealed record Completion(string Element, ValueContext Payload) : GivenInput(Payload);

    /// <summary>All that was given, in the order of the command line, whichever options gave it.</summary>
    /// <exception cref="FormatException">A text does not have the form that its option asks for.</exception>
    public static IReadOnlyList<GivenInput> Read(ParseResult parsed)
    {
        var given = new List<GivenInput>();
        var option = "";
        foreach (var token in parsed.Tokens)
        {
            if (token.Type == TokenType.Option)
            {
                option = token.Value;
            }
            else if (token.Type == TokenType.Argument && Read(option, token.Value) is { } one)
            {
                given.Add(one);
                option = "";
            }
        }

        return given;
    }

    internal static GivenInput? Read(string option, string text) => option switch
    {
        "--message" => ReadMessage(text),
        "--signal" => Split(text) is var (name, payload) ? new Signal(name, payload) : null,
        "--complete" => Split(text) is var (element, payload) ? new Completion(element, payload) : null,
        _ => null,
    };

    private static Message ReadMessage(string text)
    {
        var (head, payload) = Split(text);
        var colon = head.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? new Message(head, null, payload) : new Message(head[..colon], head[(colon + 1)..], payload);
    }

    // NAME or NAME={"json": "object"}.
    private static (string Head, ValueContext Payload) Split(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var head = equals < 0 ? text : text[..equals];
        if (head.Length == 0)
        {
            throw new FormatException(text);
        }

        return (head, equals < 0 ? ValueContext.Empty : Object(text[(equals + 1)..]) ?? throw new FormatException(text));
    }

    private static ValueContext? Object(string json)
    {
        try
        {
            return ValueJson.FromText(json).AsContext;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

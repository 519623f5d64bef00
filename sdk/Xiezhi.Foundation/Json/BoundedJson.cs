using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Foundation.Json;

/// <summary>Reads JSON that came from outside: depth bounded, no member twice, text never taken for dates.</summary>
/// <remarks>Thread-safe.</remarks>
public static class BoundedJson
{
    private const int Depth = 64;

    /// <summary>Reads a document whose root is an object.</summary>
    /// <param name="content">The bytes of the document, UTF-8.</param>
    /// <param name="file">The name to use in diagnostics.</param>
    /// <param name="diagnostics">Receives what is wrong.</param>
    /// <returns>The root, or <see langword="null"/> when it could not be read; then <paramref name="diagnostics"/> says why.</returns>
    public static JsonDocumentObject? Read(ReadOnlyMemory<byte> content, string file, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(diagnostics);
        try
        {
            using var text = new StreamReader(new MemoryStream(content.ToArray(), writable: false), new UTF8Encoding(false, throwOnInvalidBytes: true));
            using var reader = new JsonTextReader(text)
            {
                DateParseHandling = DateParseHandling.None,
                FloatParseHandling = FloatParseHandling.Decimal,
                MaxDepth = Depth,
            };
            var token = JToken.Load(reader, new JsonLoadSettings
            {
                DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error,
                LineInfoHandling = LineInfoHandling.Load,
            });
            while (reader.Read())
            {
                if (reader.TokenType != JsonToken.Comment)
                {
                    throw new JsonReaderException("There is more behind the value.", reader.Path, reader.LineNumber, reader.LinePosition, null);
                }
            }

            if (token is JObject root)
            {
                return new JsonDocumentObject(root, file, diagnostics);
            }

            diagnostics.Add(FoundationCodes.WrongJsonType, new Location(file, "$", 1, 1), "an object", JsonDocumentObject.Describe(token));
        }
        catch (JsonReaderException problem)
        {
            diagnostics.Add(FoundationCodes.MalformedJson, new Location(file, problem.Path ?? "", problem.LineNumber, problem.LinePosition), problem.Message);
        }
        catch (Exception problem) when (problem is JsonException or DecoderFallbackException or FormatException or OverflowException)
        {
            diagnostics.Add(FoundationCodes.MalformedJson, new Location(file), problem.Message);
        }

        return null;
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Xiezhi.AspNetCore.Variables;

/// <summary>Members of an enumeration as lower-case words with hyphens between their parts.</summary>
internal sealed class WordConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;

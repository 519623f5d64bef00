using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Xiezhi.Governance.Packages;

/// <summary>Which files of a folder are policy, and the id that their content gives.</summary>
internal static class PackageContent
{
    public const string Manifest = "package.json";
    public const string Organization = "organization.json";
    public const string Matters = "matters.json";
    public const string ServiceLevels = "service-levels.json";
    public const string Intake = "intake.json";
    public const string Deliberations = "deliberations.json";
    public const string Accountability = "accountability.json";
    public const string Handling = "handling.json";
    public const string Calendars = "calendars/";

    private static readonly ImmutableArray<string> Documents = [Manifest, Organization, Matters, ServiceLevels, Intake, Deliberations, Accountability, Handling];
    private static readonly ImmutableArray<string> Folders = ["forms/", "scenarios/"];

    public static bool IsPolicy(string path) =>
        Documents.Contains(path)
        || IsCalendar(path)
        || IsImport(path)
        || Folders.Any(folder => path.StartsWith(folder, StringComparison.Ordinal) && IsJson(path))
        || (!path.Contains('/', StringComparison.Ordinal) && (IsBpmn(path) || IsDmn(path)));

    // Notes for people and data to try a package on may lie beside it.
    public static bool IsBeside(string path) =>
        path.StartsWith("README", StringComparison.Ordinal) || path.EndsWith(".csv", StringComparison.Ordinal) || path.StartsWith('.');

    public static bool IsBpmn(string path) => path.EndsWith(".bpmn", StringComparison.Ordinal);

    public static bool IsDmn(string path) => path.EndsWith(".dmn", StringComparison.Ordinal);

    public static bool IsCalendar(string path) => path.StartsWith(Calendars, StringComparison.Ordinal) && IsJson(path);

    public static string Id(ImmutableSortedDictionary<string, ReadOnlyMemory<byte>> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, content) in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(path + "\n"));
            hash.AppendData(SHA256.HashData(Canonical(path, content)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static bool IsImport(string path) => path.StartsWith(Calendars, StringComparison.Ordinal) && path.EndsWith(".ics", StringComparison.Ordinal);

    private static bool IsJson(string path) => path.EndsWith(".json", StringComparison.Ordinal);

    private static byte[] Canonical(string path, ReadOnlyMemory<byte> content)
    {
        var text = Encoding.UTF8.GetString(content.Span).TrimStart('\uFEFF').ReplaceLineEndings("\n");
        if (IsJson(path))
        {
            using var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None, FloatParseHandling = FloatParseHandling.Decimal };
            text = Sorted(JToken.Load(reader)).ToString(Formatting.None);
        }

        return Encoding.UTF8.GetBytes(text);
    }

    private static JToken Sorted(JToken token) => token switch
    {
        JObject content => new JObject(content.Properties()
            .OrderBy(property => property.Name, StringComparer.Ordinal)
            .Select(property => new JProperty(property.Name, Sorted(property.Value)))),
        JArray array => new JArray(array.Select(Sorted)),
        _ => token,
    };
}

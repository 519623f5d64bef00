using System.Globalization;
using System.Resources;

namespace Xiezhi.Cli;

/// <summary>What the program prints, in English and Chinese.</summary>
internal static class Texts
{
    private static readonly ResourceManager Resources = new("Xiezhi.Cli.Resources.Texts", typeof(Texts).Assembly);

    /// <summary>The culture of the environment: <c>LANG=zh_CN.UTF-8</c> asks for Chinese.</summary>
    public static CultureInfo DefaultCulture { get; } = FromEnvironment();

    public static string Get(string key) => Get(key, DefaultCulture);

    public static string Get(string key, CultureInfo culture, params ReadOnlySpan<object?> values)
    {
        var text = Resources.GetString(key, culture) ?? key;
        return values.Length == 0 ? text : string.Format(culture, text, values.ToArray());
    }

    private static CultureInfo FromEnvironment()
    {
        var language = Environment.GetEnvironmentVariable("LC_ALL") is { Length: > 0 } all ? all : Environment.GetEnvironmentVariable("LANG") ?? "";
        return CultureInfo.GetCultureInfo(language.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? "zh-CN" : "en");
    }
}

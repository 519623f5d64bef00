using System.CommandLine;
using System.Globalization;

namespace Xiezhi.Cli;

/// <summary>The option <c>--language</c>, which every command has.</summary>
internal static class LanguageOption
{
    public static Option<string?> Create()
    {
        var option = new Option<string?>("--language") { Description = Texts.Get("option-language") };
        option.AcceptOnlyFromAmong("en", "zh-CN");
        return option;
    }

    public static CultureInfo Culture(string? language) => language is null ? Texts.DefaultCulture : CultureInfo.GetCultureInfo(language);
}

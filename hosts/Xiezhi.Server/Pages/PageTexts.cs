using System.Globalization;
using System.Resources;

namespace Xiezhi.Server.Pages;

/// <summary>The words of the pages in one language.</summary>
internal sealed class PageTexts(CultureInfo culture)
{
    private static readonly ResourceManager Texts = new("Xiezhi.Server.Pages.Resources.PageTexts", typeof(PageTexts).Assembly);

    public CultureInfo Culture => culture;

    /// <summary>The text under <paramref name="name"/>.</summary>
    public string this[string name] => Texts.GetString(name, culture) ?? name;

    /// <summary>The text under <paramref name="name"/>, or <paramref name="otherwise"/> where there is none.</summary>
    public string Find(string name, string otherwise) => Texts.GetString(name, culture) ?? otherwise;
}

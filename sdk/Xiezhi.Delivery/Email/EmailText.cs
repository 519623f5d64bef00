using System.Globalization;
using System.Resources;
using System.Text;
using Xiezhi.Foundation.Values;

namespace Xiezhi.Delivery.Email;

/// <summary>Says in a person's language what a notification says in data.</summary>
internal static class EmailText
{
    private static readonly ResourceManager Texts = new("Xiezhi.Delivery.Resources.EmailTexts", typeof(EmailText).Assembly);

    private static readonly HashSet<string> Heading = new(["about", "case", "key", "title", "reminders"], StringComparer.Ordinal);

    public static string Subject(ValueContext content, CultureInfo culture)
    {
        var about = About(content, culture);
        return OneLine(content["title"].AsString is { Length: > 0 } title ? string.Format(culture, Text("subject", culture), about, title) : about);
    }

    public static string Body(ValueContext content, string caseUrl, CultureInfo culture)
    {
        var text = new StringBuilder();
        text.AppendLine(About(content, culture)).AppendLine();
        if (content["reminders"].AsList is { } reminders)
        {
            foreach (var reminder in reminders.Items.Select(item => item.AsContext).OfType<ValueContext>())
            {
                text.Append("- ").Append(About(reminder, culture)).Append(": ").AppendLine(Named(reminder));
            }

            return text.ToString();
        }

        text.Append(Text("case", culture)).Append(": ").AppendLine(Named(content));
        foreach (var (name, value) in content.Entries.Where(entry => !Heading.Contains(entry.Key) && !entry.Value.IsNull))
        {
            text.Append(Texts.GetString("field." + name, culture) ?? name).Append(": ").AppendLine(value.AsString ?? value.ToString());
        }

        if (caseUrl.Length > 0 && content["case"].AsString is { } id)
        {
            text.AppendLine().AppendLine(caseUrl.Replace("{case}", id, StringComparison.Ordinal));
        }

        return text.AppendLine().AppendLine(Text("footer", culture)).ToString();
    }

    // What a package or a later version is about has no text of its own here, but is still said.
    private static string About(ValueContext content, CultureInfo culture) =>
        content["about"].AsString is not { } about ? Text("about", culture)
        : Texts.GetString("about." + about, culture) ?? string.Format(culture, Text("about.other", culture), about);

    private static string Named(ValueContext content) =>
        content["title"].AsString is { Length: > 0 } title ? $"{title} ({content["key"].AsString ?? content["case"].AsString})" : content["key"].AsString ?? content["case"].AsString ?? "";

    // A line break in a title must not become a header of the mail.
    private static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static string Text(string key, CultureInfo culture) => Texts.GetString(key, culture)!;
}

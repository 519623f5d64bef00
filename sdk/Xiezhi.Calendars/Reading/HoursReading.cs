using System.Collections.Immutable;
using Newtonsoft.Json.Linq;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Calendars;

/// <summary>Reads a list of intervals such as <c>["09:00-12:00", "13:00-17:00"]</c>.</summary>
internal sealed class HoursReading(string file, DiagnosticBag diagnostics)
{
    private const string Expected = "an interval such as 09:00-12:00";

    public ImmutableArray<WorkingInterval> Hours(JToken token)
    {
        if (token is not JArray items)
        {
            JsonMembers.Unexpected(token, "a list of intervals such as [\"09:00-12:00\", \"13:00-17:00\"]", file, diagnostics);
            return [];
        }

        var hours = ImmutableArray.CreateBuilder<WorkingInterval>();
        foreach (var item in items)
        {
            if (item.Type == JTokenType.String && WorkingInterval.TryParse((string?)item, out var interval))
            {
                hours.Add(interval);
            }
            else
            {
                JsonMembers.Unexpected(item, Expected, file, diagnostics);
            }
        }

        return hours.ToImmutable();
    }
}

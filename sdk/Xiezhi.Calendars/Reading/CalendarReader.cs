using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xiezhi.Foundation;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Calendars;

/// <summary>Reads a calendar from JSON; the README of this project shows the format.</summary>
/// <remarks>Thread-safe. What comes from outside is bounded in size and depth before it is looked at.</remarks>
public static class CalendarReader
{
    /// <summary>The most bytes that a calendar can have.</summary>
    public const int MaximumBytes = 4_000_000;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads, checks and compiles a calendar.</summary>
    /// <param name="json">UTF-8 text, with or without a byte order mark.</param>
    /// <param name="file">The name to use in diagnostics.</param>
    /// <param name="parents">Finds the calendar that <c>basedOn</c> names; the built-in ones are found without it.</param>
    /// <param name="diagnostics">Receives what is wrong or doubtful, with file, line and path.</param>
    /// <returns>The calendar, or <see langword="null"/> when it has errors; then <paramref name="diagnostics"/> says which.</returns>
    public static WorkingCalendar? Read(ReadOnlyMemory<byte> json, string file, Func<string, WorkingCalendar?> parents, DiagnosticBag diagnostics) =>
        Read(json, file, parents, _ => null, diagnostics);

    /// <summary>Reads, checks and compiles a calendar that may take dates from iCalendar files.</summary>
    /// <inheritdoc cref="Read(ReadOnlyMemory{byte}, string, Func{string, WorkingCalendar}, DiagnosticBag)"/>
    /// <param name="json">UTF-8 text, with or without a byte order mark.</param>
    /// <param name="file">The name to use in diagnostics.</param>
    /// <param name="parents">Finds the calendar that <c>basedOn</c> names; the built-in ones are found without it.</param>
    /// <param name="imports">Finds the content of a file that <c>import</c> names; <see langword="null"/> where there is none.</param>
    /// <param name="diagnostics">Receives what is wrong or doubtful, with file, line and path.</param>
    public static WorkingCalendar? Read(
        ReadOnlyMemory<byte> json, string file, Func<string, WorkingCalendar?> parents, Func<string, ReadOnlyMemory<byte>?> imports, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(parents);
        ArgumentNullException.ThrowIfNull(imports);
        ArgumentNullException.ThrowIfNull(diagnostics);
        var own = new DiagnosticBag();
        var calendar = Parse(json, file, own) is { } token ? new Reading(file, parents, imports, own).Calendar(token) : null;
        diagnostics.AddRange(own.ToImmutable());
        return own.HasErrors ? null : calendar;
    }

    private static JToken? Parse(ReadOnlyMemory<byte> json, string file, DiagnosticBag diagnostics)
    {
        if (json.Length > MaximumBytes)
        {
            diagnostics.Add(FoundationCodes.DocumentTooLarge, new Location(file), MaximumBytes.ToString(CultureInfo.InvariantCulture));
            return null;
        }

        try
        {
            var text = StrictUtf8.GetString(json.Span).TrimStart('\uFEFF');
            using var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None, MaxDepth = 16 };
            var token = JToken.Load(reader, new JsonLoadSettings
            {
                LineInfoHandling = LineInfoHandling.Load,
                DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error,
            });
            while (reader.Read())
            {
                if (reader.TokenType != JsonToken.Comment)
                {
                    diagnostics.Add(FoundationCodes.MalformedJson, new Location(file, "", reader.LineNumber, reader.LinePosition), "there is more behind the end");
                    return null;
                }
            }

            return token;
        }
        catch (JsonReaderException problem)
        {
            diagnostics.Add(FoundationCodes.MalformedJson, new Location(file, problem.Path ?? "", problem.LineNumber, problem.LinePosition), problem.Message);
        }
        catch (Exception problem) when (problem is JsonException or DecoderFallbackException)
        {
            diagnostics.Add(FoundationCodes.MalformedJson, new Location(file), problem.Message);
        }

        return null;
    }

    private sealed class Reading(
        string file, Func<string, WorkingCalendar?> parents, Func<string, ReadOnlyMemory<byte>?> imports, DiagnosticBag diagnostics)
    {
        public WorkingCalendar? Calendar(JToken token)
        {
            var members = JsonMembers.Of(
                token, file, diagnostics, "id", "title", "basedOn", "zone", "week", "dates", "import", "publishedYears", "provisional", "horizon");
            if (members?.RequiredText("id") is not { } id)
            {
                return null;
            }

            var dates = ImmutableArray.CreateBuilder<DatedHours>();
            var locations = ImmutableArray.CreateBuilder<Location>();
            foreach (var item in Items(members.Get("dates")))
            {
                if (new DatedHoursReading(file, diagnostics).Entry(item) is { } entry)
                {
                    dates.Add(entry);
                    locations.Add(JsonMembers.At(item, file));
                }
            }

            var horizon = members.Years("horizon");
            var parent = Parent(members);
            foreach (var (entry, item) in Imported(members, horizon?.From ?? parent?.FirstYear, horizon?.To ?? parent?.LastYear, dates.ToImmutable()))
            {
                dates.Add(entry);
                locations.Add(JsonMembers.At(item, file));
            }

            var definition = new CalendarDefinition
            {
                Id = id,
                Title = members.Text("title") ?? "",
                Parent = parent,
                Zone = members.Text("zone"),
                Week = members.Get("week") is { } week ? Week(week) : null,
                Dates = dates.ToImmutable(),
                PublishedYears = members.Get("publishedYears") is { } years ? Published(members, years) : null,
                AllowsProvisional = members.Truth("provisional"),
                FirstYear = horizon?.From,
                LastYear = horizon?.To,
            };
            return diagnostics.HasErrors
                ? null
                : new CalendarCompiler(definition, diagnostics, JsonMembers.At(token, file), locations.ToImmutable()).Compile();
        }

        private WorkingCalendar? Parent(JsonMembers members)
        {
            if (members.Text("basedOn") is not { } name)
            {
                return null;
            }

            var parent = parents(name) ?? BuiltInCalendars.Find(name);
            if (parent is null)
            {
                diagnostics.Add(CalendarsCodes.UnknownParent, JsonMembers.At(members.Get("basedOn")!, file), name);
            }

            return parent;
        }

        /// <summary>The dates of the files that are imported. Like a parent's they give way to the calendar's own entries, date by date.</summary>
        private IEnumerable<(DatedHours Entry, JToken Token)> Imported(JsonMembers members, int? firstYear, int? lastYear, ImmutableArray<DatedHours> own)
        {
            foreach (var item in Items(members.Get("import")))
            {
                if (item is not JValue { Value: string { Length: > 0 } name })
                {
                    JsonMembers.Unexpected(item, "the name of an iCalendar file beside this one", file, diagnostics);
                    continue;
                }

                if (imports(name) is not { } content)
                {
                    diagnostics.Add(CalendarsCodes.NoImportedFile, JsonMembers.At(item, file), name);
                    continue;
                }

                var (first, last) = (firstYear ?? CalendarCompiler.DefaultFirstYear, lastYear ?? CalendarCompiler.DefaultLastYear);
                var found = first < 1 || last > 9999 || last < first ? [] : HolidayImport.Read(content, name, first, last, diagnostics);
                var days = found.OrderByDescending(entry => entry.Length).SelectMany(DatedHours.DayByDay).GroupBy(day => day.First, (_, same) => same.Last());
                foreach (var day in days.Where(day => !own.Any(mine => mine.First <= day.First && day.First <= mine.Last)))
                {
                    yield return (day, item);
                }
            }
        }

        private WorkingWeek Week(JToken token)
        {
            var week = WorkingWeek.Empty;
            if (token is not JObject days)
            {
                JsonMembers.Unexpected(token, "an object of days", file, diagnostics);
                return week;
            }

            foreach (var property in days.Properties())
            {
                var names = property.Name.Split('-');
                if (names.Length > 2 || Weekdays.Find(names[0]) is not { } first || Weekdays.Find(names[^1]) is not { } last)
                {
                    var nearest = Nearest.To(names[0], Weekdays.Names) ?? "monday-friday";
                    diagnostics.Add(CalendarsCodes.UnknownMember, JsonMembers.At(property, file), property.Name, nearest, string.Join(", ", Weekdays.Names));
                    continue;
                }

                var hours = new HoursReading(file, diagnostics).Hours(property.Value);
                for (var day = first; ; day = (DayOfWeek)(((int)day + 1) % 7))
                {
                    week = week.With(day, hours);
                    if (day == last)
                    {
                        break;
                    }
                }
            }

            return week;
        }

        private ImmutableSortedSet<int>? Published(JsonMembers members, JToken token)
        {
            if (token is JArray)
            {
                return [.. Items(token).Select(year => JsonMembers.Year(year, file, diagnostics)).OfType<int>()];
            }

            if (members.Years("publishedYears") is not var (first, last))
            {
                return null;
            }

            if (first <= last)
            {
                return [.. Enumerable.Range(first, last - first + 1)];
            }

            diagnostics.Add(CalendarsCodes.YearsOutOfRange, JsonMembers.At(token, file), first.ToString(CultureInfo.InvariantCulture), last.ToString(CultureInfo.InvariantCulture));
            return null;
        }

        private IEnumerable<JToken> Items(JToken? token)
        {
            if (token is not (null or JArray))
            {
                JsonMembers.Unexpected(token, "a list", file, diagnostics);
            }

            return token as JArray ?? Enumerable.Empty<JToken>();
        }
    }
}

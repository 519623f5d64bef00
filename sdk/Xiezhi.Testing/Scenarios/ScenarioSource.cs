using System.Globalization;
using Newtonsoft.Json.Linq;
using Xiezhi.Calendars;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Json;
using Xiezhi.Governance.Packages;
using Xiezhi.Testing.Scenarios.Commands;

namespace Xiezhi.Testing.Scenarios;

/// <summary>A scenario while it is read: its file, its package, and what of them a word can name.</summary>
internal sealed class ScenarioSource(JsonDocumentObject root, GovernancePackage package, DiagnosticBag diagnostics, IReadOnlyCollection<string> cases)
{
    private static readonly string[] LocalForms = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];

    public GovernancePackage Package => package;

    public DiagnosticBag Diagnostics => diagnostics;

    /// <summary>An object within an object whose members have no fixed names.</summary>
    public JsonDocumentObject Inner(JObject content) => root.Inner(content);

    /// <summary>The moment that a text says, local to the package's zone where it has no offset.</summary>
    public DateTimeOffset? Moment(string text, Location at)
    {
        if (DateTime.TryParseExact(text, LocalForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return PackageZone.ToInstant(package.Manifest.Zone, local);
        }

        if (text.Length > 10 && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
        {
            return moment.ToUniversalTime();
        }

        diagnostics.Add(TestingCodes.MalformedTime, at, text);
        return null;
    }

    /// <summary>An amount after a moment, on the package's calendar.</summary>
    /// <remarks>Where the calendar can't say, the difference shows in what follows; the amount passes as if every day were worked.</remarks>
    public static DateTimeOffset After(GovernancePackage package, DateTimeOffset moment, Amount amount) =>
        package.Calendars[package.Manifest.Calendar].Due(moment, amount, Counting.FromTheStart).Due?.ToUniversalTime()
        ?? moment + (amount.Time > TimeSpan.Zero ? amount.Time : TimeSpan.FromDays(amount.Days));

    public void CheckWord(ReferenceWord kind, string word, Location at)
    {
        switch (kind)
        {
            case ReferenceWord.Element when package.Procedure.Find(word) is null:
                Unknown(TestingCodes.UnknownElement, word, package.Procedure.Elements.Select(element => element.Id), at);
                break;
            case ReferenceWord.Clock:
                CheckClock(word, at);
                break;
            case ReferenceWord.Deliberation when !package.Deliberations.Definitions.ContainsKey(word):
                Unknown(TestingCodes.UnknownDeliberation, word, package.Deliberations.Definitions.Keys.Order(StringComparer.Ordinal), at);
                break;
        }
    }

    /// <summary>Checks a clock: its id, alone or behind its service level and a slash, and before an <c>@</c> and what it is for.</summary>
    public void CheckClock(string word, Location at)
    {
        var id = word.Split('@')[0];
        var known = package.ServiceLevels.SelectMany(level => level.Clocks.Select(clock => (clock.Id, Full: level.Id + "/" + clock.Id))).ToList();
        if (!known.Any(clock => clock.Id == id || clock.Full == id))
        {
            Unknown(TestingCodes.UnknownClock, id, known.Select(clock => clock.Id).Distinct(), at);
        }
    }

    /// <summary>Checks the name of a case: one that the scenario opens, or one that such a case had opened, as <c>first/1</c>.</summary>
    public void CheckCase(string name, Location at)
    {
        var parts = name.Split('/');
        if (!cases.Contains(parts[0]) || !parts.Skip(1).All(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            Unknown(TestingCodes.UnknownCase, name, cases, at);
        }
    }

    public void CheckActor(string by, Location at)
    {
        if (!ScenarioActors.IsKnown(package.Organization, by))
        {
            Unknown(TestingCodes.UnknownActor, by, package.Organization.Parties.Select(party => party.Id), at);
        }
    }

    public void Unknown(DiagnosticDescriptor code, string word, IEnumerable<string> known, Location at) =>
        diagnostics.Add(code, at, word, Nearest.To(word, known) ?? string.Join(", ", known.Take(12)));
}

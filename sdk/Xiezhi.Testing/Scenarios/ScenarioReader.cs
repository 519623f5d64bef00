using System.Collections.Immutable;
using System.Globalization;
using Newtonsoft.Json.Linq;
using Xiezhi.Calendars;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Json;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.Rules;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Testing.Scenarios;

/// <summary>Reads a scenario of a package, a file of its folder <c>scenarios/</c>.</summary>
public static class ScenarioReader
{
    private static readonly string[] LocalForms = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];

    /// <summary>Reads one.</summary>
    /// <param name="content">The file.</param>
    /// <param name="file">Its name for diagnostics.</param>
    /// <param name="package">The package that it tries.</param>
    /// <param name="diagnostics">Receives what is wrong.</param>
    /// <returns>The scenario, or <see langword="null"/> where something is wrong.</returns>
    public static Scenario? Read(ReadOnlyMemory<byte> content, string file, GovernancePackage package, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(diagnostics);
        var own = new DiagnosticBag();
        var scenario = BoundedJson.Read(content, file, own) is { } root ? new Reading(file, package, own).Scenario(root) : null;
        diagnostics.AddRange(own.ToImmutable());
        return own.HasErrors ? null : scenario;
    }

    private sealed class Reading(string file, GovernancePackage package, DiagnosticBag diagnostics)
    {
        private readonly IExpressions _expressions = FeelPlug.Expressions;

        public Scenario? Scenario(JsonDocumentObject root)
        {
            root.Allow("title", "opens", "steps", "until", "hold", "expect");
            var title = root.Text("title") ?? Path.GetFileNameWithoutExtension(file);
            var opens = root.RequiredObject("opens");
            opens?.Allow("at", "by", "variables", "expect");
            if (opens is null)
            {
                return null;
            }

            var opening = new ScenarioStep
            {
                Number = 0,
                Time = Time(opens, absolute: true),
                By = By(opens) ?? "",
                Variables = Variables(opens),
                Verb = ScenarioVerbs.Open,
                Expected = opens.Object("expect") is { } now ? Expected(now) : null,
            };
            return new Scenario(
                file,
                title,
                opening,
                [.. root.Objects("steps").Select((item, index) => Step(item, index + 1))],
                root.Has("until") ? Moment(root, "until") is { } until ? new ScenarioTime(until, null) : null : null,
                Elements(root, "hold") ?? [],
                root.Object("expect") is { } expected ? Expected(expected) : null);
        }

        private ScenarioStep Step(JsonDocumentObject item, int number)
        {
            item.Allow(["at", "after", "by", "variables", "refused", "expect", "key", "code", "reasons", "prefer", .. ScenarioVerbs.All]);
            var verbs = ScenarioVerbs.All.Where(item.Has).ToList();
            if (verbs.Count > 1 || item.Has("at") == item.Has("after"))
            {
                diagnostics.Add(TestingCodes.UnclearStep, item.Location, string.Join(", ", verbs));
            }

            var verb = verbs.FirstOrDefault() ?? "";
            var subject = verb.Length > 0 ? item.Text(verb) ?? "" : "";
            if (ScenarioVerbs.IsOnElement(verb))
            {
                CheckElement(item, verb, subject);
            }

            return new ScenarioStep
            {
                Number = number,
                Time = Time(item, absolute: false),
                By = verb.Length > 0 ? By(item) ?? "" : "",
                Verb = verb,
                Subject = subject,
                Variables = Variables(item),
                Text = item.Text("key") ?? item.Text("code") ?? item.Text("reasons"),
                Preferences = Preferences(item),
                Refused = item.Text("refused"),
                Expected = item.Object("expect") is { } expected ? Expected(expected) : null,
            };
        }

        private Expectation Expected(JsonDocumentObject item)
        {
            item.Allow(
                "status", "lead", "matter", "territory", "serviceLevel", "open", "route", "never", "due", "clocks", "escalations", "findings", "data", "incidents");
            return new Expectation
            {
                Status = item.Text("status"),
                Lead = item.Text("lead"),
                Matter = item.Text("matter"),
                Territory = item.Text("territory"),
                ServiceLevel = item.Text("serviceLevel"),
                Open = Elements(item, "open"),
                Route = Elements(item, "route"),
                Never = Elements(item, "never"),
                Due = item.Object("due") is { } due
                    ? [.. due.Names.Select(name => KeyValuePair.Create(name, Moment(due, name) ?? default))]
                    : null,
                Clocks = item.Object("clocks") is { } clocks
                    ? [.. clocks.Names.Select(name => KeyValuePair.Create(name, clocks.Text(name) ?? ""))]
                    : null,
                Escalations = item.Has("escalations") ? [.. item.Objects("escalations").Select(Escalation)] : null,
                Findings = item.Has("findings") ? [.. item.Objects("findings").Select(Finding)] : null,
                Data = item.Object("data") is { } data ? [.. data.Names.Select(name => Value(data, name)).OfType<ExpectedValue>()] : null,
                Incidents = item.Texts("incidents"),
            };
        }

        private ExpectedEscalation Escalation(JsonDocumentObject item)
        {
            item.Allow("do", "to", "clock", "at");
            return new ExpectedEscalation(item.RequiredText("do") ?? "", item.Text("to"), item.Text("clock"), item.Has("at") ? Moment(item, "at") : null);
        }

        private static ExpectedFinding Finding(JsonDocumentObject item)
        {
            item.Allow("kind", "against");
            return new ExpectedFinding(item.RequiredText("kind") ?? "", item.Text("against"));
        }

        private ExpectedValue? Value(JsonDocumentObject data, string text) =>
            _expressions.Compile(text, data.LocationOf(text), diagnostics) is { } expression
                ? new ExpectedValue(text, expression, ValueJson.FromToken(data.Token[text]))
                : null;

        private ImmutableArray<string>? Elements(JsonDocumentObject item, string member)
        {
            if (!item.Has(member))
            {
                return null;
            }

            var elements = item.Texts(member);
            foreach (var id in elements)
            {
                CheckElement(item, member, id);
            }

            return elements;
        }

        private void CheckElement(JsonDocumentObject item, string member, string id)
        {
            if (package.Procedure.Find(id) is null)
            {
                diagnostics.Add(TestingCodes.UnknownElement, item.LocationOf(member), id, Nearest.To(id, package.Procedure.Elements.Select(element => element.Id)) ?? "");
            }
        }

        private string? By(JsonDocumentObject item)
        {
            var by = item.RequiredText("by");
            if (by is not null && !ScenarioActors.IsKnown(package.Organization, by))
            {
                diagnostics.Add(TestingCodes.UnknownActor, item.LocationOf("by"), by, Nearest.To(by, package.Organization.Parties.Select(party => party.Id)) ?? "");
            }

            return by;
        }

        private static ValueContext Variables(JsonDocumentObject item) =>
            item.Object("variables") is { } variables ? ValueJson.FromToken(variables.Token).AsContext ?? ValueContext.Empty : ValueContext.Empty;

        private static ImmutableArray<ImmutableArray<string>> Preferences(JsonDocumentObject item) => item.Token["prefer"] switch
        {
            JArray groups => [.. groups.Select(group => group is JArray alike ? alike.Select(option => (string)option!).ToImmutableArray() : [(string)group!])],
            JValue { Value: string option } => [[option]],
            _ => [],
        };

        private ScenarioTime Time(JsonDocumentObject item, bool absolute)
        {
            if (!absolute && item.Text("after") is { } after)
            {
                if (Amount.TryParse(after, out var amount))
                {
                    return new ScenarioTime(null, amount);
                }

                diagnostics.Add(TestingCodes.MalformedTime, item.LocationOf("after"), after);
            }

            return new ScenarioTime(item.Has("at") || absolute ? Moment(item, "at") ?? default : default, null);
        }

        private DateTimeOffset? Moment(JsonDocumentObject item, string member)
        {
            if (item.RequiredText(member) is not { } text)
            {
                return null;
            }

            if (DateTime.TryParseExact(text, LocalForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            {
                return PackageZone.ToInstant(package.Manifest.Zone, local);
            }

            if (text.Length > 10 && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
            {
                return moment.ToUniversalTime();
            }

            diagnostics.Add(TestingCodes.MalformedTime, item.LocationOf(member), text);
            return null;
        }
    }
}

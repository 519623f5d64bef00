using System.Collections.Immutable;
using Newtonsoft.Json.Linq;
using Xiezhi.Calendars;
using Xiezhi.Foundation;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Json;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Packages;
using Xiezhi.Testing.Scenarios.Commands;

namespace Xiezhi.Testing.Scenarios;

/// <summary>Reads a scenario of a package, a file of its folder <c>scenarios/</c>.</summary>
public static class ScenarioReader
{
    /// <summary>How the case that a scenario begins with is called, where it does not say so.</summary>
    public const string FirstCase = "first";

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
        Scenario? scenario = null;
        if (BoundedJson.Read(content, file, own) is { } root)
        {
            var first = root.Object("opens")?.Text("case") ?? FirstCase;
            ImmutableArray<string> cases = [first, .. root.Objects("steps").Select(step => step.Text(CommandVerbs.Open)).OfType<string>()];

            // What those two looks found wrong is found again below.
            own = new DiagnosticBag();
            root = BoundedJson.Read(content, file, own)!;
            scenario = new Reading(file, first, new ScenarioSource(root, package, own, cases)).Scenario(root);
        }

        diagnostics.AddRange(own.ToImmutable());
        return own.HasErrors ? null : scenario;
    }

    private sealed class Reading(string file, string first, ScenarioSource source)
    {
        private readonly ExpectationReader _expectations = new(source);
        private readonly FieldReader _fields = new(source);

        public Scenario? Scenario(JsonDocumentObject root)
        {
            root.Allow("title", "opens", "steps", "until", "hold", "expect", "cases");
            var title = root.Text("title") ?? Path.GetFileNameWithoutExtension(file);
            var opens = root.RequiredObject("opens");
            opens?.Allow("at", "by", "case", "variables", "expect");
            if (opens is null)
            {
                return null;
            }

            var opening = new ScenarioStep
            {
                Number = 0,
                Time = Time(opens, absolute: true),
                Case = first,
                By = By(opens),
                Opens = Variables(opens),
                What = CommandVerbs.Open,
                Expected = Expected(opens),
            };
            return new Scenario(
                file,
                title,
                opening,
                [.. root.Objects("steps").Select((item, index) => Step(item, index + 1))],
                root.Has("until") ? Moment(root, "until") is { } until ? new ScenarioTime(until, null) : null : null,
                _expectations.Elements(root, "hold") ?? [],
                Expected(root))
            {
                Cases = root.Object("cases") is { } cases ? [.. cases.Names.Select(name => CaseExpected(cases, name)).OfType<KeyValuePair<string, Expectation>>()] : [],
            };
        }

        private KeyValuePair<string, Expectation>? CaseExpected(JsonDocumentObject cases, string name)
        {
            source.CheckCase(name, cases.LocationOf(name));
            return cases.Object(name) is { } expected ? KeyValuePair.Create(name, _expectations.Read(expected)) : null;
        }

        private ScenarioStep Step(JsonDocumentObject item, int number)
        {
            var ways = CommandVerbs.Short.Where(way => item.Has(way.Word)).ToList();
            List<string> verbs = [.. ways.Select(way => way.Word), .. new[] { "do", CommandVerbs.Open }.Where(item.Has)];
            if (verbs.Count > 1 || item.Has("at") == item.Has("after"))
            {
                source.Diagnostics.Add(TestingCodes.UnclearStep, item.Location, string.Join(", ", verbs));
            }

            var isOpening = item.Has(CommandVerbs.Open);
            var step = new ScenarioStep
            {
                Number = number,
                Time = Time(item, absolute: false),
                Case = isOpening ? item.Text(CommandVerbs.Open) ?? "" : Case(item),
                By = verbs.Count > 0 ? By(item) : "",
                Refused = item.Text("refused"),
                Expected = Expected(item),
            };
            if (verbs.Count > 1)
            {
                return step;
            }

            ImmutableArray<string> common = ["at", "after", "by", "case", "refused", "expect"];
            if (isOpening)
            {
                item.Allow([.. common, CommandVerbs.Open, "variables"]);
                return step with { What = CommandVerbs.Open, Opens = Variables(item) };
            }

            if (ways.FirstOrDefault() is { } way)
            {
                var form = CommandVerbs.Form(way);
                item.Allow([.. common, .. CommandVerbs.Short.Select(other => other.Word), .. form.Fields.Select(field => way.MemberOf(field.Name))]);
                return step with { What = way.Word + " " + item.Text(way.Word), Command = Making(form, item, way.MemberOf) };
            }

            item.Allow([.. common, "do", "with", CommandVerbs.Open, .. CommandVerbs.Short.Select(other => other.Word)]);
            return item.Text("do") is { } verb ? step with { What = verb, Command = Done(verb, item) } : step;
        }

        private Func<CommandScene, CaseCommand?>? Done(string verb, JsonDocumentObject item)
        {
            if (CommandVerbs.Form(verb) is not { } form)
            {
                source.Unknown(TestingCodes.UnknownVerb, verb, CommandVerbs.All, item.LocationOf("do"));
                return null;
            }

            if (item.Object("with") is not { } with)
            {
                if (form.Fields.Any(field => field.IsRequired))
                {
                    source.Diagnostics.Add(FoundationCodes.MissingMember, item.Location, "with");
                    return null;
                }

                with = item.Inner(new JObject());
            }

            with.Allow([.. form.Fields.Select(field => field.Name)]);
            return Making(form, with, field => field);
        }

        private Func<CommandScene, CaseCommand?> Making(CommandForm form, JsonDocumentObject item, Func<string, string> memberOf)
        {
            var given = _fields.Read(form, item, memberOf);
            return scene => form.Make(given, scene) as CaseCommand;
        }

        private Expectation? Expected(JsonDocumentObject item) => item.Object("expect") is { } expected ? _expectations.Read(expected) : null;

        private string Case(JsonDocumentObject item)
        {
            var name = item.Text("case") ?? first;
            source.CheckCase(name, item.LocationOf("case"));
            return name;
        }

        private string By(JsonDocumentObject item)
        {
            var by = item.RequiredText("by");
            if (by is not null)
            {
                source.CheckActor(by, item.LocationOf("by"));
            }

            return by ?? "";
        }

        private static ValueContext Variables(JsonDocumentObject item) =>
            item.Object("variables") is { } variables ? ValueJson.FromToken(variables.Token).AsContext ?? ValueContext.Empty : ValueContext.Empty;

        private ScenarioTime Time(JsonDocumentObject item, bool absolute)
        {
            if (!absolute && item.Text("after") is { } after)
            {
                if (Amount.TryParse(after, out var amount))
                {
                    return new ScenarioTime(null, amount);
                }

                source.Diagnostics.Add(TestingCodes.MalformedTime, item.LocationOf("after"), after);
            }

            return new ScenarioTime(item.Has("at") || absolute ? Moment(item, "at") ?? default : default, null);
        }

        private DateTimeOffset? Moment(JsonDocumentObject item, string member) =>
            item.RequiredText(member) is { } text ? source.Moment(text, item.LocationOf(member)) : null;
    }
}

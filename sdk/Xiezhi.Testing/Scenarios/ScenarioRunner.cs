using System.Collections.Immutable;
using Xiezhi.Calendars;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Packages;

namespace Xiezhi.Testing.Scenarios;

/// <summary>What came of a scenario.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Differences">What came otherwise than expected; none where it passed.</param>
/// <param name="Log">The events of its case.</param>
public sealed record ScenarioResult(Scenario Scenario, ImmutableArray<Difference> Differences, ImmutableArray<CaseEvent> Log)
{
    /// <summary>Whether all came as expected.</summary>
    public bool Passed => Differences.IsEmpty;
}

/// <summary>Something that came otherwise than expected.</summary>
/// <param name="Step">After which step: 0 for the opening, <see langword="null"/> for the end.</param>
/// <param name="What">What was looked at.</param>
/// <param name="Expected">What was expected.</param>
/// <param name="Actual">What came.</param>
public sealed record Difference(int? Step, string What, string Expected, string Actual);

/// <summary>What came of all scenarios of a package.</summary>
/// <param name="Package">The package.</param>
/// <param name="Results">Each scenario's result, in the order of the files.</param>
/// <param name="Coverage">What they touched together.</param>
public sealed record ScenarioReport(GovernancePackage Package, ImmutableArray<ScenarioResult> Results, ScenarioCoverage Coverage);

/// <summary>Runs the scenarios of a package on a virtual clock: the same steps as a server takes, without a store.</summary>
/// <remarks>Pure: the same files give the same report.</remarks>
public static class ScenarioRunner
{
    private const string Folder = "scenarios/";
    private const string Notices = "notify:";

    // A procedure whose timers call each other without end must not hold the run.
    private const int MostMoments = 100_000;

    /// <summary>Reads a package with its scenarios and runs them.</summary>
    /// <param name="files">The content of the files by their paths within the folder.</param>
    /// <param name="diagnostics">Receives what is wrong with the package or its scenarios.</param>
    /// <returns>The report; <see langword="null"/> where the package, or a scenario, can't be read.</returns>
    public static ScenarioReport? Run(IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> files, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(diagnostics);
        var gathering = new CoverageGathering();
        if (PackageReader.Read(files, diagnostics, gathering) is not { } package)
        {
            return null;
        }

        var own = new DiagnosticBag();
        var scenarios = package.Files.Where(file => file.Key.StartsWith(Folder, StringComparison.Ordinal))
            .Select(file => ScenarioReader.Read(file.Value, file.Key, package, own)).ToList();
        diagnostics.AddRange(own.ToImmutable());
        if (own.HasErrors)
        {
            return null;
        }

        var results = scenarios.OfType<Scenario>().Select(scenario => new ScenarioRun(package, scenario, gathering).Run()).ToImmutableArray();
        return new ScenarioReport(package, results, gathering.Of(package));
    }

    private sealed class ScenarioRun(GovernancePackage package, Scenario scenario, CoverageGathering gathering)
    {
        private readonly ImmutableArray<CaseEvent>.Builder _log = ImmutableArray.CreateBuilder<CaseEvent>();
        private readonly ImmutableArray<Difference>.Builder _differences = ImmutableArray.CreateBuilder<Difference>();
        private CaseState _state = CaseState.New("scenario", CaseId.For("scenario", scenario.File));
        private DateTimeOffset _now;

        public ScenarioResult Run()
        {
            Do(scenario.Opening);
            foreach (var step in scenario.Steps)
            {
                Do(step);
            }

            if (scenario.Until?.At is { } until)
            {
                Pass(until);
            }

            Look(null, scenario.Expected ?? new Expectation());
            return new ScenarioResult(scenario, _differences.ToImmutable(), _log.ToImmutable());
        }

        private void Do(ScenarioStep step)
        {
            var at = step.Time.At ?? After(step.Time.After!.Value);
            Pass(at);
            if (step.Verb.Length > 0)
            {
                var command = step.Verb == ScenarioVerbs.Open ? new OpenCase(scenario.File, step.Variables) : ScenarioVerbs.Command(_state, step);
                if (command is null)
                {
                    Differs(step.Number, step.Verb + " " + step.Subject, "possible", "nothing there to do it on; open are " + string.Join(", ", _state.Workflow.Tasks.Select(task => task.Element)));
                }
                else
                {
                    Judge(step, Carry(command, ScenarioActors.Of(package.Organization, _state, step.By), "scenario"));
                }
            }

            if (step.Expected is { } expected)
            {
                Look(step.Number, expected);
            }
        }

        private void Judge(ScenarioStep step, Diagnostic? rejection)
        {
            var (expected, actual) = (step.Refused ?? "done", rejection?.Code ?? "done");
            if (expected != actual)
            {
                Differs(step.Number, step.Verb + " " + step.Subject, expected, rejection is null ? actual : actual + ": " + rejection.Message(System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        // Where the calendar can't say, the difference shows in what follows; the amount passes as if every day were worked.
        private DateTimeOffset After(Amount amount)
        {
            var due = package.Calendars[package.Manifest.Calendar].Due(_now, amount, Counting.FromTheStart);
            return due.Due?.ToUniversalTime() ?? _now + (amount.Time > TimeSpan.Zero ? amount.Time : TimeSpan.FromDays(amount.Days));
        }

        private void Pass(DateTimeOffset until)
        {
            for (var moments = 0; _state.Exists && moments < MostMoments; moments++)
            {
                var next = CaseMoments.Of(package, _state).Select(moment => (DateTimeOffset?)moment.At).Min();
                if (next is not { } due || due > until)
                {
                    break;
                }

                _now = WholeMillisecond(due > _now ? due : _now);
                Carry(new ActOnDue(), Actor.Engine, "due");
            }

            _now = until > _now ? until : _now;
        }

        // Steps cut to whole milliseconds: a moment between two of them must not be cut to before it.
        private static DateTimeOffset WholeMillisecond(DateTimeOffset moment) =>
            moment.UtcTicks % TimeSpan.TicksPerMillisecond is var rest and > 0 ? moment.AddTicks(TimeSpan.TicksPerMillisecond - rest) : moment;

        private Diagnostic? Carry(CaseCommand command, Actor actor, string cause)
        {
            var result = CaseStep.Step(package, _state, command, actor, cause, _now);
            _state = result.State;
            foreach (var recorded in result.Events)
            {
                _log.Add(recorded.Event);
                gathering.Happened(recorded.Event);
            }

            while (_state.IsOpen && _state.Workflow.Jobs.FirstOrDefault(IsDoneAtOnce) is { } job)
            {
                Carry(new CompleteJob(job.Id, ValueContext.Empty), Actor.Engine, "delivered");
            }

            return result.Rejection;
        }

        private bool IsDoneAtOnce(Xiezhi.Workflow.States.OpenJob job) =>
            job.Implementation.StartsWith(Notices, StringComparison.Ordinal) && !scenario.Held.Contains(job.Element);

        private void Look(int? step, Expectation expected)
        {
            foreach (var (what, wanted, came) in new ExpectationCheck(package, _state, _log, _now).Differences(expected))
            {
                Differs(step, what, wanted, came);
            }
        }

        private void Differs(int? step, string what, string expected, string actual) => _differences.Add(new Difference(step, what, expected, actual));
    }
}

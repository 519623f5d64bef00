using System.Collections.Immutable;
using System.Globalization;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Handling.Joining;
using Xiezhi.Governance.Packages;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Outbox;
using Xiezhi.Testing.Scenarios.Commands;
using Xiezhi.Testing.Scenarios.Facts;
using Xiezhi.Workflow.States;

namespace Xiezhi.Testing.Scenarios;

/// <summary>One scenario on its way: its cases, its time, and what differed so far.</summary>
internal sealed class ScenarioRun(GovernancePackage package, Scenario scenario, CoverageGathering gathering)
{
    private const string Tenant = "scenario";

    // A procedure whose timers call each other without end must not hold the run.
    private const int MostMoments = 100_000;

    private readonly ImmutableArray<CaseEvent>.Builder _log = ImmutableArray.CreateBuilder<CaseEvent>();
    private readonly ImmutableArray<Difference>.Builder _differences = ImmutableArray.CreateBuilder<Difference>();
    private readonly List<ScenarioCase> _cases = [];
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

        Look(null, scenario.Opening.Case, scenario.Expected ?? new Expectation());
        foreach (var (name, expected) in scenario.Cases)
        {
            Look(null, name, expected);
        }

        return new ScenarioResult(scenario, _differences.ToImmutable(), _log.ToImmutable());
    }

    private void Do(ScenarioStep step)
    {
        Pass(step.Time.At ?? ScenarioSource.After(package, _now, step.Time.After!.Value));
        if (step.Opens is { } variables)
        {
            var key = step.Number == 0 ? scenario.File : scenario.File + "#" + step.Case;
            var opened = _cases.Find(known => known.Name == step.Case) ?? Add(step.Case, key);
            Judge(step, Carry(opened, new OpenCase(key, variables), ActorOf(opened, step.By), Tenant));
        }
        else if (step.Command is { } command)
        {
            Do(step, command);
        }

        if (step.Expected is { } expected)
        {
            Look(step.Number, step.Case, expected);
        }
    }

    private void Do(ScenarioStep step, Func<CommandScene, CaseCommand?> command)
    {
        if (_cases.Find(known => known.Name == step.Case) is not { } on)
        {
            Differs(step.Number, step.What, "possible", "no case " + step.Case + "; there are " + string.Join(", ", _cases.Select(known => known.Name)));
            return;
        }

        var scene = new CommandScene(package, on.State, on.Log, _now, name => _cases.Find(known => known.Name == name)?.State.Id);
        if (command(scene) is { } possible)
        {
            Judge(step, Carry(on, possible, ActorOf(on, step.By), Tenant));
        }
        else
        {
            Differs(step.Number, step.What, "possible", "nothing there to do it on; open are " + string.Join(", ", on.State.Workflow.Tasks.Select(task => task.Element)));
        }
    }

    private Actor ActorOf(ScenarioCase on, string by) => ScenarioActors.Of(package.Organization, on.State, by);

    private void Judge(ScenarioStep step, Diagnostic? rejection)
    {
        var (expected, actual) = (step.Refused ?? "done", rejection?.Code ?? "done");
        if (expected != actual)
        {
            Differs(step.Number, step.What, expected, rejection is null ? actual : actual + ": " + rejection.Message(CultureInfo.InvariantCulture));
        }
    }

    private void Pass(DateTimeOffset until)
    {
        for (var moments = 0; moments < MostMoments; moments++)
        {
            var next = _cases.Where(on => on.State.Exists)
                .Select(on => (Case: on, At: CaseMoments.Of(package, on.State).Select(moment => (DateTimeOffset?)moment.At).Min()))
                .Where(on => on.At is not null).OrderBy(on => on.At).FirstOrDefault();
            if (next.At is not { } due || due > until)
            {
                break;
            }

            _now = CommitBuilder.WholeMillisecond(due > _now ? due : _now);
            Carry(next.Case, new ActOnDue(), Actor.Engine, "due");
        }

        _now = until > _now ? until : _now;
    }

    private ScenarioCase Add(string name, string key)
    {
        var added = new ScenarioCase(name, CaseState.New(Tenant, CaseId.For(Tenant, key)));
        _cases.Add(added);
        return added;
    }

    private Diagnostic? Carry(ScenarioCase on, CaseCommand command, Actor actor, string cause)
    {
        var result = CaseStep.Step(package, on.State, command, actor, cause, _now);
        on.State = result.State;
        foreach (var recorded in result.Events)
        {
            _log.Add(recorded.Event);
            on.Log.Add(recorded);
            gathering.Happened(recorded.Event);
        }

        foreach (var message in result.Events.SelectMany(recorded => OutboxMessages.Of(package, result.State, recorded)).ToList())
        {
            on.Told.Add(message);
            Deliver(on, message);
        }

        return result.Rejection;
    }

    // As the outbox would: what only tells somebody is told, and a case of the same package is opened. All else waits for a step that finishes it.
    private void Deliver(ScenarioCase on, OutboxMessage message)
    {
        if (message.JobId is { } held && on.State.Workflow.Jobs.Find(held) is { } job && scenario.Held.Contains(job.Element))
        {
            return;
        }

        if (CaseMessages.Said(message) is var (to, said))
        {
            Say(on, to, said);
            return;
        }

        var answer = ValueContext.Empty;
        if (CaseMessages.Part(message) is { } part && part.Package == package.Manifest.Name)
        {
            Open(on, part);
            Carry(on, CaseMessages.OfPart(message, CaseId.For(Tenant, part.Command.Key), null), Actor.Engine, "delivered");
            return;
        }

        if (CaseOpener.Asked(message) is { } asked)
        {
            if (asked.Package != package.Manifest.Name)
            {
                return;
            }

            answer = Open(on, asked);
        }
        else if (!message.Kind.StartsWith(NotificationKinds.Prefix, StringComparison.Ordinal))
        {
            return;
        }

        if (message.JobId is { } done && on.State.IsOpen && on.State.Workflow.Jobs.Find(done) is not null)
        {
            Carry(on, new CompleteJob(done, answer), Actor.Engine, "delivered");
        }
    }

    private void Say(ScenarioCase on, CaseId to, TakeCaseMessage said)
    {
        var other = _cases.Find(known => known.State.Id == to);
        var rejection = other is null ? null : Carry(other, said, Actor.Engine, "delivered");
        if ((other is null || rejection is not null) && CaseMessages.Answer(said, to, rejection?.Code, other?.State) is { } answer)
        {
            Carry(on, answer, Actor.Engine, "delivered");
        }
    }

    private ValueContext Open(ScenarioCase on, CaseOpener.Opening asked)
    {
        var id = CaseId.For(Tenant, asked.Command.Key);
        if (!_cases.Exists(known => known.State.Id == id))
        {
            on.Opened++;
            var opened = Add(on.Name + "/" + on.Opened.ToString(CultureInfo.InvariantCulture), asked.Command.Key);
            if (Carry(opened, asked.Command, Actor.Engine, "delivered") is { } refused)
            {
                Differs(null, "open " + opened.Name, "done", refused.Code + ": " + refused.Message(CultureInfo.InvariantCulture));
            }
        }

        return CaseOpener.Answer(id);
    }

    private void Look(int? step, string name, Expectation expected)
    {
        var prefix = name == scenario.Opening.Case ? "" : name + ": ";
        if (_cases.Find(known => known.Name == name) is not { } on)
        {
            Differs(step, name, "there", "no such case; there are " + string.Join(", ", _cases.Select(known => known.Name)));
            return;
        }

        foreach (var (what, wanted, came) in new ExpectationCheck(new FactScene(package, on.State, on.Log, on.Told, _now)).Differences(expected))
        {
            Differs(step, prefix + what, wanted, came);
        }
    }

    private void Differs(int? step, string what, string expected, string actual) => _differences.Add(new Difference(step, what, expected, actual));
}

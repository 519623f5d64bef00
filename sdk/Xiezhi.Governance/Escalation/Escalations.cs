using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Clocks;
using Xiezhi.Governance.Packages;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Governance.Escalation;

/// <summary>Takes the steps of ladders: finds whom they reach, and records what is done.</summary>
internal static class Escalations
{
    /// <summary>Takes a step, or passes over it where what it waits for has happened.</summary>
    public static void Take(CaseDraft draft, ClockState clock, IVariables variables, EscalationStep step, int index, DateTimeOffset dueAt)
    {
        if (step.Unless is { } unless && unless.Evaluate(variables, draft.Now).Value.IsTrue)
        {
            draft.Record(new EscalationPassed(clock.ServiceLevel, clock.Clock, index, dueAt) { Subject = clock.Subject });
            return;
        }

        var level = draft.State.Level + (step.Action == EscalationAction.Raise ? 1 : 0);
        var (to, sought) = new Reach(draft, clock, variables).Find(step, level);
        draft.Record(new EscalationTaken(clock.ServiceLevel, clock.Clock, index, step.Kind, to, level, dueAt) { Subject = clock.Subject, Sought = sought });
        switch (step.Action)
        {
            case EscalationAction.Finding:
                draft.Record(new FindingProposed(draft.State.Findings + 1, step.Finding!, to, [draft.State.LeadAssignedIn, clock.StartedIn, draft.State.Version]));
                break;
            case EscalationAction.Reassign:
                FactKeeping.Keep(draft);
                break;
            case EscalationAction.Convene:
                draft.Record(new PartiesConvened(clock.ServiceLevel, clock.Clock, step.Group!, to, step.Parties) { Subject = clock.Subject });
                break;
            case EscalationAction.Supervise:
                // The event's own number makes the key: a clock that began anew may be supervised anew, a message delivered twice may not.
                var key = draft.State.Id + "/" + draft.State.Version;
                draft.Record(new SupervisionOrdered(clock.ServiceLevel, clock.Clock, step.Package!, key, to) { Subject = clock.Subject });
                break;
        }
    }
}

/// <summary>Whom a step reaches. Nobody is never the answer: what names nobody goes up the tree until it finds somebody.</summary>
internal sealed class Reach(CaseDraft draft, ClockState clock, IVariables variables)
{
    private readonly GovernancePackage _package = draft.Package;
    private readonly CaseState _state = draft.State;

    public (string To, string? Sought) Find(EscalationStep step, int level)
    {
        var raised = step.Action == EscalationAction.Raise;
        if (step.ToDecision is { } decision)
        {
            return Asked(decision, level) is { } asked ? (asked, null) : (Above(), "decision:" + decision);
        }

        if (!step.ToMatrix.IsEmpty)
        {
            return step.ToMatrix.FirstOrDefault(row => Fits(row, level)) is { } row ? (row.Party, null) : (Above(), "matrix");
        }

        return raised
            ? (Superior(_state.LevelHolder ?? Lead()), null)
            : step.To switch
            {
                EscalationStep.ToLead => (Lead(), null),
                EscalationStep.ToSuperior => (Superior(Lead()), null),
                var party => _package.Organization.Party(party) is null ? (Above(), party) : (party, null),
            };
    }

    /// <summary>Who answers for the clock: the party it is for, the owner of its task, or the lead; the top where nobody does.</summary>
    private string Lead()
    {
        var own = clock.Subject is { } subject
            ? ClockSubjects.TaskOf(subject) is { } task ? _state.Workflow.Tasks.Find(task)?.Owners.FirstOrDefault(IsParty) : ClockSubjects.PartyOf(subject)
            : null;
        return own is not null && IsParty(own) ? own : _state.Facts.Lead ?? _state.Facts.Leads.FirstOrDefault() ?? _package.Top;
    }

    private string Superior(string party) => _package.Organization.SuperiorOf(party)?.Id ?? _package.Top;

    private string Above() => Superior(_state.LevelHolder ?? Lead());

    private bool IsParty(string id) => _package.Organization.Party(id) is not null;

    private string? Asked(string decision, int level)
    {
        var known = ValueContext.Of(("level", level), ("holder", _state.LevelHolder ?? Lead()), ("clock", clock.Clock));
        var value = _package.Decisions.Decide(decision, new LayeredVariables(known, variables), draft.Now).Value;
        var given = value.AsList is { } list ? list.Items : [value];
        return given.Select(item => item.AsString).FirstOrDefault(id => id is not null && IsParty(id));
    }

    private bool Fits(MatrixRow row, int level) =>
        (row.Level is null || row.Level == level)
        && (row.Territory is null || IsWithin(_state.Facts.Territory, row.Territory, code => _package.Organization.Territory(code)?.Parent))
        && (row.Matter is null || IsWithin(_state.Facts.Matter, row.Matter, id => _package.Matters.Matter(id)?.Parent))
        && IsParty(row.Party);

    private static bool IsWithin(string? inner, string outer, Func<string, string?> parent)
    {
        for (; inner is not null; inner = parent(inner))
        {
            if (inner == outer)
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>Some names before all others.</summary>
internal sealed class LayeredVariables(ValueContext first, IVariables others) : IVariables
{
    public IEnumerable<string> Names => first.Names.Concat(others.Names).Distinct();

    public bool TryGet(string name, out Value value) => first.TryGet(name, out value) || others.TryGet(name, out value);
}

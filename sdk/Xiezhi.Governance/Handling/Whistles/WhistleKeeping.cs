using System.Collections.Immutable;
using System.Globalization;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.Parties;

namespace Xiezhi.Governance.Handling.Whistles;

/// <summary>Calls parties to a case, takes their reports, and bars tasks until what was called for is closed together (吹哨报到).</summary>
internal sealed class WhistleKeeping : CaseAspect
{
    private const int MostCalls = 100;

    public override bool Owns(CaseCommand command) => command is WhistleCommand;

    public override Diagnostic? Prevents(CaseDraft draft, CaseCommand command)
    {
        if (command is not CompleteTask complete || draft.State.Whistles.All.IsEmpty || draft.State.Workflow.Tasks.Find(complete.TaskId) is not { } task)
        {
            return null;
        }

        var open = draft.State.Whistles.All.Where(whistle => !whistle.IsOver && draft.Package.Handling.Whistle(whistle.Kind)?.Bars.Contains(task.Element) == true).ToList();
        return open.Count > 0 ? HandlingCodes.NotClosedTogether.At(Location.None, task.Element, string.Join(", ", open.Select(whistle => whistle.Of))) : null;
    }

    public override void End(CaseDraft draft)
    {
        foreach (var whistle in draft.State.Whistles.All.Where(whistle => !whistle.IsOver))
        {
            draft.Record(new WhistleLapsed(whistle.Id));
        }
    }

    public override (ImmutableArray<string> Allowed, string Element) WhoMay(GovernancePackage package, CaseState state, CaseCommand command)
    {
        // What is not there is refused for that reason, whoever asks.
        ImmutableArray<string> everybody = [.. Enum.GetValues<PartyKind>().Select(PartyKinds.Word)];
        if (command is BlowWhistle blow)
        {
            return (package.Handling.Whistle(blow.Kind)?.BlownBy ?? everybody, blow.Kind);
        }

        var asked = (OneWhistleCommand)command;
        return state.Whistles.Find(asked.Whistle) is { } whistle
            ? (asked is AcknowledgeCall or ReportOnSite ? [.. whistle.Calls.Select(call => call.Party)] : [whistle.Caller], whistle.Of)
            : (everybody, "");
    }

    public override Diagnostic? CarryOut(CaseDraft draft, CaseCommand command)
    {
        if (command is BlowWhistle blow)
        {
            return Blow(draft, blow);
        }

        var asked = (OneWhistleCommand)command;
        if (draft.State.Whistles.Find(asked.Whistle) is not { } whistle || draft.Package.Handling.Whistle(whistle.Kind) is not { } definition)
        {
            return HandlingCodes.NoSuchWhistle.At(Location.None, asked.Whistle.ToString(CultureInfo.InvariantCulture));
        }

        if (asked is EvaluateCalledParty evaluate)
        {
            return Evaluate(draft, definition, whistle, evaluate);
        }

        if (whistle.IsOver)
        {
            return HandlingCodes.WhistleOver.At(Location.None, whistle.Of);
        }

        var party = draft.Actor.Party;
        switch (asked)
        {
            case AcknowledgeCall when whistle.Find(party)?.AcknowledgedAt is not null:
            case ReportOnSite when whistle.Find(party)?.ArrivedAt is not null:
                return HandlingCodes.SaidAlready.At(Location.None, party);
            case AcknowledgeCall:
                draft.Record(new CallAcknowledged(whistle.Id, party));
                return null;
            case ReportOnSite report:
                draft.Record(new PartyReported(whistle.Id, party, report.Words ?? ""));
                return null;
            case CallFurtherParties further:
                var (parties, problem) = Callable(draft, definition, further.Parties, whistle.Caller, further.Reason);
                if (problem is null && parties.FirstOrDefault(called => whistle.Find(called) is not null) is { } twice)
                {
                    problem = HandlingCodes.SaidAlready.At(Location.None, twice);
                }

                if (problem is null && whistle.Calls.Length + parties.Length > MostCalls)
                {
                    problem = HandlingCodes.NobodyCalled.At(Location.None, MostCalls.ToString(CultureInfo.InvariantCulture));
                }

                if (problem is null)
                {
                    draft.Record(new PartiesCalled(whistle.Id, parties, further.Reason));
                }

                return problem;
            default:
                throw new ArgumentException($"{command.GetType().Name} is not a command on a whistle.", nameof(command));
        }
    }

    private static Diagnostic? Blow(CaseDraft draft, BlowWhistle blow)
    {
        if (draft.Package.Handling.Whistle(blow.Kind) is not { } definition)
        {
            return HandlingCodes.NoSuchWhistle.At(Location.None, blow.Kind);
        }

        if (definition.When is { } when && !when.Evaluate(new CaseVariables(draft.State, draft.Package), draft.Now).Value.IsTrue)
        {
            return HandlingCodes.WhistleNotNow.At(Location.None, blow.Kind, when.Text);
        }

        var (parties, problem) = Callable(draft, definition, blow.Parties, draft.Actor.Party, blow.Reason);
        if (problem is null && string.IsNullOrWhiteSpace(blow.Place))
        {
            problem = GovernanceCodes.ReasonMissing.At(Location.None);
        }

        if (problem is null)
        {
            draft.Record(new WhistleBlown(draft.State.Whistles.All.Length + 1, definition.Id, draft.Actor.Party, parties, blow.Reason, blow.Place));
        }

        return problem;
    }

    private static (ImmutableArray<string> Parties, Diagnostic? Problem) Callable(
        CaseDraft draft, WhistleDefinition definition, ImmutableArray<string> given, string caller, string reason)
    {
        ImmutableArray<string> parties = given.IsDefault ? [] : [.. given.Distinct(StringComparer.Ordinal)];
        if (parties.IsEmpty || parties.Length > MostCalls)
        {
            return ([], HandlingCodes.NobodyCalled.At(Location.None, MostCalls.ToString(CultureInfo.InvariantCulture)));
        }

        foreach (var id in parties)
        {
            if (draft.Package.Organization.Party(id) is not { } party || id == caller
                || !(definition.Called.Contains(id) || definition.Called.Contains(PartyKinds.Word(party.Kind))))
            {
                return ([], HandlingCodes.MayNotBeCalled.At(Location.None, id, string.Join(", ", definition.Called)));
            }
        }

        return string.IsNullOrWhiteSpace(reason) ? ([], GovernanceCodes.ReasonMissing.At(Location.None)) : (parties, null);
    }

    private static Diagnostic? Evaluate(CaseDraft draft, WhistleDefinition definition, WhistleState whistle, EvaluateCalledParty evaluate)
    {
        if (whistle.Find(evaluate.Party) is not { } call)
        {
            return HandlingCodes.MayNotBeCalled.At(Location.None, evaluate.Party, string.Join(", ", whistle.Calls.Select(called => called.Party)));
        }

        // Whoever may still come in time is not judged yet.
        if (call is { ArrivedAt: null, IsNoShow: false } && !whistle.IsOver)
        {
            return HandlingCodes.TooEarlyToEvaluate.At(Location.None, evaluate.Party);
        }

        var scale = definition.Evaluation;
        ImmutableArray<CriterionGrade> given = evaluate.Grades.IsDefault ? [] : evaluate.Grades;
        var grades = given.Select(one => scale.Grades.FirstOrDefault(grade => grade.Id == one.Grade)).ToList();
        if (scale.Criteria.IsEmpty || given.Length != scale.Criteria.Length || grades.Contains(null)
            || !scale.Criteria.All(criterion => given.Any(one => one.Criterion == criterion.Id)))
        {
            return HandlingCodes.WrongGrades.At(
                Location.None, string.Join(", ", scale.Criteria.Select(criterion => criterion.Id)), string.Join(", ", scale.Grades.Select(grade => grade.Id)));
        }

        if (string.IsNullOrWhiteSpace(evaluate.Words) && grades.Any(grade => grade!.NeedsWords))
        {
            return GovernanceCodes.ReasonMissing.At(Location.None);
        }

        draft.Record(new CalledPartyEvaluated(whistle.Id, evaluate.Party, given, grades.Sum(grade => grade!.Points), evaluate.Words ?? ""));
        return null;
    }
}

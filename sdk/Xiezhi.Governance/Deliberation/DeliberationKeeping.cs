using System.Collections.Immutable;
using Xiezhi.Calendars;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Handling.Joining;
using Xiezhi.Governance.Packages;

namespace Xiezhi.Governance.Deliberation;

/// <summary>Opens a deliberation where the procedure reaches its task, takes ballots and comments, and gives the procedure the result.</summary>
internal sealed class DeliberationKeeping : CaseAspect
{
    private const string MomentPrefix = "deliberation:";

    public override IEnumerable<CaseMoment> NextMoments(GovernancePackage package, CaseState state)
    {
        foreach (var deliberation in state is { IsOpen: true, IsHeld: false } ? state.Deliberations.All : [])
        {
            var at = deliberation.Status switch
            {
                DeliberationStatus.Voting => deliberation.Closes,
                DeliberationStatus.Consulting when !MustWait(package, deliberation) => deliberation.ConsultedUntil,
                _ => null,
            };
            if (at is { } moment)
            {
                yield return new CaseMoment(MomentPrefix + deliberation.Id, moment);
            }
        }
    }

    public override void Act(CaseDraft draft, CaseMoment moment)
    {
        var deliberation = draft.State.Deliberations.All.First(candidate => MomentPrefix + candidate.Id == moment.Name);
        if (deliberation.Status == DeliberationStatus.Consulting)
        {
            OpenVote(draft, deliberation);
        }
        else
        {
            Close(draft, deliberation, mayExtend: true);
        }
    }

    public override void Keep(CaseDraft draft)
    {
        if (draft.Package.Deliberations.ByElement.Count == 0)
        {
            return;
        }

        Withdraw(draft, deliberation => !draft.State.Workflow.Tasks.Has(deliberation.TaskId));
        VoteAgainAfterHold(draft);
        foreach (var task in draft.State.Workflow.Tasks)
        {
            if (draft.Package.Deliberations.ByElement.TryGetValue(task.Element, out var id)
                && !draft.State.Deliberations.All.Any(deliberation => deliberation.TaskId == task.Id))
            {
                Open(draft, draft.Package.Deliberations.Definitions[id], task.Id);
            }
        }
    }

    public override void End(CaseDraft draft) => Withdraw(draft, _ => true);

    public override bool Owns(CaseCommand command) => command is DeliberationCommand;

    public override Diagnostic? Prevents(CaseDraft draft, CaseCommand command) =>
        command is CompleteTask complete && draft.State.Deliberations.All.Any(deliberation => deliberation.IsOpen && deliberation.TaskId == complete.TaskId)
            ? GovernanceCodes.DecidedTogether.At(Location.None, complete.TaskId.ToString(System.Globalization.CultureInfo.InvariantCulture))
            : null;

    public override (ImmutableArray<string> Allowed, string Element) WhoMay(GovernancePackage package, CaseState state, CaseCommand command)
    {
        var asked = (DeliberationCommand)command;
        if (state.Deliberations.Find(asked.Deliberation) is not { } deliberation)
        {
            return ([], "");
        }

        var element = deliberation.Definition;
        return asked switch
        {
            CastBallot or RecordDissent => ([.. deliberation.Entitled.Select(participant => participant.Id)], element),
            RecuseParticipant recuse => (deliberation.Participants.Any(participant => participant.Id == recuse.Participant)
                ? [recuse.Participant, deliberation.Chair]
                : [deliberation.Chair], element),
            PostComment => (deliberation.Heard, element),
            _ => ([deliberation.Chair], element),
        };
    }

    public override Diagnostic? CarryOut(CaseDraft draft, CaseCommand command)
    {
        var asked = (DeliberationCommand)command;
        var deliberation = draft.State.Deliberations.Find(asked.Deliberation)!;
        return asked switch
        {
            CastBallot cast => Cast(draft, deliberation, cast),
            RecuseParticipant recuse => Recuse(draft, deliberation, recuse),
            PostComment post => Post(draft, deliberation, post),
            AnswerComments answer => Answer(draft, deliberation, answer),
            RecordDissent dissent => Dissent(draft, deliberation, dissent),
            _ => CloseEarly(draft, deliberation),
        };
    }

    private static void Open(CaseDraft draft, DeliberationDefinition definition, int taskId)
    {
        var words = new DeliberationExpressions(draft, definition);
        var id = draft.State.Deliberations.All.Length + 1;
        var opened = new DeliberationOpened(
            id, definition.Id, taskId, words.Participants(), words.Chair(), words.Options(),
            definition.Consultation is { } consultation ? words.End(consultation.Period) : null,
            definition.Consultation?.Open ?? []);
        draft.Record(opened);
        foreach (var participant in words.Conflicts().Where(name => opened.Participants.Any(participant => participant.Id == name)))
        {
            draft.Record(new ParticipantRecused(id, participant, "", ByRule: true));
        }

        if (opened.ConsultedUntil is null)
        {
            OpenVote(draft, draft.State.Deliberations.Find(id)!);
        }
    }

    private static void OpenVote(CaseDraft draft, DeliberationState deliberation)
    {
        var definition = DefinitionOf(draft, deliberation);
        draft.Record(new VoteOpened(deliberation.Id, new DeliberationExpressions(draft, definition).End(definition.Period)));
    }

    // Nobody could vote while the case was merged into another: what ended meanwhile has its whole time again, and the ballots there are stay.
    private static void VoteAgainAfterHold(CaseDraft draft)
    {
        if (draft.State.IsHeld || !Enumerable.Range(0, draft.Count).Any(place => draft[place].Event is CaseUnmerged or MergeUndone))
        {
            return;
        }

        foreach (var deliberation in draft.State.Deliberations.All.Where(one => one.Status == DeliberationStatus.Voting && one.Closes <= draft.Now))
        {
            OpenVote(draft, deliberation);
        }
    }

    private static void Withdraw(CaseDraft draft, Func<DeliberationState, bool> which)
    {
        foreach (var deliberation in draft.State.Deliberations.All.Where(deliberation => deliberation.IsOpen && which(deliberation)))
        {
            draft.Record(new DeliberationWithdrawn(deliberation.Id));
        }
    }

    private static Diagnostic? Cast(CaseDraft draft, DeliberationState deliberation, CastBallot cast)
    {
        if (deliberation.Status != DeliberationStatus.Voting || draft.Now > deliberation.Closes)
        {
            return NotNow(deliberation);
        }

        var definition = DefinitionOf(draft, deliberation);
        var preferences = cast.Preferences.IsDefault ? [] : cast.Preferences;
        if (BallotForm.Problem(definition.Method, deliberation.Options, preferences, cast.Reasons) is { } problem)
        {
            return problem;
        }

        draft.Record(new BallotCast(deliberation.Id, DeliberationState.NameOf(draft.Actor), preferences, cast.Reasons, definition.IsSecret));
        return CloseWhenAllHave(draft, deliberation.Id);
    }

    private static Diagnostic? Recuse(CaseDraft draft, DeliberationState deliberation, RecuseParticipant recuse)
    {
        if (!deliberation.IsOpen)
        {
            return NotNow(deliberation);
        }

        if (!deliberation.Entitled.Any(participant => participant.Id == recuse.Participant))
        {
            return GovernanceCodes.NoParticipant.At(Location.None, recuse.Participant);
        }

        if (string.IsNullOrWhiteSpace(recuse.Reasons))
        {
            return GovernanceCodes.ReasonsNeeded.At(Location.None);
        }

        draft.Record(new ParticipantRecused(deliberation.Id, recuse.Participant, recuse.Reasons, ByRule: false));
        return CloseWhenAllHave(draft, deliberation.Id);
    }

    private static Diagnostic? Post(CaseDraft draft, DeliberationState deliberation, PostComment post)
    {
        if (deliberation.Status != DeliberationStatus.Consulting || draft.Now > deliberation.ConsultedUntil)
        {
            return NotNow(deliberation);
        }

        if (string.IsNullOrWhiteSpace(post.Text))
        {
            return GovernanceCodes.ReasonsNeeded.At(Location.None);
        }

        draft.Record(new CommentPosted(deliberation.Id, deliberation.Comments.Length + 1, DeliberationState.NameOf(draft.Actor), post.Text));
        return null;
    }

    private static Diagnostic? Answer(CaseDraft draft, DeliberationState deliberation, AnswerComments answer)
    {
        var ids = answer.Comments.IsDefault ? [] : answer.Comments;
        if (ids.IsEmpty || ids.FirstOrDefault(id => !deliberation.Comments.Any(comment => comment.Id == id)) is not 0)
        {
            return GovernanceCodes.NoSuchComment.At(Location.None, string.Join(", ", ids));
        }

        if (string.IsNullOrWhiteSpace(answer.Text))
        {
            return GovernanceCodes.ReasonsNeeded.At(Location.None);
        }

        var commenters = deliberation.Comments.Where(comment => ids.Contains(comment.Id)).Select(comment => comment.By).Distinct();
        draft.Record(new CommentsAnswered(deliberation.Id, ids, [.. commenters], answer.Text));
        return null;
    }

    private static Diagnostic? Dissent(CaseDraft draft, DeliberationState deliberation, RecordDissent dissent)
    {
        if (deliberation.Status != DeliberationStatus.Concluded)
        {
            return NotNow(deliberation);
        }

        if (string.IsNullOrWhiteSpace(dissent.Reasons))
        {
            return GovernanceCodes.ReasonsNeeded.At(Location.None);
        }

        draft.Record(new DissentRecorded(deliberation.Id, DeliberationState.NameOf(draft.Actor), dissent.Reasons));
        return null;
    }

    private static Diagnostic? CloseEarly(CaseDraft draft, DeliberationState deliberation)
    {
        if (deliberation.Status != DeliberationStatus.Voting)
        {
            return NotNow(deliberation);
        }

        var lacking = Lacking(draft, deliberation, out _);
        if (lacking is { } outcome)
        {
            return GovernanceCodes.TooFewTookPart.At(Location.None, outcome.ToString());
        }

        Close(draft, deliberation, mayExtend: false);
        return null;
    }

    private static Diagnostic? CloseWhenAllHave(CaseDraft draft, int id)
    {
        var deliberation = draft.State.Deliberations.Find(id)!;
        if (deliberation.Status == DeliberationStatus.Voting && DefinitionOf(draft, deliberation).ClosesEarly
            && deliberation.Entitled.All(participant => deliberation.Ballots.ContainsKey(participant.Id)))
        {
            Close(draft, deliberation, mayExtend: false);
        }

        return null;
    }

    private static void Close(CaseDraft draft, DeliberationState deliberation, bool mayExtend)
    {
        var definition = DefinitionOf(draft, deliberation);
        var lacking = Lacking(draft, deliberation, out var missing);
        if (lacking is { } outcome && mayExtend && deliberation.Extensions < definition.Extensions)
        {
            draft.Record(new DeliberationExtended(deliberation.Id, new DeliberationExpressions(draft, definition).End(definition.Period), outcome));
            return;
        }

        // Drawn from the log as it stands after the last ballot, which nobody knew when casting it.
        var lot = LotOf(draft.State);
        var count = new BallotCount
        {
            Method = definition.Method,
            Options = deliberation.Options,
            Tie = definition.Tie,
            Chair = deliberation.Chair,
            Lot = lot,
            Weights = deliberation.Participants.ToImmutableDictionary(participant => participant.Id, participant => participant.Weight),
        }.Of([.. deliberation.Ballots.Values]);
        var concluded = new DeliberationConcluded(
            deliberation.Id,
            lacking ?? (DeliberationOutcome)count.Outcome,
            lacking is null ? count.Winner : null,
            deliberation.Entitled.Count(),
            deliberation.Ballots.Count,
            deliberation.Ballots.Values.Count(ballot => ballot.Abstains),
            missing,
            count.Votes,
            count.Pairs,
            count.Tied,
            count.Tied.Length > 0 && definition.Tie == TieRule.Lot ? lot.ToString(System.Globalization.CultureInfo.InvariantCulture) : null);
        draft.Record(concluded);
        var result = DeliberationResult.Of(draft.State.Deliberations.Find(deliberation.Id)!, definition);
        CaseStep.Move(draft, new Workflow.Commands.CompleteTask(deliberation.TaskId, Foundation.Values.ValueContext.Of((definition.Result, result))));
    }

    private static DeliberationOutcome? Lacking(CaseDraft draft, DeliberationState deliberation, out ImmutableArray<string> missing)
    {
        var definition = DefinitionOf(draft, deliberation);
        missing =
        [
            .. definition.Classes
                .Where(group => deliberation.Entitled.Count(participant => participant.Classes.Contains(group.Id) && deliberation.Ballots.ContainsKey(participant.Id)) < group.AtLeast)
                .Select(group => group.Id),
        ];
        return !definition.Quorum.IsReached(deliberation.Ballots.Count, deliberation.Entitled.Count()) ? DeliberationOutcome.NoQuorum
            : missing.Length > 0 ? DeliberationOutcome.NotRepresented
            : null;
    }

    private static ulong LotOf(CaseState state) => System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(state.Head.Bytes.Span);

    private static bool MustWait(GovernancePackage package, DeliberationState deliberation) =>
        deliberation.HasUnanswered && package.Deliberations.Definitions[deliberation.Definition].Consultation is { AnswerAll: true };

    private static DeliberationDefinition DefinitionOf(CaseDraft draft, DeliberationState deliberation) =>
        draft.Package.Deliberations.Definitions[deliberation.Definition];

    private static Diagnostic NotNow(DeliberationState deliberation) => GovernanceCodes.NotNow.At(Location.None, deliberation.Status.ToString());
}

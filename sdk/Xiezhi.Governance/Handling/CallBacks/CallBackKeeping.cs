using System.Collections.Immutable;
using System.Globalization;
using Xiezhi.Calendars;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Packages;
using Xiezhi.Workflow.Events;
using Commands = Xiezhi.Workflow.Commands;

namespace Xiezhi.Governance.Handling.CallBacks;

/// <summary>Draws whether a case is called back when it is answered, closed or a task is done, and keeps what comes of it; also after the case has ended.</summary>
internal sealed class CallBackKeeping : CaseAspect
{
    private const string MomentPrefix = "call-back:";

    public override IEnumerable<CaseMoment> NextMoments(GovernancePackage package, CaseState state)
    {
        foreach (var callBack in state.CallBacks.All)
        {
            if (callBack is { Waits: true, IsOverdue: false, Draw.Due: { } due })
            {
                // Done exactly at due is done in time.
                yield return new CaseMoment(MomentPrefix + callBack.Draw.Number.ToString(CultureInfo.InvariantCulture), due.AddMilliseconds(1));
            }
        }
    }

    public override void Act(CaseDraft draft, CaseMoment moment)
    {
        var callBack = draft.State.CallBacks.Find(int.Parse(moment.Name.AsSpan(MomentPrefix.Length), CultureInfo.InvariantCulture))!;
        draft.AsEngine("due", () => draft.Record(new CallBackOverdue(callBack.Draw.Number, callBack.Draw.Due!.Value)));
    }

    public override void Examine(CaseDraft draft)
    {
        if (draft.Package.Handling.CallBacks is not { } policy)
        {
            return;
        }

        for (int i = 0, count = draft.Count; i < count; i++)
        {
            var happened = draft[i].Event;
            if (happened is CaseEnded { Status: CaseStatus.Cancelled })
            {
                Withdraw(draft);
            }
            else if (Brings(policy, happened))
            {
                draft.AsEngine("call-back", () => Draw(draft, policy));
            }
        }
    }

    public override bool Owns(CaseCommand command) => command is CallBackCommand;

    public override bool AllowsEnded(CaseCommand command) => command is CallBackCommand;

    public override (ImmutableArray<string> Allowed, string Element) WhoMay(GovernancePackage package, CaseState state, CaseCommand command) =>
        (package.Handling.CallBacks?.Owner ?? [], "");

    public override Diagnostic? CarryOut(CaseDraft draft, CaseCommand command)
    {
        var asked = (RecordCallBack)command;
        if (draft.Package.Handling.CallBacks is not { } policy || draft.State.CallBacks.Find(asked.Number) is not { Waits: true } callBack)
        {
            return HandlingCodes.NoSuchCallBack.At(Location.None, asked.Number.ToString(CultureInfo.InvariantCulture));
        }

        if (asked.Reached != asked.Satisfied.HasValue)
        {
            return HandlingCodes.AnswerOfUnreached.At(Location.None);
        }

        if (asked.Rework && !(asked.Reached && IsAwaited(draft.State, policy.Rework)))
        {
            return HandlingCodes.ReworkNotAwaited.At(Location.None, policy.Rework ?? "");
        }

        // What would not be handled again is not recorded as if it were.
        var rework = asked.Rework ? new Commands.DeliverMessage(policy.Rework!, null, asked.Variables.With("callBackWords", asked.Words)) : null;
        if (rework is not null && CaseStep.Objection(draft, rework) is { } objection)
        {
            return objection;
        }

        var attempt = callBack.Attempts + 1;
        draft.Record(new CallBackAttempted(asked.Number, attempt, asked.Reached, asked.Reached ? "" : asked.Words));
        if (asked.Reached || attempt >= policy.Attempts)
        {
            draft.Record(new CallBackConcluded(asked.Number, asked.Reached, asked.Satisfied, asked.Reached ? asked.Words : "", asked.Rework));
        }

        return rework is null ? null : CaseStep.Move(draft, rework);
    }

    private static bool IsAwaited(CaseState state, string? message) =>
        state.IsOpen && message is not null && state.Workflow.Messages.Any(awaited => awaited.Name == message && awaited.Key is null);

    private static bool Brings(CallBackPolicy policy, CaseEvent happened) => policy.On switch
    {
        CallBackTrigger.Reply => happened is ReplyGiven,
        CallBackTrigger.Closed => happened is CaseEnded { Status: CaseStatus.Closed },
        _ => happened is ProcedureMoved { Event: ElementCompleted completed } && completed.Element == policy.Task,
    };

    private static void Draw(CaseDraft draft, CallBackPolicy policy)
    {
        var number = draft.State.CallBacks.All.Length + 1;
        var share = Share(draft, policy);
        var seed = policy.Seed + "/" + Period(policy.Period, draft.Package.DateOf(draft.Now));

        // An unfit share was recorded by now, so that the hash before the draw is that of the event before.
        var before = draft.State.Head.ToString();
        var draw = CallBackDraw.Of(seed, draft.State.Id, number, before);
        var drawn = draw < share;
        draft.Record(new CallBackDrawn(number, share, seed, before, draw, drawn, draft.State.Facts.Lead, drawn ? Due(draft, policy) : null));
    }

    // A case whose share can't be told is called back: nobody escapes by a decision that fails.
    private static decimal Share(CaseDraft draft, CallBackPolicy policy)
    {
        if (policy.Share is { } share)
        {
            return share;
        }

        var answer = draft.Package.Decisions.Decide(policy.ShareBy!, new CaseVariables(draft.State, draft.Package), draft.Now).Value;
        if (answer.AsNumber is { } number && number.TryToDecimal(out var given) && given is >= 0 and <= 100)
        {
            return given;
        }

        FactKeeping.RecordUnfit(draft, "callBacks/shareBy", answer.ToString());
        return 100;
    }

    private static DateTimeOffset? Due(CaseDraft draft, CallBackPolicy policy) =>
        policy.Within is { } amount ? Deadline.After(draft, policy.Calendar, amount).At : null;

    private static string Period(CallBackPeriod period, DateOnly date) => period switch
    {
        CallBackPeriod.Month => date.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        CallBackPeriod.Quarter => FormattableString.Invariant($"{date.Year:0000}-Q{(date.Month + 2) / 3}"),
        _ => date.ToString("yyyy", CultureInfo.InvariantCulture),
    };

    private static void Withdraw(CaseDraft draft)
    {
        foreach (var callBack in draft.State.CallBacks.All.Where(callBack => callBack.Waits))
        {
            draft.AsEngine("call-back", () => draft.Record(new CallBackConcluded(callBack.Draw.Number, false, null, "", false) { Withdrawn = true }));
        }
    }
}

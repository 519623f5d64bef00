using System.Collections.Immutable;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Clocks;
using Xiezhi.Governance.Deliberation;
using Xiezhi.Governance.Duties;
using Xiezhi.Governance.Escalation;
using Xiezhi.Governance.Findings;
using Xiezhi.Governance.Handling.CallBacks;
using Xiezhi.Governance.Handling.Claims;
using Xiezhi.Governance.Handling.Closing;
using Xiezhi.Governance.Handling.CoHandling;
using Xiezhi.Governance.Handling.Whistles;

namespace Xiezhi.Governance.Log;

/// <summary>How each type of event is called in the log. A name is never given to another meaning, and never taken away.</summary>
internal static class EventNames
{
    public static ImmutableArray<(string Name, Type Type)> All { get; } =
    [
        ("opened", typeof(CaseOpened)),
        ("procedure", typeof(ProcedureMoved)),
        ("title", typeof(TitleSet)),
        ("matter", typeof(MatterClassified)),
        ("territory", typeof(TerritoryLocated)),
        ("lead", typeof(LeadAssigned)),
        ("service-level", typeof(ServiceLevelSet)),
        ("clock-started", typeof(ClockStarted)),
        ("clock-paused", typeof(ClockPaused)),
        ("clock-resumed", typeof(ClockResumed)),
        ("clock-stopped", typeof(ClockStopped)),
        ("clock-breached", typeof(ClockBreached)),
        ("clock-cancelled", typeof(ClockCancelled)),
        ("escalation", typeof(EscalationTaken)),
        ("finding", typeof(FindingProposed)),
        ("returned", typeof(CaseReturned)),
        ("reworked", typeof(CaseReworked)),
        ("reply", typeof(ReplyGiven)),
        ("refused", typeof(CommandRefused)),
        ("unfit", typeof(FactUnfit)),
        ("ended", typeof(CaseEnded)),

        // Clocks and ladders.
        ("clock-marked", typeof(ClockMarked)),
        ("clock-due-changed", typeof(ClockDueChanged)),
        ("extension-requested", typeof(ExtensionRequested)),
        ("extension-granted", typeof(ExtensionGranted)),
        ("extension-denied", typeof(ExtensionDenied)),
        ("clock-suspended", typeof(ClockSuspended)),
        ("suspension-review", typeof(SuspensionReviewDue)),
        ("suspension-ended", typeof(SuspensionEnded)),
        ("escalation-passed", typeof(EscalationPassed)),
        ("convened", typeof(PartiesConvened)),
        ("supervision-ordered", typeof(SupervisionOrdered)),

        ("deliberation-opened", typeof(DeliberationOpened)),
        ("vote-opened", typeof(VoteOpened)),
        ("participant-recused", typeof(ParticipantRecused)),
        ("ballot", typeof(BallotCast)),
        ("comment", typeof(CommentPosted)),
        ("comments-answered", typeof(CommentsAnswered)),
        ("deliberation-extended", typeof(DeliberationExtended)),
        ("dissent", typeof(DissentRecorded)),
        ("deliberation-concluded", typeof(DeliberationConcluded)),
        ("deliberation-withdrawn", typeof(DeliberationWithdrawn)),

        ("finding-notified", typeof(FindingNotified)),
        ("finding-answered", typeof(FindingAnswered)),
        ("finding-unanswered", typeof(FindingUnanswered)),
        ("finding-decided", typeof(FindingDecided)),
        ("finding-raised", typeof(FindingRaised)),
        ("finding-appealed", typeof(FindingAppealed)),
        ("finding-closed", typeof(FindingClosed)),
        ("finding-withdrawn", typeof(FindingWithdrawn)),
        ("finding-lapsed", typeof(FindingLapsed)),
        ("duties", typeof(DutiesAssigned)),
        ("delegated", typeof(ActedByDelegation)),

        // Co-handling, whistles and what is closed together.
        ("co-handler-invited", typeof(CoHandlerInvited)),
        ("co-handler-dismissed", typeof(CoHandlerDismissed)),
        ("co-handler-acknowledged", typeof(CoHandlerAcknowledged)),
        ("contribution", typeof(ContributionSubmitted)),
        ("co-handler-disclaimed", typeof(CoHandlerDisclaimed)),
        ("disclaimer-decided", typeof(DisclaimerDecided)),
        ("went-on-without", typeof(WentOnWithout)),
        ("co-handler-unacknowledged", typeof(CoHandlerUnacknowledged)),
        ("contribution-overdue", typeof(ContributionOverdue)),
        ("co-handling-lapsed", typeof(CoHandlingLapsed)),
        ("whistle-blown", typeof(WhistleBlown)),
        ("parties-called", typeof(PartiesCalled)),
        ("call-acknowledged", typeof(CallAcknowledged)),
        ("reported-on-site", typeof(PartyReported)),
        ("call-unacknowledged", typeof(CallUnacknowledged)),
        ("no-show", typeof(NoShow)),
        ("called-party-evaluated", typeof(CalledPartyEvaluated)),
        ("whistle-lapsed", typeof(WhistleLapsed)),
        ("closing-proposed", typeof(ClosingProposed)),
        ("closing-agreed", typeof(ClosingAgreed)),
        ("closing-dissented", typeof(ClosingDissented)),
        ("closing-silent", typeof(ClosingSilent)),
        ("jointly-closed", typeof(JointlyClosed)),
        ("task-claimed", typeof(TaskClaimed)),
        ("task-released", typeof(TaskReleased)),
        ("task-delegated", typeof(TaskDelegated)),
        ("delegation-accepted", typeof(DelegationAccepted)),
        ("delegation-declined", typeof(DelegationDeclined)),
        ("task-assigned", typeof(TaskAssigned)),

        ("call-back-drawn", typeof(CallBackDrawn)),
        ("call-back-attempted", typeof(CallBackAttempted)),
        ("call-back-concluded", typeof(CallBackConcluded)),
        ("call-back-overdue", typeof(CallBackOverdue)),
    ];
}

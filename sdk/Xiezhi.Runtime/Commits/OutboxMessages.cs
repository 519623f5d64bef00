using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Clocks;
using Xiezhi.Governance.Deliberation;
using Xiezhi.Governance.Escalation;
using Xiezhi.Governance.Findings;
using Xiezhi.Governance.Handling.CallBacks;
using Xiezhi.Governance.Handling.Claims;
using Xiezhi.Governance.Handling.Closing;
using Xiezhi.Governance.Handling.CoHandling;
using Xiezhi.Governance.Handling.Returns;
using Xiezhi.Governance.Handling.Whistles;
using Xiezhi.Governance.Log;
using Xiezhi.Governance.Packages;
using Xiezhi.Runtime.Outbox;
using Xiezhi.Workflow.Events;

namespace Xiezhi.Runtime.Commits;

/// <summary>What the world outside is told or asked because of an event.</summary>
internal static class OutboxMessages
{
    public static IEnumerable<OutboxMessage> Of(GovernancePackage package, CaseState state, RecordedEvent recorded) =>
        recorded.Event is ProcedureMoved { Event: not JobOpened } ? [] : OfMatter(package, state, recorded);

    // Apart, because what is prepared here for every message costs something and most events are moves of the procedure.
    private static IEnumerable<OutboxMessage> OfMatter(GovernancePackage package, CaseState state, RecordedEvent recorded)
    {
        // The first message of an event bears the event's own number; where there are several, the others add theirs.
        OutboxMessage To(string kind, string? recipient, int? job, ValueContext payload, int place = 0) => new(
            $"{state.Id}-{recorded.Sequence}" + (place == 0 ? "" : "-" + place), state.Tenant, state.Id, job, kind, recipient, About(state).With(payload), recorded.At);

        IEnumerable<OutboxMessage> Tell(IEnumerable<string> parties, ValueContext payload) =>
            parties.Distinct().Select((party, place) => To(NotificationKinds.Party, party, null, payload, place));

        return recorded.Event switch
        {
            ProcedureMoved { Event: JobOpened { Implementation: NotificationKinds.Citizen } job } when JoiningMessages.IsOfPart(state) =>
                [To(NotificationKinds.Party, state.Facts.Lead ?? package.Top, job.Id, job.Inputs)],
            ProcedureMoved { Event: JobOpened job } => [To(job.Implementation, Recipient(state, job.Implementation), job.Id, job.Inputs)],

            // A finding, a convening and a supervision are told by the events that follow the step.
            EscalationTaken { Kind: not ("finding" or "convene" or "supervise") } taken => [To(NotificationKinds.Party, taken.To, null, ValueContext.Of(
                ("about", taken.Kind),
                ("clock", taken.Clock),
                ("level", taken.Level)))],

            // Where findings have a life, the party is told when it is notified, with the time it has to answer.
            FindingProposed proposed when state.Accountability.Find(proposed.FindingId) is null or { Stage: FindingStage.Proposed } => [To(NotificationKinds.Party, proposed.Against, null, ValueContext.Of(
                ("about", "finding"),
                ("finding", proposed.Kind)))],
            FindingEvent happened when FindingMessage.Of(state, happened) is var (recipient, content) => [To(NotificationKinds.Party, recipient, null, content)],
            ReturnEvent happened when ReturnMessage.Of(state, happened) is var (recipients, content) => Tell(recipients, content),
            PartiesConvened convened => Tell(convened.Parties.Prepend(convened.Convener), ValueContext.Of(
                ("about", "convene"),
                ("clock", convened.Clock),
                ("group", convened.Group),
                ("convener", convened.Convener))),
            SupervisionOrdered ordered => [To(CaseOpener.Prefix + ordered.Package, ordered.Supervisor, null, ValueContext.Of(
                ("about", "supervise"),
                ("clock", ordered.Clock),
                ("openKey", ordered.Key),
                ("supervisor", ordered.Supervisor),
                ("lead", state.Facts.Lead),
                ("matter", state.Facts.Matter),
                ("territory", state.Facts.Territory)))],
            ExtensionRequested asked => Tell(ClockParties.ExtensionDeciders(package, state, asked), ValueContext.Of(
                ("about", "extension-requested"),
                ("clock", asked.Clock),
                ("amount", asked.Amount),
                ("reason", asked.Reason))),
            ExtensionGranted granted => Tell(Askers(state, granted, granted.Number), ValueContext.Of(
                ("about", "extension-granted"),
                ("clock", granted.Clock),
                ("amount", granted.Amount),
                ("reason", granted.Reason))),
            ExtensionDenied denied => Tell(Askers(state, denied, denied.Number), ValueContext.Of(
                ("about", "extension-denied"),
                ("clock", denied.Clock),
                ("reason", denied.Reason))),
            SuspensionReviewDue review => Tell(ClockParties.Reviewers(package, state, review), ValueContext.Of(
                ("about", "suspension-review"),
                ("clock", review.Clock))),
            ClaimEvent happened when ClaimMessage.Of(package, state, happened) is var (holder, content) => [To(NotificationKinds.Party, holder, null, content)],
            CallBackDrawn { Drawn: true } drawn => Tell(CallBackOwners(package), ValueContext.Of(
                ("about", "call-back"),
                ("number", drawn.Number),
                ("due", drawn.Due is { } due ? Value.From(due) : Value.Null))),
            CallBackOverdue overdue => Tell(CallBackOwners(package), ValueContext.Of(("about", "call-back-overdue"), ("number", overdue.Number))),
            DeliberationOpened opened => Many(opened.Participants.Select(participant => participant.Id), ValueContext.Of(
                ("about", "deliberation"),
                ("deliberation", opened.Definition))),
            CommentsAnswered answered => Many(answered.Commenters, ValueContext.Of(("about", "comment-answered"), ("answer", answered.Text))),
            DeliberationConcluded concluded => Many(
                state.Deliberations.Find(concluded.Deliberation)!.Participants.Select(participant => participant.Id),
                ValueContext.Of(("about", "deliberation-concluded"), ("outcome", concluded.Outcome.ToString()), ("winner", concluded.Winner))),
            CoHandlingEvent own => Together(HandlingMessages.Of(state, own)),
            WhistleEvent own => Together(HandlingMessages.Of(state, own)),
            ClosingEvent own => Together(HandlingMessages.Of(package, state, own)),
            _ => JoiningMessages.Of(package, state, recorded).Select((message, place) => To(message.Kind, message.Recipient, null, message.Content, place)),
        };

        // What parties say to each other is theirs; the petitioner learns that it happened.
        IEnumerable<OutboxMessage> Together((IEnumerable<string> Recipients, ValueContext Content) told)
        {
            var forPetitioner = told.Content.Without("words").Without("party");
            return told.Recipients.Distinct().Select((recipient, index) => ToOne(
                $"{state.Id}-{recorded.Sequence}-{index}", state, recipient, IsCitizen(recipient) ? forPetitioner : told.Content, recorded.At));
        }

        // A message's id is its key at the other end: the same event sends the same messages, however often it is built.
        IEnumerable<OutboxMessage> Many(IEnumerable<string> recipients, ValueContext about) =>
            recipients.Select((recipient, index) => ToOne($"{state.Id}-{recorded.Sequence}-{index}", state, recipient, about, recorded.At));
    }

    private static bool IsCitizen(string recipient) => recipient.StartsWith(Actor.CitizenPrefix, StringComparison.Ordinal);

    private static OutboxMessage ToOne(string id, CaseState state, string recipient, ValueContext about, DateTimeOffset at)
    {
        var isCitizen = IsCitizen(recipient);
        return new OutboxMessage(
            id, state.Tenant, state.Id, null, isCitizen ? NotificationKinds.Citizen : NotificationKinds.Party,
            isCitizen ? recipient[Actor.CitizenPrefix.Length..] : recipient, About(state).With(about), at);
    }

    private static IEnumerable<string> CallBackOwners(GovernancePackage package) =>
        (package.Handling.CallBacks?.Owner ?? []).Where(word => package.Organization.Party(word) is not null);

    private static IEnumerable<string> Askers(CaseState state, ClockEvent about, int number) =>
        state.Clocks.LastOrDefault(clock => clock.Clock == about.Clock && clock.ServiceLevel == about.ServiceLevel && clock.Subject == about.Subject)?
            .Extensions.Where(request => request.Number == number).Select(request => request.RequestedBy) ?? [];

    private static string? Recipient(CaseState state, string implementation) => implementation switch
    {
        NotificationKinds.Citizen => state.OpenedBy?.Party,
        NotificationKinds.Lead => state.Facts.Lead,
        _ when implementation.StartsWith(NotificationKinds.Prefix, StringComparison.Ordinal) => implementation[NotificationKinds.Prefix.Length..],
        _ => null,
    };

    private static ValueContext About(CaseState state) => ValueContext.Of(
        ("case", state.Id.ToString()),
        ("key", state.Key),
        ("title", state.Facts.Title));
}

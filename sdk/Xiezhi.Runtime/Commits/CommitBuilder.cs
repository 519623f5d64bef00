using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Deliberation;
using Xiezhi.Governance.Findings;
using Xiezhi.Governance.Log;
using Xiezhi.Governance.Packages;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Due;
using Xiezhi.Runtime.Outbox;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.States;
using OpenTask = Xiezhi.Runtime.Cases.OpenTask;

namespace Xiezhi.Runtime.Commits;

/// <summary>Works out what a step changes in the tables that are read from the log: the summary, tasks, moments and messages.</summary>
internal static class CommitBuilder
{
    public static CaseCommit Build(GovernancePackage package, CaseState before, CaseStepResult step, string? idempotencyKey)
    {
        var after = step.State;
        var waits = WaitChanges.Between(before.Workflow, after.Workflow);
        var at = step.Events[^1].At;
        var momentsBefore = Moments(package, before);
        var momentsAfter = Moments(package, after);
        return new CaseCommit
        {
            Summary = Summarise(after),
            ExpectedVersion = before.Version,
            Events = step.Events,
            IdempotencyKey = idempotencyKey,
            TasksOpened =
            [
                .. waits.OpenedTasks.Select(task => new OpenTask(
                    after.Tenant,
                    after.Id,
                    task.Id,
                    task.Element,
                    package.Procedure.Find(task.Element)?.Name ?? task.Element,
                    TaskOwners.Of(package, after, task),
                    at)),
            ],
            TasksClosed = [.. waits.ClosedTasks.Select(task => task.Id)],
            MomentsSet = [.. momentsAfter.Where(moment => !momentsBefore.TryGetValue(moment.Key, out var old) || old != moment.Value).Select(moment => new DueMoment(moment.Key, moment.Value))],
            MomentsCleared = [.. momentsBefore.Keys.Where(name => !momentsAfter.ContainsKey(name))],
            Outbox = [.. step.Events.SelectMany(recorded => Messages(after, recorded))],
        };
    }

    private static CaseSummary Summarise(CaseState state) => new()
    {
        Tenant = state.Tenant,
        Id = state.Id,
        Key = state.Key,
        PackageId = state.PackageId,
        Status = state.Status,
        Title = state.Facts.Title,
        Matter = state.Facts.Matter,
        Territory = state.Facts.Territory,
        Lead = state.Facts.Lead,
        ServiceLevel = state.Facts.ServiceLevel,
        Level = state.Level,
        OpenedAt = state.OpenedAt,
        EndedAt = state.EndedAt,
        DueAt = state.Clocks.Where(clock => !clock.HasEnded).Select(clock => (DateTimeOffset?)clock.Due).Min(),
        Breached = state.Clocks.Any(clock => clock.BreachedAt is not null),
        Version = state.Version,
        Head = state.Head,
    };

    private static Dictionary<string, DateTimeOffset> Moments(GovernancePackage package, CaseState state)
    {
        var moments = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var moment in CaseMoments.Of(package, state))
        {
            moments[moment.Name] = WholeMillisecond(moment.At);
        }

        return moments;
    }

    // Steps and stores know whole milliseconds; a moment cut down to one would call the case before anything is due.
    private static DateTimeOffset WholeMillisecond(DateTimeOffset moment)
    {
        var rest = moment.UtcTicks % TimeSpan.TicksPerMillisecond;
        return new DateTimeOffset(moment.UtcTicks - rest + (rest > 0 ? TimeSpan.TicksPerMillisecond : 0), TimeSpan.Zero);
    }

    private static IEnumerable<OutboxMessage> Messages(CaseState state, RecordedEvent recorded) =>
        Message(state, recorded) is { } single ? [single] : MessagesToMany(state, recorded);

    private static IEnumerable<OutboxMessage> MessagesToMany(CaseState state, RecordedEvent recorded)
    {
        var (recipients, about) = recorded.Event switch
        {
            DeliberationOpened opened => (opened.Participants.Select(participant => participant.Id), ValueContext.Of(("about", "deliberation"), ("deliberation", opened.Definition))),
            CommentsAnswered answered => (answered.Commenters, ValueContext.Of(("about", "comment-answered"), ("answer", answered.Text))),
            DeliberationConcluded concluded => (
                state.Deliberations.Find(concluded.Deliberation)!.Participants.Select(participant => participant.Id),
                ValueContext.Of(("about", "deliberation-concluded"), ("outcome", concluded.Outcome.ToString()), ("winner", concluded.Winner))),
            _ => ([], ValueContext.Empty),
        };

        // A message's id is its key at the other end: the same event sends the same messages, however often it is built.
        return recipients.Select((recipient, index) => ToParty($"{state.Id}-{recorded.Sequence}-{index}", state, recipient, about, recorded.At));
    }

    private static OutboxMessage ToParty(string id, CaseState state, string recipient, ValueContext about, DateTimeOffset at)
    {
        var isCitizen = recipient.StartsWith(Actor.CitizenPrefix, StringComparison.Ordinal);
        return new OutboxMessage(
            id, state.Tenant, state.Id, null, isCitizen ? NotificationKinds.Citizen : NotificationKinds.Party,
            isCitizen ? recipient[Actor.CitizenPrefix.Length..] : recipient, About(state).With(about), at);
    }

    private static OutboxMessage? Message(CaseState state, RecordedEvent recorded)
    {
        OutboxMessage To(string kind, string? recipient, int? job, ValueContext payload) =>
            new($"{state.Id}-{recorded.Sequence}", state.Tenant, state.Id, job, kind, recipient, About(state).With(payload), recorded.At);

        return recorded.Event switch
        {
            ProcedureMoved { Event: JobOpened job } => To(job.Implementation, Recipient(state, job.Implementation), job.Id, job.Inputs),
            EscalationTaken { Kind: not "finding" } taken => To(NotificationKinds.Party, taken.To, null, ValueContext.Of(
                ("about", taken.Kind),
                ("clock", taken.Clock),
                ("level", taken.Level))),
            // Where findings have a life, the party is told when it is notified, with the time it has to answer.
            FindingProposed proposed when state.Accountability.Find(proposed.FindingId) is null or { Stage: FindingStage.Proposed } => To(NotificationKinds.Party, proposed.Against, null, ValueContext.Of(
                ("about", "finding"),
                ("finding", proposed.Kind))),
            FindingEvent happened when FindingMessage.Of(state, happened) is var (recipient, content) => To(NotificationKinds.Party, recipient, null, content),
            _ => null,
        };
    }

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

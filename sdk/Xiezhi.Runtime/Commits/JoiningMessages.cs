using System.Globalization;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Handling.Joining;
using Xiezhi.Governance.Log;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.Parties;
using Xiezhi.Runtime.Outbox;

namespace Xiezhi.Runtime.Commits;

/// <summary>What a case says to other cases because of an event, and what its petitioner is told.</summary>
internal static class JoiningMessages
{
    /// <summary>The messages of an event, each as its kind, its recipient and its content; their order is part of their ids.</summary>
    public static IEnumerable<(string Kind, string? Recipient, ValueContext Content)> Of(GovernancePackage package, CaseState state, RecordedEvent recorded)
    {
        var joining = state.Joining;
        var outcomes = package.Handling.Joining?.Split?.Outcomes ?? [];
        switch (recorded.Event)
        {
            case MergeRequested or MergeRedirected:
                yield return Join(state, recorded);
                break;
            case MergeConfirmed confirmed:
                yield return Tell(package, state, ("about", "merged"), ("into", confirmed.Into));
                break;
            case MergeUndone { Why: MergeUndone.MainCancelled } undone:
                yield return Part(state, undone.Into, undone.Why);
                yield return Tell(package, state, ("about", "unmerged"), ("reason", undone.Why));
                break;
            case CaseUnmerged unmerged:
                yield return Part(state, unmerged.From, "unmerged");

                // Who was never told of the merging need not be told that it is over, nor who is told of the end.
                if (unmerged is { WasTaken: true, Reason: not CaseUnmerged.Ended })
                {
                    yield return Tell(package, state, ("about", "unmerged"), ("reason", unmerged.Reason));
                }

                break;
            case JoinDeclined declined:
                yield return Say(CaseWords.Part, declined.From, ("attempt", declined.Attempt), ("why", "over"));
                break;
            case MainReplied replied:
                yield return Tell(package, state, ("about", "main-replied"), ("into", replied.Main));
                break;
            case MainClosed closed:
                yield return Tell(package, state, ("about", "main-closed"), ("into", closed.Main));
                break;
            case CaseJoined joined:
                yield return Say(CaseWords.Joined, joined.Case, ("attempt", joined.Attempt), ("reply", joining.Reply));
                break;
            case PartsConcluded concluded:
                yield return Tell(package, state, ("about", "parts-concluded"), ("parts", concluded.Results["parts"]));
                break;
            case CaseSplit split:
                foreach (var part in split.Parts)
                {
                    yield return Open(state, joining.Parts.First(known => known.Part == part.Part), recorded.Sequence, outcomes);
                }

                break;
            case PartsRetried retried:
                foreach (var part in joining.Parts.Where(part => retried.Parts.Contains(part.Part)))
                {
                    yield return Open(state, part, recorded.Sequence, outcomes);
                }

                break;
            case CaseLinked linked when linked.By == state.Id.ToString():
                yield return Say(CaseWords.Link, linked.Other, ("kind", linked.Kind), ("note", linked.Note), ("stamp", Stamp(linked.Stamp)));
                break;
            case CaseUnlinked unlinked when unlinked.By == state.Id.ToString():
                yield return Say(CaseWords.Unlink, unlinked.Other, ("kind", unlinked.Kind), ("why", unlinked.Why), ("stamp", Stamp(unlinked.Stamp)));
                break;
            case ReplyGiven:
                foreach (var taken in joining.MergedDirectly)
                {
                    yield return Say(CaseWords.Replied, taken.Case, ("attempt", taken.Attempt), ("reply", recorded.Sequence));
                }

                break;
            case CaseEnded ended:
                foreach (var message in Ended(state, ended))
                {
                    yield return message;
                }

                break;
        }

        // What is merged into a case that is merged itself is counted above, too.
        if (recorded.Event is CaseJoined or CaseParted && joining.Into is not null)
        {
            yield return Join(state, recorded);
        }
    }

    /// <summary>Whether a message of a part to its petitioner goes to the party that leads it: the petitioner is told once, by the case that was split.</summary>
    public static bool IsOfPart(CaseState state) => state.Joining.PartOf is not null;

    private static IEnumerable<(string Kind, string? Recipient, ValueContext Content)> Ended(CaseState state, CaseEnded ended)
    {
        var joining = state.Joining;
        foreach (var taken in joining.MergedDirectly)
        {
            yield return Say(CaseWords.Ended, taken.Case, ("attempt", taken.Attempt), ("status", ended.Status.ToString()), ("reply", joining.Reply));
        }

        if (joining.PartOf is { } part)
        {
            var outcome = ValueContext.From(part.Outcomes
                .Select(name => KeyValuePair.Create(name, state.Workflow.Variables.TryGet(name, out var value) ? value : Value.Null)));
            yield return Say(CaseWords.PartEnded, part.Case, ("part", part.Part), ("status", ended.Status.ToString()), ("outcome", outcome));
        }
    }

    private static (string, string?, ValueContext) Join(CaseState state, RecordedEvent recorded) => Say(
        CaseWords.Join,
        state.Joining.Into!,
        ("attempt", state.Joining.Attempt),
        ("version", recorded.Sequence),
        ("petitions", state.Joining.Petitions),
        ("cases", new ValueList([.. state.Joining.MergedCases.Select(id => Value.From(id))])));

    private static (string, string?, ValueContext) Part(CaseState state, string main, string why) =>
        Say(CaseWords.Part, main, ("attempt", state.Joining.Attempt), ("why", why));

    private static (string, string?, ValueContext) Open(CaseState state, PartState part, long attempt, IEnumerable<string> outcomes) => (
        CaseMessages.Prefix + CaseWords.OpenPart,
        null,
        ValueContext.Of(
            ("package", part.Package),
            ("openKey", part.Key),
            ("part", part.Part),
            ("attempt", attempt),
            ("outcomes", new ValueList([.. outcomes.Select(name => Value.From(name))])),
            ("variables", part.Variables.With(ValueContext.Of(("origin", state.Id.ToString()), ("partTitle", part.Title))))));

    private static (string, string?, ValueContext) Say(string word, string to, params (string, Value)[] content) =>
        (CaseMessages.Prefix + word, to, ValueContext.Of(content));

    // A petitioner is told of no case but their own, not by its id either.
    private static (string, string?, ValueContext) Tell(GovernancePackage package, CaseState state, params (string Name, Value Value)[] content) =>
        state.OpenedBy is { Kind: PartyKind.Citizen } petitioner
            ? (NotificationKinds.Citizen, petitioner.Party, ValueContext.Of([.. content.Where(one => one.Name != "into").Select(one => (one.Name, WithoutCases(one.Value)))]))
            : (NotificationKinds.Party, state.OpenedBy is { Kind: PartyKind.System } ? state.Facts.Lead ?? package.Top : state.OpenedBy?.Party, ValueContext.Of(content));

    private static Value WithoutCases(Value value) => value.AsList is { } parts
        ? Value.List([.. parts.Items.Select(part => part.AsContext is { } context ? Value.From(context.Without("case")) : part)])
        : value;

    private static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}

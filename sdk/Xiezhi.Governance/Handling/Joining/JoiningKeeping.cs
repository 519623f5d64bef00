using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Clocks;
using Xiezhi.Governance.Findings;
using Xiezhi.Governance.Handling.CallBacks;
using Xiezhi.Governance.Handling.Returns;
using Xiezhi.Governance.Packages;

namespace Xiezhi.Governance.Handling.Joining;

/// <summary>Cases that are merged, split and related: the commands of people, and what cases say to each other.</summary>
internal sealed class JoiningKeeping : CaseAspect
{
    public override bool Owns(CaseCommand command) => command is JoiningCommand;

    // What cases say to each other, and that they are related, does not end with them.
    public override bool AllowsEnded(CaseCommand command) => command is TakeCaseMessage or LinkCase or UnlinkCase;

    public override (ImmutableArray<string> Allowed, string Element) WhoMay(GovernancePackage package, CaseState state, CaseCommand command)
    {
        var joining = package.Handling.Joining;
        return (command switch
        {
            TakeCaseMessage => [Actor.Engine.Party],
            MergeCase or UnmergeCase => joining?.Merge?.By ?? [],
            LinkCase or UnlinkCase => joining?.Related?.By ?? [],
            _ => joining?.Split?.By ?? [],
        }, "");
    }

    /// <summary>The procedure of a case that is held stands: only what keeps time, brings back answers or ends it goes on.</summary>
    public override Diagnostic? Prevents(CaseDraft draft, CaseCommand command)
    {
        // Whoever has a time that runs on may keep it: the arbiter, and whoever calls the petitioner back.
        if (!draft.State.IsHeld || command is ActOnDue or CompleteJob or FailJob or RetryIncident or CancelCase or JoiningCommand or ClockCommand or FindingCommand
            or AppointLead or RecordCallBack { Rework: false })
        {
            return null;
        }

        return draft.State.Joining.Into is { } main
            ? JoiningCodes.HeldByMain.At(Location.None, main)
            : JoiningCodes.PartsOpen.At(Location.None, Splitting.Names(draft.State.Joining));
    }

    public override Diagnostic? CarryOut(CaseDraft draft, CaseCommand command) => command switch
    {
        MergeCase merge => Merging.Merge(draft, merge),
        UnmergeCase unmerge => Merging.Unmerge(draft, unmerge),
        SplitCase split => Splitting.Split(draft, split),
        RetryParts => Splitting.Retry(draft),
        DropPart drop => Splitting.Drop(draft, drop),
        LinkCase link => Relating.Link(draft, link),
        UnlinkCase unlink => Relating.Unlink(draft, unlink),
        TakeCaseMessage message => Take(draft, message),
        _ => throw new ArgumentException($"{command.GetType().Name} is not a command between cases.", nameof(command)),
    };

    /// <summary>A case that ends by itself stands for its own petition again.</summary>
    public override void End(CaseDraft draft)
    {
        if (draft.State.Joining is { Into: { } main, EndedWithMain: false, IsConfirmed: var taken })
        {
            draft.Record(new CaseUnmerged(main, CaseUnmerged.Ended, taken));
        }
    }

    private static Diagnostic? Take(CaseDraft draft, TakeCaseMessage message) => message.Word switch
    {
        CaseWords.Join => MergedIn.Join(draft, message),
        CaseWords.Part => MergedIn.Part(draft, message),
        CaseWords.Joined => Merging.Joined(draft, message),
        CaseWords.Elsewhere => Merging.Elsewhere(draft, message),
        CaseWords.NotJoined => Merging.NotJoined(draft, message),
        CaseWords.Replied => Merging.Replied(draft, message),
        CaseWords.Ended => Merging.Ended(draft, message),
        CaseWords.PartOpened => Splitting.Opened(draft, message),
        CaseWords.PartNotOpened => Splitting.NotOpened(draft, message),
        CaseWords.PartEnded => Splitting.Ended(draft, message),
        CaseWords.Link or CaseWords.Unlink or CaseWords.NotLinked => Relating.Take(draft, message),
        _ => JoiningCodes.UnknownMessage.At(Location.None, message.Word),
    };
}

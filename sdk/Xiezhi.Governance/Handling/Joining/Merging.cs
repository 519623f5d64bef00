using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Clocks;
using Commands = Xiezhi.Workflow.Commands;

namespace Xiezhi.Governance.Handling.Joining;

/// <summary>The side of the case that is merged into another. What is about an attempt that is over is passed over.</summary>
internal static class Merging
{
    // Two cases that are being merged into each other would send a third to and fro.
    private const int MostRedirections = 8;

    public static Diagnostic? Merge(CaseDraft draft, MergeCase merge)
    {
        var joining = draft.State.Joining;
        if (string.IsNullOrWhiteSpace(merge.Reason))
        {
            return JoiningCodes.NotWritten.At(Location.None, nameof(MergeCase));
        }

        if (joining.Into is { } main)
        {
            return JoiningCodes.MergedAlready.At(Location.None, main);
        }

        if (merge.Into == draft.State.Id)
        {
            return JoiningCodes.IntoItself.At(Location.None);
        }

        if (joining.PartOf?.Case == merge.Into.ToString())
        {
            return JoiningCodes.WaitsForIt.At(Location.None, merge.Into.ToString());
        }

        if (joining.WaitsForParts)
        {
            return JoiningCodes.PartsOpen.At(Location.None, Splitting.Names(joining));
        }

        draft.Record(new MergeRequested(merge.Into.ToString(), merge.Reason));
        return null;
    }

    public static Diagnostic? Unmerge(CaseDraft draft, UnmergeCase unmerge)
    {
        if (string.IsNullOrWhiteSpace(unmerge.Reason))
        {
            return JoiningCodes.NotWritten.At(Location.None, nameof(UnmergeCase));
        }

        if (draft.State.Joining.Into is not { } main)
        {
            return JoiningCodes.NotMerged.At(Location.None);
        }

        draft.Record(new CaseUnmerged(main, unmerge.Reason, draft.State.Joining.IsConfirmed));
        return null;
    }

    public static Diagnostic? Joined(CaseDraft draft, TakeCaseMessage message)
    {
        var (joining, from, attempt) = (draft.State.Joining, message.From.ToString(), CaseMessageText.Long(message, "attempt"));
        if (IsCurrent(draft, message))
        {
            Confirm(draft);
            Tell(draft, CaseMessageText.Long(message, "reply"));
        }
        else if (joining.Into != from || joining.Attempt != attempt)
        {
            // A request that was refused or redirected, delivered once more to a case that could take it by then.
            draft.Record(new JoinDeclined(from, attempt));
        }

        return null;
    }

    public static Diagnostic? Elsewhere(CaseDraft draft, TakeCaseMessage message)
    {
        if (!IsCurrent(draft, message) || draft.State.Joining.IsConfirmed)
        {
            return null;
        }

        var to = CaseMessageText.Text(message, "to");
        draft.Record(to == draft.State.Id.ToString() || draft.State.Joining.Redirections >= MostRedirections
            ? new MergeUndone(draft.State.Joining.Into!, MergeUndone.Cycle)
            : new MergeRedirected(to));
        return null;
    }

    public static Diagnostic? NotJoined(CaseDraft draft, TakeCaseMessage message)
    {
        if (IsCurrent(draft, message) && !draft.State.Joining.IsConfirmed)
        {
            draft.Record(new MergeUndone(draft.State.Joining.Into!, CaseMessageText.Text(message, "why")));
        }

        return null;
    }

    public static Diagnostic? Replied(CaseDraft draft, TakeCaseMessage message)
    {
        if (IsCurrent(draft, message))
        {
            Confirm(draft);
            Tell(draft, CaseMessageText.Long(message, "reply"));
        }

        return null;
    }

    public static Diagnostic? Ended(CaseDraft draft, TakeCaseMessage message)
    {
        if (!IsCurrent(draft, message))
        {
            return null;
        }

        var main = draft.State.Joining.Into!;
        if (CaseMessageText.Text(message, "status") != nameof(CaseStatus.Closed))
        {
            draft.Record(new MergeUndone(main, MergeUndone.MainCancelled));
            return null;
        }

        // The word that it was taken in may come after the word that all is over.
        Confirm(draft);
        Tell(draft, CaseMessageText.Long(message, "reply"));
        draft.Record(new MainClosed(main));
        return CaseStep.Move(draft, new Commands.CancelProcess("merged into " + main), CaseStatus.Closed);
    }

    private static bool IsCurrent(CaseDraft draft, TakeCaseMessage message)
    {
        var joining = draft.State.Joining;
        return draft.State.IsOpen && joining.Into == message.From.ToString() && joining.Attempt == CaseMessageText.Long(message, "attempt");
    }

    private static void Confirm(CaseDraft draft)
    {
        if (draft.State.Joining is { IsConfirmed: false, Into: { } main })
        {
            draft.Record(new MergeConfirmed(main));
        }
    }

    /// <summary>The petitioner is answered by the main case's reply: once for each, and what was promised is done.</summary>
    private static void Tell(CaseDraft draft, long reply)
    {
        var joining = draft.State.Joining;
        if (reply == 0 || joining.Told.Items.Contains(reply))
        {
            return;
        }

        draft.Record(new MainReplied(joining.Into!, reply));
        draft.Record(new ReplyGiven(draft.State.Facts.Lead));
        foreach (var clock in draft.State.Clocks)
        {
            // What parties owe each other is not done by it.
            if (!clock.HasEnded && !draft.Package.Handling.HasLevel(clock.ServiceLevel))
            {
                draft.Record(new ClockStopped(clock.ServiceLevel, clock.Clock) { Subject = clock.Subject });
            }
        }
    }
}

/// <summary>The side of the main case.</summary>
internal static class MergedIn
{
    public static Diagnostic? Join(CaseDraft draft, TakeCaseMessage message)
    {
        var (state, from) = (draft.State, message.From.ToString());
        var (attempt, version) = (CaseMessageText.Long(message, "attempt"), CaseMessageText.Long(message, "version"));
        var known = state.Joining.Find(from);
        if (known is not null && (attempt < known.Attempt || (attempt == known.Attempt && (!known.IsIn || version <= known.Version))))
        {
            return null;
        }

        var joined = new CaseJoined(from, attempt, version, (int)CaseMessageText.Long(message, "petitions"), CaseMessageText.Texts(message, "cases"));
        if (known is { IsIn: true } && known.Attempt == attempt)
        {
            draft.Record(joined);
            return null;
        }

        if (!state.IsOpen)
        {
            return GovernanceCodes.CaseNotOpen.At(Location.None, state.Status.ToString());
        }

        if (state.Joining.Into is { } main)
        {
            return JoiningCodes.MainIsMerged.At(Location.None, main);
        }

        // Each would wait for the other to end.
        if (state.Joining.Parts.Any(part => !part.HasEnded && (part.Case == from || joined.Cases.Contains(part.Case ?? ""))))
        {
            return JoiningCodes.WaitsForIt.At(Location.None, state.Id.ToString());
        }

        if (draft.Package.Handling.Joining?.Merge is null)
        {
            return JoiningCodes.TakesNoMerges.At(Location.None);
        }

        draft.Record(joined);
        return null;
    }

    public static Diagnostic? Part(CaseDraft draft, TakeCaseMessage message)
    {
        var (from, attempt) = (message.From.ToString(), CaseMessageText.Long(message, "attempt"));

        // Noted also where the case was never taken in: the word that it is to be may still be on its way.
        if (draft.State.Joining.Find(from) is not { } known || known.Attempt < attempt || (known.IsIn && known.Attempt == attempt))
        {
            draft.Record(new CaseParted(from, attempt, CaseMessageText.Text(message, "why")));
        }

        return null;
    }
}

/// <summary>Reads what a message says.</summary>
internal static class CaseMessageText
{
    public static long Long(TakeCaseMessage message, string name) =>
        message.Content[name].AsNumber is { } number && number.TryToInt64(out var whole) ? whole : 0;

    public static string Text(TakeCaseMessage message, string name) => message.Content[name].AsString ?? "";

    public static System.Collections.Immutable.ImmutableArray<string> Texts(TakeCaseMessage message, string name) =>
        message.Content[name].AsList is { } list ? [.. list.Items.Select(item => item.AsString).OfType<string>()] : [];
}

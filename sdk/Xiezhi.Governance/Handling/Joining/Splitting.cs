using System.Collections.Immutable;
using System.Globalization;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Commands = Xiezhi.Workflow.Commands;

namespace Xiezhi.Governance.Handling.Joining;

/// <summary>The case that is split, and what its parts report.</summary>
internal static class Splitting
{
    public static Diagnostic? Split(CaseDraft draft, SplitCase split)
    {
        var policy = draft.Package.Handling.Joining!.Split!;
        var (state, parts) = (draft.State, split.Parts.IsDefault ? [] : split.Parts);
        if (string.IsNullOrWhiteSpace(split.Reason))
        {
            return JoiningCodes.NotWritten.At(Location.None, nameof(SplitCase));
        }

        if (state.Joining.Into is { } main)
        {
            return JoiningCodes.HeldByMain.At(Location.None, main);
        }

        var before = state.Joining.Split.Items.Length;
        if (parts.Length == 0 || before + parts.Length > policy.Most || parts.Any(part => string.IsNullOrWhiteSpace(part.Title)))
        {
            return JoiningCodes.UnfitParts.At(Location.None, policy.Most.ToString(CultureInfo.InvariantCulture));
        }

        var own = draft.Package.Manifest.Name;
        if (parts.FirstOrDefault(part => part.Package is { } named && named != own && !policy.Packages.Contains(named)) is { } unfit)
        {
            return JoiningCodes.PackageOfPart.At(Location.None, unfit.Package!, Nearest.To(unfit.Package!, policy.Packages.Append(own)) ?? "");
        }

        // The event's own number makes the keys: delivered twice, a part is one case all the same.
        var place = state.Version + 1;
        draft.Record(new CaseSplit(split.Reason, policy.Concluding.IsEmpty,
        [
            .. parts.Select((part, index) => new PartOrdered(
                before + index + 1, part.Title, part.Package ?? own, $"{state.Id}/{place}/{index + 1}", part.Variables)),
        ]));
        return null;
    }

    public static Diagnostic? Retry(CaseDraft draft)
    {
        ImmutableArray<int> failed = [.. draft.State.Joining.Parts.Where(part => part is { HasEnded: false, Failure: not null }).Select(part => part.Part)];
        if (failed.IsEmpty)
        {
            return JoiningCodes.NothingFailed.At(Location.None);
        }

        draft.Record(new PartsRetried(failed));
        return null;
    }

    public static Diagnostic? Drop(CaseDraft draft, DropPart drop)
    {
        if (string.IsNullOrWhiteSpace(drop.Reason))
        {
            return JoiningCodes.NotWritten.At(Location.None, nameof(DropPart));
        }

        if (!draft.State.Joining.Parts.Any(part => part.Part == drop.Part && part is { HasEnded: false, Failure: not null }))
        {
            return JoiningCodes.NothingFailed.At(Location.None);
        }

        draft.Record(new PartEnded(drop.Part, null, CaseStatus.Cancelled, ValueContext.Of(("dropped", drop.Reason))));
        return Conclude(draft);
    }

    public static Diagnostic? Opened(CaseDraft draft, TakeCaseMessage message)
    {
        if (Find(draft, message) is { Case: null, HasEnded: false } part)
        {
            draft.Record(new PartOpened(part.Part, message.From.ToString()));
        }

        return null;
    }

    public static Diagnostic? NotOpened(CaseDraft draft, TakeCaseMessage message)
    {
        // A late word of an earlier try says nothing of the try that is on its way.
        if (Find(draft, message) is { Case: null, HasEnded: false, Failure: null } part && part.OrderedIn == CaseMessageText.Long(message, "attempt"))
        {
            draft.Record(new PartNotOpened(part.Part, part.OrderedIn, CaseMessageText.Text(message, "why")));
        }

        return null;
    }

    public static Diagnostic? Ended(CaseDraft draft, TakeCaseMessage message)
    {
        if (Find(draft, message) is not { HasEnded: false } part)
        {
            return null;
        }

        var status = CaseMessageText.Text(message, "status") == nameof(CaseStatus.Closed) ? CaseStatus.Closed : CaseStatus.Cancelled;
        draft.Record(new PartEnded(part.Part, message.From.ToString(), status, message.Content["outcome"].AsContext ?? ValueContext.Empty));
        return Conclude(draft);
    }

    /// <summary>The parts that have not ended, for people.</summary>
    public static string Names(JoiningState joining) => string.Join(", ", joining.Parts.Where(part => !part.HasEnded).Select(part => part.Title));

    private static Diagnostic? Conclude(CaseDraft draft)
    {
        if (!draft.State.IsOpen || draft.State.Joining.WaitsForParts || draft.State.Joining.Concluded)
        {
            return null;
        }

        draft.Record(new PartsConcluded(ValueContext.Of(("parts", draft.State.Joining.Results()))));
        return draft.State.Joining.HoldsForParts
            ? CaseStep.Move(draft, new Commands.CancelProcess("all parts have ended"), CaseStatus.Closed)
            : null;
    }

    private static PartState? Find(CaseDraft draft, TakeCaseMessage message)
    {
        var number = CaseMessageText.Long(message, "part");
        return draft.State.IsOpen ? draft.State.Joining.Parts.FirstOrDefault(part => part.Part == number) : null;
    }
}

using System.Globalization;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Cases;

namespace Xiezhi.Governance.Handling.Joining;

/// <summary>Relations between cases. Whatever is said last, on either side, counts on both, in whatever order it arrives.</summary>
internal static class Relating
{
    public static Diagnostic? Link(CaseDraft draft, LinkCase link)
    {
        var kinds = draft.Package.Handling.Joining!.Related!.Kinds.Select(kind => kind.Id).ToList();
        var other = link.Other.ToString();
        if (!kinds.Contains(link.Kind))
        {
            return JoiningCodes.UnknownRelation.At(Location.None, link.Kind, Nearest.To(link.Kind, kinds) ?? "");
        }

        if (link.Other == draft.State.Id)
        {
            return JoiningCodes.IntoItself.At(Location.None);
        }

        if (draft.State.Joining.Link(other, link.Kind) is { IsIn: true })
        {
            return JoiningCodes.RelatedAlready.At(Location.None, other);
        }

        draft.Record(new CaseLinked(other, link.Kind, link.Note, Stamp(draft, other, link.Kind), draft.State.Id.ToString()));
        return null;
    }

    public static Diagnostic? Unlink(CaseDraft draft, UnlinkCase unlink)
    {
        var other = unlink.Other.ToString();
        if (string.IsNullOrWhiteSpace(unlink.Reason))
        {
            return JoiningCodes.NotWritten.At(Location.None, nameof(UnlinkCase));
        }

        if (draft.State.Joining.Link(other, unlink.Kind) is not { IsIn: true })
        {
            return JoiningCodes.NotRelated.At(Location.None, other);
        }

        draft.Record(new CaseUnlinked(other, unlink.Kind, unlink.Reason, Stamp(draft, other, unlink.Kind), draft.State.Id.ToString()));
        return null;
    }

    public static Diagnostic? Take(CaseDraft draft, TakeCaseMessage message)
    {
        var (other, kind) = (message.From.ToString(), CaseMessageText.Text(message, "kind"));
        if (!DateTimeOffset.TryParse(CaseMessageText.Text(message, "stamp"), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var stamp))
        {
            return JoiningCodes.UnknownMessage.At(Location.None, message.Word);
        }

        var known = draft.State.Joining.Link(other, kind);
        if (message.Word == CaseWords.NotLinked)
        {
            if (known is { IsIn: true } && known.Stamp == stamp)
            {
                draft.Record(new CaseUnlinked(other, kind, CaseMessageText.Text(message, "why"), stamp, other));
            }
        }
        else if (known?.Gives(stamp, other) != false)
        {
            draft.Record(message.Word == CaseWords.Link
                ? new CaseLinked(other, kind, CaseMessageText.Text(message, "note"), stamp, other)
                : new CaseUnlinked(other, kind, CaseMessageText.Text(message, "why"), stamp, other));
        }

        return null;
    }

    // Later than what was said before, whatever the clocks of several hosts say.
    private static DateTimeOffset Stamp(CaseDraft draft, string other, string kind)
    {
        var last = draft.State.Joining.Link(other, kind)?.Stamp;
        return last is { } before && before >= draft.Now ? before.AddMilliseconds(1) : draft.Now;
    }
}

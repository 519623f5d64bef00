using System.Collections.Immutable;
using System.Globalization;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Json;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Governance.Handling.CallBacks;

/// <summary>Reads the member <c>callBacks</c>.</summary>
internal static class CallBackReader
{
    private const int MostAttempts = 100;

    private static readonly ImmutableArray<(string Word, CallBackTrigger On)> Triggers =
        [("reply", CallBackTrigger.Reply), ("closed", CallBackTrigger.Closed), ("task", CallBackTrigger.Task)];

    private static readonly ImmutableArray<(string Word, CallBackPeriod Period)> Periods =
        [("month", CallBackPeriod.Month), ("quarter", CallBackPeriod.Quarter), ("year", CallBackPeriod.Year)];

    public static CallBackPolicy? Read(JsonDocumentObject item, HandlingReader.Surroundings around)
    {
        item.Allow("on", "task", "share", "shareBy", "seed", "period", "owner", "within", "calendar", "attempts", "rework");
        var on = MemberWords.Word(item, "on", around, Triggers, CallBackTrigger.Closed);
        var task = on == CallBackTrigger.Task ? MemberWords.Task(item, "task", around) : null;
        var share = Share(item, around);
        var shareBy = item.Text("shareBy");
        if (shareBy is not null && !around.Decisions.Exists(shareBy))
        {
            around.Diagnostics.Add(GovernanceCodes.UnknownDecision, item.LocationOf("shareBy"), shareBy);
        }

        if (item.Has("share") == item.Has("shareBy"))
        {
            around.Diagnostics.Add(HandlingCodes.MalformedSample, item.Location, item.Text("share") ?? "");
        }

        var seed = item.RequiredText("seed");
        var period = MemberWords.Word(item, "period", around, Periods, CallBackPeriod.Month);
        var owner = MemberWords.Parties(item, "owner", around, [], []);
        if (owner.IsEmpty)
        {
            item.RequiredText("owner");
        }

        var within = MemberWords.Amount(item, "within", around);
        CheckRework(item, around);
        return MemberWords.Calendar(item, around) is not { } calendar || seed is null
            ? null
            : new CallBackPolicy
            {
                On = on,
                Task = task,
                Share = share,
                ShareBy = shareBy,
                Seed = seed,
                Period = period,
                Owner = owner,
                Within = within,
                Calendar = calendar,
                Attempts = MemberWords.Number(item, "attempts", around, 1, MostAttempts, 3),
                Rework = item.Text("rework"),
            };
    }

    // A message that nothing in the procedure catches would be refused whenever a petitioner asks for rework.
    private static void CheckRework(JsonDocumentObject item, HandlingReader.Surroundings around)
    {
        if (item.Text("rework") is not { } message || around.Procedure is not { } procedure)
        {
            return;
        }

        var caught = procedure.Elements
            .Where(element => element.MessageName is not null && element.Kind is not (BpmnKind.SendTask or BpmnKind.IntermediateThrowEvent or BpmnKind.EndEvent))
            .Select(element => element.MessageName!).ToList();
        if (!caught.Contains(message))
        {
            around.Diagnostics.Add(HandlingCodes.ReworkNotCaught, item.LocationOf("rework"), message, Nearest.To(message, caught) ?? "");
        }
    }

    private static decimal? Share(JsonDocumentObject item, HandlingReader.Surroundings around)
    {
        if (item.Text("share") is not { } text)
        {
            return null;
        }

        if (text.EndsWith('%') && decimal.TryParse(text.AsSpan(..^1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 100)
        {
            return share;
        }

        around.Diagnostics.Add(HandlingCodes.MalformedSample, item.LocationOf("share"), text);
        return null;
    }
}

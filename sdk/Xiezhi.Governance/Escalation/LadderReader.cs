using System.Collections.Immutable;
using System.Globalization;
using Newtonsoft.Json.Linq;
using Xiezhi.Calendars;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Json;
using Xiezhi.Governance.Matters;
using Xiezhi.Governance.Parties;
using Xiezhi.Governance.Rules;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Governance.Escalation;

/// <summary>Reads the ladders of <c>service-levels.json</c>.</summary>
internal sealed class LadderReader(
    Organization organization, MatterCatalogue matters, PackageDecisions decisions, QuietHours? quiet, IExpressions expressions, DiagnosticBag diagnostics)
{
    private static readonly ImmutableArray<string> Actions = ["remind", "raise", "finding", "reassign", "convene", "supervise"];
    private static readonly ImmutableArray<string> Triggers = ["at", "before", "after", "elapsed", "when", "on"];

    private readonly StepPartyReader _parties = new(organization, matters, decisions, diagnostics);

    public ImmutableDictionary<string, ImmutableArray<EscalationStep>> Read(JsonDocumentObject root)
    {
        var ladders = ImmutableDictionary.CreateBuilder<string, ImmutableArray<EscalationStep>>(StringComparer.Ordinal);
        foreach (var item in root.Objects("ladders"))
        {
            item.Allow("id", "steps");
            if (item.RequiredText("id") is not { } id)
            {
                continue;
            }

            var steps = item.Objects("steps").Select(ReadStep).OfType<EscalationStep>();
            if (!ladders.TryAdd(id, [.. steps.OrderBy(step => step.Trigger == EscalationTrigger.Share ? step.Share : int.MaxValue)]))
            {
                diagnostics.Add(GovernanceCodes.DuplicateId, item.LocationOf("id"), id);
            }
        }

        return ladders.ToImmutable();
    }

    /// <summary>Who is reached where nobody else is. A package with ladders must have somebody: a party that can answer for others, at the top of a tree.</summary>
    public string ReadTop(JsonDocumentObject root, bool needed)
    {
        if (root.Text("top") is { } named)
        {
            if (organization.Party(named) is null)
            {
                diagnostics.Add(GovernanceCodes.UnknownParty, root.LocationOf("top"), named, Nearest.To(named, organization.Parties.Select(party => party.Id)) ?? "");
            }

            return named;
        }

        if (FirstAtTheTop(organization) is { } top)
        {
            return top;
        }

        if (needed)
        {
            diagnostics.Add(GovernanceCodes.NobodyAtTheTop, root.LocationOf("ladders"));
        }

        return "";
    }

    public static string? FirstAtTheTop(Organization organization) => organization.Parties.FirstOrDefault(
        party => party is { Superior: null, Kind: PartyKind.Agency or PartyKind.Department or PartyKind.StreetOffice })?.Id;

    private EscalationStep? ReadStep(JsonDocumentObject item)
    {
        item.Allow(
            "at", "before", "after", "elapsed", "when", "on", "count", "unless", "repeat", "quiet", "do", "to", "by", "finding", "against", "group", "parties", "package");
        var action = item.RequiredText("do");
        var trigger = ReadTrigger(item);
        if (action is null || trigger is null || ReadAction(item, action) is not { } step)
        {
            return null;
        }

        var member = step.Action == EscalationAction.Finding ? "against" : "to";
        return step with
        {
            Share = trigger.Share,
            Trigger = trigger.Trigger,
            Offset = trigger.Offset,
            When = trigger.When,
            To = step.Action == EscalationAction.Raise ? EscalationStep.ToSuperior : _parties.ReadParty(item, member),
            ToDecision = _parties.ReadDecision(item),
            ToMatrix = _parties.ReadMatrix(item),
            Unless = item.Text("unless") is { } unless ? expressions.Compile(unless, item.LocationOf("unless"), diagnostics) : null,
            Repeat = item.Object("repeat") is { } repeat ? ReadRepeat(repeat) : null,
            Quiet = item.Boolean("quiet") == false ? null : quiet,
        };
    }

    private EscalationStep? ReadAction(JsonDocumentObject item, string action)
    {
        switch (action)
        {
            case "remind":
                return new EscalationStep(0, EscalationAction.Remind, "", null);
            case "raise":
                return new EscalationStep(0, EscalationAction.Raise, "", null);
            case "reassign":
                return new EscalationStep(0, EscalationAction.Reassign, "", null);
            case "finding":
                return new EscalationStep(0, EscalationAction.Finding, "", item.RequiredText("finding") ?? "");
            case "convene":
                var parties = item.Texts("parties");
                foreach (var unknown in parties.Where(party => organization.Party(party) is null))
                {
                    diagnostics.Add(GovernanceCodes.UnknownParty, item.LocationOf("parties"), unknown, Nearest.To(unknown, organization.Parties.Select(party => party.Id)) ?? "");
                }

                return new EscalationStep(0, EscalationAction.Convene, "", null) { Group = item.RequiredText("group") ?? "", Parties = parties };
            case "supervise":
                return new EscalationStep(0, EscalationAction.Supervise, "", null) { Package = item.RequiredText("package") ?? "" };
            default:
                diagnostics.Add(GovernanceCodes.UnknownWord, item.LocationOf("do"), action, string.Join(", ", Actions));
                return null;
        }
    }

    private sealed record TriggerRead(EscalationTrigger Trigger, int Share = 0, Amount Offset = default, IExpression? When = null);

    private TriggerRead? ReadTrigger(JsonDocumentObject item)
    {
        var given = Triggers.Where(item.Has).ToList();
        if (given is not [var member])
        {
            diagnostics.Add(GovernanceCodes.UnclearTrigger, item.Location, string.Join(", ", Triggers));
            return null;
        }

        if (item.Text(member) is not { } text)
        {
            return null;
        }

        switch (member)
        {
            case "at" when TryReadShare(text, out var share):
                return new TriggerRead(EscalationTrigger.Share, share);
            case "at":
                diagnostics.Add(GovernanceCodes.MalformedShare, item.LocationOf("at"), text);
                return null;
            case "when":
                return expressions.Compile(text, item.LocationOf("when"), diagnostics) is { } when ? new TriggerRead(EscalationTrigger.Condition, When: when) : null;
            case "on":
                return ReadEvent(item, text);
        }

        if (!Amount.TryParse(text, out var offset))
        {
            diagnostics.Add(GovernanceCodes.MalformedAmount, item.LocationOf(member), text);
            return null;
        }

        return new TriggerRead(
            member switch { "before" => EscalationTrigger.BeforeDue, "after" => EscalationTrigger.AfterDue, _ => EscalationTrigger.AfterStart }, Offset: offset);
    }

    // The third return, the third rework: counted over the life of the case, whichever clock runs.
    private TriggerRead? ReadEvent(JsonDocumentObject item, string word)
    {
        var counted = word switch { "return" => "case.returns", "rework" => "case.reworks", _ => null };
        if (counted is null)
        {
            diagnostics.Add(GovernanceCodes.UnknownWord, item.LocationOf("on"), word, "return, rework");
            return null;
        }

        var count = item.Integer("count") ?? 1;
        if (count is < 1 or > 1000)
        {
            diagnostics.Add(GovernanceCodes.NumberOutOfRange, item.LocationOf("count"), "count", "1", "1000");
        }

        var when = expressions.Compile(counted + " >= " + count.ToString(CultureInfo.InvariantCulture), item.LocationOf("on"), diagnostics);
        return when is null ? null : new TriggerRead(EscalationTrigger.Condition, When: when);
    }

    private Repetition? ReadRepeat(JsonDocumentObject item)
    {
        item.Allow("every", "growth", "times");
        var growth = item.Token["growth"] switch
        {
            null => 1m,
            JValue { Value: long whole } => whole,
            JValue { Value: decimal given } => given,
            _ => 0m,
        };
        var times = item.Integer("times") ?? 1;
        if (growth is < 1 or > 100)
        {
            diagnostics.Add(GovernanceCodes.NumberOutOfRange, item.LocationOf("growth"), "growth", "1", "100");
        }

        if (times is < 1 or > 1000)
        {
            diagnostics.Add(GovernanceCodes.NumberOutOfRange, item.LocationOf("times"), "times", "1", "1000");
        }

        if (item.RequiredText("every") is not { } every)
        {
            return null;
        }

        if (Amount.TryParse(every, out var gap) && !gap.IsZero)
        {
            return new Repetition(gap, growth, (int)Math.Clamp(times, 1, 1000));
        }

        diagnostics.Add(GovernanceCodes.MalformedAmount, item.LocationOf("every"), every);
        return null;
    }

    private static bool TryReadShare(string text, out int share)
    {
        share = 0;
        if (!text.EndsWith('%') || !decimal.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
            || percent <= 0 || percent > 10_000 || percent * 100 != decimal.Truncate(percent * 100))
        {
            return false;
        }

        share = (int)(percent * 100);
        return true;
    }
}

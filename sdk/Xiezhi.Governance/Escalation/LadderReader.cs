using System.Collections.Immutable;
using System.Globalization;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Json;
using Xiezhi.Governance.Parties;

namespace Xiezhi.Governance.Escalation;

/// <summary>Reads the ladders of <c>service-levels.json</c>.</summary>
internal static class LadderReader
{
    private static readonly ImmutableArray<string> Actions = ["remind", "raise", "finding"];

    public static ImmutableDictionary<string, ImmutableArray<EscalationStep>> Read(JsonDocumentObject root, Organization organization, DiagnosticBag diagnostics)
    {
        var ladders = ImmutableDictionary.CreateBuilder<string, ImmutableArray<EscalationStep>>(StringComparer.Ordinal);
        foreach (var item in root.Objects("ladders"))
        {
            item.Allow("id", "steps");
            if (item.RequiredText("id") is not { } id)
            {
                continue;
            }

            var steps = item.Objects("steps").Select(step => ReadStep(step, organization, diagnostics)).OfType<EscalationStep>();
            if (!ladders.TryAdd(id, [.. steps.OrderBy(step => step.Share)]))
            {
                diagnostics.Add(GovernanceCodes.DuplicateId, item.LocationOf("id"), id);
            }
        }

        return ladders.ToImmutable();
    }

    private static EscalationStep? ReadStep(JsonDocumentObject item, Organization organization, DiagnosticBag diagnostics)
    {
        item.Allow("at", "do", "to", "finding", "against");
        if (item.RequiredText("at") is not { } at || item.RequiredText("do") is not { } action)
        {
            return null;
        }

        if (!TryReadShare(at, out var share))
        {
            diagnostics.Add(GovernanceCodes.MalformedShare, item.LocationOf("at"), at);
            return null;
        }

        switch (action)
        {
            case "remind":
                return new EscalationStep(share, EscalationAction.Remind, ReadParty(item, "to", organization, diagnostics), null);
            case "raise":
                return new EscalationStep(share, EscalationAction.Raise, EscalationStep.ToSuperior, null);
            case "finding":
                return new EscalationStep(share, EscalationAction.Finding, ReadParty(item, "against", organization, diagnostics), item.RequiredText("finding") ?? "");
            default:
                diagnostics.Add(GovernanceCodes.UnknownWord, item.LocationOf("do"), action, string.Join(", ", Actions));
                return null;
        }
    }

    private static string ReadParty(JsonDocumentObject item, string member, Organization organization, DiagnosticBag diagnostics)
    {
        var word = item.Text(member) ?? EscalationStep.ToLead;
        if (word is not (EscalationStep.ToLead or EscalationStep.ToSuperior) && organization.Party(word) is null)
        {
            diagnostics.Add(GovernanceCodes.UnknownParty, item.LocationOf(member), word, Nearest.To(word, organization.Parties.Select(party => party.Id)) ?? "");
        }

        return word;
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

using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Duties;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.Parties;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Governance.Cases;

/// <summary>Evaluates the expressions under <c>case</c> after a step and records what changed.</summary>
internal static class FactKeeping
{
    public static void Keep(CaseDraft draft)
    {
        var facts = draft.Package.Manifest.Facts;
        var variables = new CaseVariables(draft.State, draft.Package);
        var before = draft.State.Facts;

        if (Text("title", facts.Title) is var title && title != before.Title)
        {
            draft.Record(new TitleSet(title));
        }

        if (Known("matter", facts.Matter, id => draft.Package.Matters.Matter(id) is { IsGroup: false }) is var matter && matter != before.Matter)
        {
            draft.Record(new MatterClassified(matter));
        }

        if (Known("territory", facts.Territory, code => draft.Package.Organization.Territory(code) is not null) is var territory && territory != before.Territory)
        {
            draft.Record(new TerritoryLocated(territory));
        }

        DutyKeeping.Keep(draft);
        variables = new CaseVariables(draft.State, draft.Package);
        var assigned = draft.State.Duties.Assignment;
        var leads = Leads();
        var clear = leads.Length == 1 && !IsBackstop();
        var basis = BasisOf();
        if (draft.State.Arbitration.Holder is var (holder, why))
        {
            // The arbiter's word counts before the package's, until the arbiter changes it.
            (leads, clear, basis) = ([holder], why == LeadBasis.Appointed, why);
        }

        if (leads.IsEmpty && draft.Package.Manifest.FirstReceiver is not null)
        {
            // Whoever received the case first, or leads it now, answers for it until somebody else does.
            (leads, clear, basis) = before.Leads.IsEmpty ? ([FirstReceiver()], false, LeadBasis.FirstReceiver) : (before.Leads, before.ClearDuty, before.Basis);
        }

        if (!leads.AsSpan().SequenceEqual(before.Leads.AsSpan()) || (leads.Length > 0 && clear != before.ClearDuty) || basis != before.Basis)
        {
            draft.Record(new LeadAssigned(leads, clear) { Basis = basis });
        }

        if (Known("serviceLevel", facts.ServiceLevel, id => draft.Package.ServiceLevel(id) is not null) is var level && level != before.ServiceLevel)
        {
            draft.Record(new ServiceLevelSet(level));
        }

        // A lead that stands in no expression is the one that the duty list names.
        bool IsBackstop() => facts.ClearDuty is { } duty ? duty.Evaluate(variables, draft.Now).Value.IsFalse : facts.Lead is null && assigned.IsBackstop;

        // Packages without a duty list or a first receiver say no basis, as they never did.
        LeadBasis? BasisOf() => draft.Package.Duties is null && draft.Package.Manifest.FirstReceiver is null ? null
            : leads.IsEmpty ? null : clear ? LeadBasis.Duty : leads.Length == 1 ? LeadBasis.Backstop : null;

        string FirstReceiver()
        {
            var opener = draft.State.OpenedBy;
            var received = opener is { Kind: PartyKind.Agency or PartyKind.Department or PartyKind.StreetOffice } ? draft.Package.Organization.Party(opener.Party) : null;
            return received?.Id ?? draft.Package.Manifest.FirstReceiver!;
        }

        string? Text(string member, IExpression? expression)
        {
            var value = expression?.Evaluate(variables, draft.Now).Value ?? Value.Null;
            if (value.IsNull || value.IsString)
            {
                return value.AsString;
            }

            Unfit(member, value.ToString());
            return null;
        }

        string? Known(string member, IExpression? expression, Func<string, bool> isKnown)
        {
            if (Text(member, expression) is not { } text)
            {
                return null;
            }

            if (isKnown(text))
            {
                return text;
            }

            Unfit(member, text);
            return null;
        }

        ImmutableArray<string> Leads()
        {
            var value = facts.Lead?.Evaluate(variables, draft.Now).Value ?? new ValueList([.. assigned.Leads.Select(lead => Value.From(lead))]);
            var given = value.AsList is { } list ? list.Items : value.IsNull ? [] : [value];
            var known = ImmutableArray.CreateBuilder<string>(given.Length);
            foreach (var item in given)
            {
                if (draft.Package.Organization.Party(item.AsString) is { } party)
                {
                    if (!known.Contains(party.Id))
                    {
                        known.Add(party.Id);
                    }
                }
                else
                {
                    Unfit("lead", item.ToString());
                }
            }

            // What a ladder gave to another party stays there for as long as the package's own answer is the same.
            return draft.State.Reassigned is { } reassigned && reassigned.From.Items.AsSpan().SequenceEqual(known.ToArray()) ? [reassigned.To] : known.ToImmutable();
        }

        void Unfit(string member, string given) => RecordUnfit(draft, member, given);
    }

    /// <summary>The parties that the package itself names to lead, whatever a ladder or the arbiter did since.</summary>
    public static ImmutableArray<string> LeadsOf(GovernancePackage package, CaseState state)
    {
        if (package.Manifest.Facts.Lead is not { } lead)
        {
            return state.Duties.Assignment.Leads;
        }

        var value = lead.Evaluate(new CaseVariables(state, package), state.LastAt).Value;
        var given = value.AsList is { } list ? list.Items : [value];
        return [.. given.Select(item => package.Organization.Party(item.AsString)?.Id).OfType<string>().Distinct()];
    }

    /// <summary>Records what can't be used, once.</summary>
    public static void RecordUnfit(CaseDraft draft, string member, string given)
    {
        if (!draft.State.Unfit.TryGetValue(member, out var last) || last != given)
        {
            draft.Record(new FactUnfit(member, given));
        }
    }
}

using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;

namespace Xiezhi.Governance.Duties;

/// <summary>Asks the duty list once matter and territory are known, and again whenever what it was told has changed.</summary>
internal static class DutyKeeping
{
    /// <summary>Runs after matter and territory are kept and before the lead is, which may be read from what it finds.</summary>
    public static void Keep(CaseDraft draft)
    {
        if (draft.Package.Duties is not { } list)
        {
            return;
        }

        var facts = draft.State.Facts;
        if ((facts.Matter is null && list.Inputs.Contains(DutyNames.Matter)) || (facts.Territory is null && list.Inputs.Contains(DutyNames.Territory)))
        {
            return;
        }

        var inputs = Inputs(draft, list);
        var before = draft.State.Duties;
        if (before.AssignedIn > 0 && before.Inputs.Equals(inputs))
        {
            return;
        }

        var (assignment, diagnostics) = DutyDecision.Of(draft.Package, facts.Matter, facts.Territory, inputs, draft.Now);
        if (assignment.Leads.IsEmpty && diagnostics.FirstOrDefault(found => found.Severity == Severity.Error) is { } failure)
        {
            FactKeeping.RecordUnfit(draft, DutyNames.Duties, failure.Code);
        }

        if (before.AssignedIn == 0 || !before.Assignment.Equals(assignment))
        {
            draft.Record(new DutiesAssigned(
                list.Decision,
                assignment.Leads,
                assignment.CoHandlers,
                assignment.Supervisor,
                assignment.Consulted,
                assignment.Informed,
                assignment.IsBackstop,
                assignment.Rules,
                inputs));
        }
    }

    private static ValueContext Inputs(CaseDraft draft, DutyList list)
    {
        var variables = new CaseVariables(draft.State, draft.Package);
        var inputs = new ValueContext.Builder();
        foreach (var name in list.Inputs)
        {
            switch (name)
            {
                case DutyNames.Matter:
                    inputs.Set(name, draft.State.Facts.Matter);
                    break;
                case DutyNames.Territory:
                    inputs.Set(name, draft.State.Facts.Territory);
                    break;
                case DutyNames.Organization or DutyNames.MatterPath or DutyNames.TerritoryPath or DutyNames.Duties:
                    break;
                default:
                    inputs.Set(name, variables.TryGet(name, out var value) ? value : Value.Null);
                    break;
            }
        }

        return inputs.Build();
    }
}

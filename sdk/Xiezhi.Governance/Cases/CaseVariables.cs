using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Duties;
using Xiezhi.Governance.Handling.CallBacks;
using Xiezhi.Governance.Packages;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Governance.Cases;

/// <summary>What expressions over a case see: its variables, <c>case</c> and <c>organization</c>.</summary>
internal sealed class CaseVariables(CaseState state, GovernancePackage package) : IVariables
{
    public const string Case = "case";
    public const string Organization = "organization";

    private ValueContext? _case;

    public IEnumerable<string> Names =>
    [
        .. state.Workflow.Variables.Names, Case, Organization, .. package.Duties is null ? [] : DutyWords,
        .. package.Handling.CallBacks is null ? [] : CallBackWords,
    ];

    private static ImmutableArray<string> CallBackWords { get; } = [CallBackState.Name];

    private static ImmutableArray<string> DutyWords { get; } = [DutyNames.Duties, DutyNames.MatterPath, DutyNames.TerritoryPath];

    public bool TryGet(string name, out Value value)
    {
        switch (name)
        {
            case Case:
                value = _case ??= state.AsValue();
                return true;
            case Organization:
                value = package.Organization.AsValue;
                return true;
            case DutyNames.Duties when package.Duties is not null:
                value = state.Duties.AssignedIn > 0 ? state.Duties.Assignment.AsValue() : Value.Null;
                return true;
            case DutyNames.MatterPath when package.Duties is not null:
                value = DutyDecision.Path(package.Matters, state.Facts.Matter);
                return true;
            case DutyNames.TerritoryPath when package.Duties is not null:
                value = DutyDecision.Path(package.Organization, state.Facts.Territory);
                return true;
            case CallBackState.Name when package.Handling.CallBacks is not null:
                value = state.CallBacks.Last is { } last ? last.AsValue() : Value.Null;
                return true;
            default:
                return state.Workflow.Variables.TryGet(name, out value);
        }
    }
}

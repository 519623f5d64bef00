using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Packages;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Governance.Cases;

/// <summary>What expressions over a case see: its variables, <c>case</c> and <c>organization</c>.</summary>
internal sealed class CaseVariables(CaseState state, GovernancePackage package) : IVariables
{
    public const string Case = "case";
    public const string Organization = "organization";

    private ValueContext? _case;

    public IEnumerable<string> Names => state.Workflow.Variables.Names.Append(Case).Append(Organization);

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
            default:
                return state.Workflow.Variables.TryGet(name, out value);
        }
    }
}

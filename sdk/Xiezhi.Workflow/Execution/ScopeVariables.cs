using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Expressions;
using Xiezhi.Workflow.States;

namespace Xiezhi.Workflow.Execution;

/// <summary>The variables seen from a scope: first some that are not stored yet, then scope by scope outward to the process's, last what surrounds it.</summary>
internal sealed class ScopeVariables(StateDraft draft, int scope, ValueContext front, IVariables? ambient) : IVariables
{
    public IEnumerable<string> Names
    {
        get
        {
            var names = new HashSet<string>(front.Names, StringComparer.Ordinal);
            for (var at = scope; at > WorkflowState.ProcessScope; at = draft.Instance(at).Scope)
            {
                names.UnionWith(draft.Instance(at).Variables.Names);
            }

            names.UnionWith(draft.Variables.Names);
            if (ambient is not null)
            {
                names.UnionWith(ambient.Names);
            }

            return names;
        }
    }

    public bool TryGet(string name, out Value value)
    {
        if (front.TryGet(name, out value))
        {
            return true;
        }

        for (var at = scope; at > WorkflowState.ProcessScope;)
        {
            var instance = draft.Instance(at);
            if (instance.Variables.TryGet(name, out value))
            {
                return true;
            }

            at = instance.Scope;
        }

        return draft.Variables.TryGet(name, out value) || (ambient is not null && ambient.TryGet(name, out value));
    }
}

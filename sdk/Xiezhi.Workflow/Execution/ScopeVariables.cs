using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Expressions;
using Xiezhi.Workflow.States;

namespace Xiezhi.Workflow.Execution;

/// <summary>The variables seen from a scope: first some that are not stored yet, then scope by scope outward to the process's, last what surrounds it.</summary>
internal sealed class ScopeVariables(Step step, StateDraft draft, int scope, ValueContext front, IVariables? ambient) : IVariables
{
    public IEnumerable<string> Names
    {
        get
        {
            var names = new HashSet<string>(front.Names, StringComparer.Ordinal);
            for (var at = scope; at > 0;)
            {
                var instance = draft.Instance(at);
                names.UnionWith(at == WorkflowState.ProcessScope ? draft.Variables.Names : instance.Variables.Names);
                at = step.IsDataRoot(instance) ? 0 : instance.Scope;
            }

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

        var at = scope;
        while (at > WorkflowState.ProcessScope)
        {
            var instance = draft.Instance(at);
            if (instance.Variables.TryGet(name, out value))
            {
                return true;
            }

            at = step.IsDataRoot(instance) ? 0 : instance.Scope;
        }

        return (at == WorkflowState.ProcessScope && draft.Variables.TryGet(name, out value)) || (ambient is not null && ambient.TryGet(name, out value));
    }
}

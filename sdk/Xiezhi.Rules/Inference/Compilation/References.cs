using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Rules.Feel.Syntax;

namespace Xiezhi.Rules.Inference.Compilation;

/// <summary>Checks what an expression refers to: the fields of known facts, and never the clock.</summary>
internal sealed class References(ImmutableDictionary<string, Binding> bindings, SourceText source)
{
    /// <summary>Reports each field that is not known and each reading of the clock.</summary>
    public bool Check(Node node) => Check(node, []);

    private bool Check(Node node, ImmutableHashSet<string> shadowed)
    {
        var valid = true;
        switch (node)
        {
            case NameNode { Name: "now" or "today" } clock when !shadowed.Contains(clock.Name):
                source.Report(RulesCodes.ClockInCondition, clock.Position, clock.Name + "()");
                valid = false;
                break;
            case PathNode { Source: NameNode fact } path when !shadowed.Contains(fact.Name) && bindings.TryGetValue(fact.Name, out var binding) && binding.Fact is { } type && type.IndexOf(path.Member) < 0:
                source.Report(RulesCodes.UnknownField, path.Position, path.Member, type.Name, Nearest.To(path.Member, type.Fields.Select(field => field.Name)) ?? "–");
                valid = false;
                break;
        }

        if (node is ForNode or QuantifiedNode)
        {
            var iterators = node is ForNode loop ? loop.Iterators : ((QuantifiedNode)node).Iterators;
            foreach (var iterator in iterators)
            {
                valid &= Check(iterator.Domain, shadowed) & (iterator.Last is null || Check(iterator.Last, shadowed));
                shadowed = shadowed.Add(iterator.Variable);
            }

            return Check(node is ForNode { Body: var body } ? body : ((QuantifiedNode)node).Condition, shadowed.Add("partial")) && valid;
        }

        if (node is FunctionNode function)
        {
            return Check(function.Body, shadowed.Union(function.Parameters.Select(parameter => parameter.Name))) && valid;
        }

        foreach (var child in NodeChildren.Of(node))
        {
            valid &= Check(child, shadowed);
        }

        return valid;
    }
}

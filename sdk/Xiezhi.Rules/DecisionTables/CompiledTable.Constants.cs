using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Dmn;
using Xiezhi.Rules.Evaluation;
using Xiezhi.Rules.Feel.Compilation;

namespace Xiezhi.Rules.DecisionTables;

// What is known of the table before any input is: for DirectTable, which answers without evaluating.
internal sealed partial class CompiledTable
{
    public HitPolicy HitPolicy => hitPolicy;

    public ImmutableArray<TableInput> Inputs => inputs;

    public int RuleCount => rules.Length;

    /// <summary>Whether evaluating it looks the rules up, and does not try one after the other.</summary>
    public bool IsIndexed => _index is not null;

    /// <summary>The index, made for tables of any size.</summary>
    public RuleIndex Index => _index ?? new RuleIndex(inputs, rules);

    /// <summary>The result of a rule that is the same whatever the inputs; false where it has to be evaluated, or where that would report something.</summary>
    public bool TryConstant(int rule, int slotCount, out Value value)
    {
        value = Value.Null;
        return rules[rule].IsConstant && outputs.All(output => output.IsKnown) && TryRun(frame => Result(rule, frame), slotCount, out value, out var found) && found.IsEmpty;
    }

    /// <summary>What the table answers, and reports, when no rule matches; false where that has to be evaluated.</summary>
    public bool TryNoMatch(int slotCount, out Value value, out ImmutableArray<Diagnostic> found)
    {
        (value, found) = (Value.Null, []);
        return outputs.All(output => output.IsKnown) && TryRun(NoMatch, slotCount, out value, out found);
    }

    /// <summary>Where a result stands among the allowed values of each output; <see langword="null"/> where an output is not among them.</summary>
    public int[]? Ranks(Value result)
    {
        var ranks = new int[outputs.Length];
        for (var i = 0; i < outputs.Length; i++)
        {
            var output = OutputOf(result, i);
            ranks[i] = outputs[i].Priorities.IsEmpty ? 0 : outputs[i].Priorities.IndexOf(output);
            if (ranks[i] < 0)
            {
                return null;
            }
        }

        return ranks;
    }

    private Value OutputOf(Value result, int output) => outputs.Length == 1 ? result : result.AsContext![outputs[output].Described.Name];

    private static bool TryRun(Evaluator run, int slotCount, out Value value, out ImmutableArray<Diagnostic> found)
    {
        var session = new EvaluationSession(Folding.Options);
        value = session.Run((evaluator, self) => evaluator(new Frame(new Value[slotCount], null, self)), run);
        found = session.Diagnostics;
        return found.All(diagnostic => diagnostic.Severity != Severity.Error);
    }
}

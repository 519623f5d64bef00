using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Packages;
using Xiezhi.Rules;
using Xiezhi.Rules.Dmn;
using Xiezhi.Rules.Evaluation;
using Xiezhi.Rules.Feel;

namespace Xiezhi.Governance.Duties.Proof;

/// <summary>Finds the outcomes by asking the decision for every matter in every territory, with every value that its further inputs can have.</summary>
internal sealed class DutyEvaluation : DutyMatrix
{
    private const int MostCombinations = 256;

    private readonly GovernancePackage _package;
    private readonly PreparedDecision _prepared;
    private readonly EvaluationOptions _options;
    private readonly ImmutableArray<ValueContext> _further;
    private readonly bool _explain;

    private DutyEvaluation(GovernancePackage package, PreparedDecision prepared, EvaluationOptions options, ImmutableArray<ValueContext> further, DutyProofMethod method, bool explain)
    {
        (_package, _prepared, _options, _further, _explain) = (package, prepared, options, further, explain);
        Method = method;
    }

    public override DutyProofMethod Method { get; }

    public static DutyEvaluation Create(GovernancePackage package, DecisionModel model, DutyList list, EvaluationOptions options, bool explain)
    {
        var prepared = model.Prepare(list.Decision)!;
        if (Combinations(model, list.FurtherInputs) is { } all)
        {
            return new DutyEvaluation(package, prepared, options, all, DutyProofMethod.Evaluated, explain);
        }

        var sampled = new DutyEvaluation(package, prepared, options, [ValueContext.Empty], DutyProofMethod.Sampled, explain);
        sampled.Obstacles.Add(string.Join(", ", list.FurtherInputs) + " = null");
        return sampled;
    }

    public override IEnumerable<DutyOutcome> Of(string matter, string territory)
    {
        var known = DutyDecision.Known(_package, matter, territory);
        foreach (var further in _further)
        {
            var values = new Value[_prepared.InputNames.Length];
            for (var i = 0; i < values.Length; i++)
            {
                var name = _prepared.InputNames[i];
                values[i] = known.TryGet(name, out var value) ? value : further[name];
            }

            yield return Outcome(_prepared.Decide(values, _options), known, further);
        }
    }

    private DutyOutcome Outcome(EvaluationResult result, ValueContext known, ValueContext further)
    {
        var conditions = further.Entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.ToString())).ToImmutableArray();
        var rules = _explain
            ? DutyResult.Rules(_package.Decisions.Explain(_package.Duties!.Decision, further.With(known), _options.Now)?.Explanation)
            : [];
        var assignment = DutyResult.Read(result.Value, rules);
        var failure = result.HasErrors ? result.Diagnostics.First(found => found.Severity == Severity.Error) : null;
        var kind = !assignment.Leads.IsEmpty ? OutcomeKind.Assigned
            : failure is null ? OutcomeKind.Missing
            : failure.Code == RulesCodes.NotUnique.Code || failure.Code == RulesCodes.OutputsDiffer.Code ? OutcomeKind.Several
            : OutcomeKind.Failed;
        return new DutyOutcome(kind, assignment, conditions, further, failure?.Message(System.Globalization.CultureInfo.InvariantCulture) ?? "");
    }

    // Every combination of values of the further inputs, where each has few that can be written out; null otherwise.
    private static ImmutableArray<ValueContext>? Combinations(DecisionModel model, ImmutableArray<string> inputs)
    {
        ImmutableArray<ValueContext> all = [ValueContext.Empty];
        foreach (var name in inputs)
        {
            var type = model.Inputs.FirstOrDefault(input => input.Name == name)?.Type;
            if (ValuesOf(type) is not { } values || all.Length * values.Length > MostCombinations)
            {
                return null;
            }

            all = [.. all.SelectMany(given => values.Select(value => given.With(name, value)))];
        }

        return all;
    }

    private static ImmutableArray<Value>? ValuesOf(FeelType? type)
    {
        if (type?.AllowedValues is { } allowed)
        {
            // Allowed values that are simply listed are also the items of a list; ranges and conditions are not.
            var list = FeelCompiler.CompileExpression("[" + allowed + "]", FeelScope.Closed, Location.None, new DiagnosticBag());
            var items = list?.Evaluate(ValueContext.Empty, new EvaluationOptions { Now = default }).Value.AsList?.Items;
            return items is { } found && found.All(item => item.IsString || item.IsNumber || item.IsBoolean) ? found : null;
        }

        return type?.Kind == FeelTypeKind.Boolean ? [Value.True, Value.False] : null;
    }
}

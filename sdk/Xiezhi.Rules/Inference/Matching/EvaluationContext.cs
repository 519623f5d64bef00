using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Evaluation;
using Xiezhi.Rules.Feel;
using Xiezhi.Rules.Inference.Compilation;

namespace Xiezhi.Rules.Inference.Matching;

/// <summary>Evaluates the expressions of a session's conditions and keeps what went wrong. Used by one thread.</summary>
internal sealed class EvaluationContext(Zone zone, EvaluationLimits limits) : IFeelVariables
{
    private const int MaxDiagnostics = 100;

    // No condition reads the clock; that is checked when it is compiled.
    private readonly EvaluationOptions _options = new() { Now = DateTimeOffset.UnixEpoch, Limits = limits };
    private readonly DiagnosticBag _empty = new();
    private DiagnosticBag? _diagnostics;
    private ImmutableDictionary<string, Binding> _bindings = ImmutableDictionary<string, Binding>.Empty;
    private Match? _match;
    private WorkingFact? _candidate;

    public Zone Zone => zone;

    public void Report(Diagnostic diagnostic)
    {
        _diagnostics ??= new DiagnosticBag();
        if (_diagnostics.Count < MaxDiagnostics)
        {
            _diagnostics.Add(diagnostic);
        }
    }

    /// <summary>What was reported since the last time.</summary>
    public ImmutableArray<Diagnostic> TakeDiagnostics()
    {
        var found = (_diagnostics ?? _empty).ToImmutable();
        _diagnostics = null;
        return found;
    }

    public Value Evaluate(FeelExpression expression, ImmutableDictionary<string, Binding> bindings, Match? match, WorkingFact? candidate)
    {
        (_bindings, _match, _candidate) = (bindings, match, candidate);
        var result = expression.Evaluate(this, _options);
        if (!result.Diagnostics.IsDefaultOrEmpty)
        {
            // Null where a value is missing is how FEEL says that a condition does not hold; only mistakes are worth telling.
            foreach (var found in result.Diagnostics.Where(found => found.Severity == Severity.Error))
            {
                Report(found);
            }
        }

        return result.Value;
    }

    public bool TryGet(string name, out Value value)
    {
        var known = _bindings.TryGetValue(name, out var binding);
        value = known ? binding!.Read(_match, _candidate) : Value.Null;
        return known;
    }

    /// <summary>The instant that an expression means; false when it is null, or not a moment, which is reported.</summary>
    public bool TryInstant(Computed expression, Match? match, out long ticks)
    {
        var value = expression.Read(match, null, this);
        if (zone.TryInstant(value, out ticks))
        {
            return true;
        }

        if (!value.IsNull)
        {
            Report(RulesCodes.NotAMoment.At(expression.Location, "the moment", FeelTypes.Of(value).Name));
        }

        return false;
    }
}

using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Evaluation;
using Xiezhi.Rules.Feel;
using Xiezhi.Rules.Inference;

namespace Xiezhi.Rules.Tests.Inference;

/// <summary>
/// What a rule set leads to, worked out from nothing each time by trying every fact in every condition. Rules are listed so that a type of findings
/// comes before what counts or denies it; rules for one type stand together and are repeated until nothing new comes.
/// </summary>
internal sealed class NaiveInference(RuleSet rules)
{
    private static readonly EvaluationOptions Options = new() { Now = DateTimeOffset.UnixEpoch };

    private readonly Dictionary<string, FeelExpression> _compiled = [];
    private Dictionary<string, List<ValueContext>> _known = [];
    private DateTimeOffset _now;

    public SortedSet<string> Findings(IEnumerable<Fact> facts, DateTimeOffset now)
    {
        _now = now;
        _known = rules.Facts.Concat(rules.Findings).ToDictionary(type => type.Name, _ => new List<ValueContext>());
        foreach (var fact in facts)
        {
            _known[fact.Type.Name].Add(fact.Values);
        }

        foreach (var type in rules.Rules.Select(rule => rule.Conclusion.Type).Distinct())
        {
            bool more;
            do
            {
                more = false;
                foreach (var rule in rules.Rules.Where(rule => rule.Conclusion.Type == type))
                {
                    foreach (var names in Matches(rule.Conditions, 0, ValueContext.Empty).ToList())
                    {
                        var finding = Conclude(rule.Conclusion, names);
                        if (!_known[type].Contains(finding))
                        {
                            _known[type].Add(finding);
                            more = true;
                        }
                    }
                }
            }
            while (more);
        }

        return [.. rules.Findings.SelectMany(type => _known[type.Name].Select(finding => type.Name + " " + finding))];
    }

    private ValueContext Conclude(Conclusion conclusion, ValueContext names)
    {
        var values = conclusion.Values.ToDictionary(value => value.Key, value => Evaluate(value.Value, names));
        return ValueContext.From(rules.Findings.First(type => type.Name == conclusion.Type).Fields.Select(field => KeyValuePair.Create(field.Name, values.GetValueOrDefault(field.Name))));
    }

    private IEnumerable<ValueContext> Matches(IReadOnlyList<Condition> conditions, int at, ValueContext names) =>
        at == conditions.Count ? [names] : Met(conditions[at], names).SelectMany(further => Matches(conditions, at + 1, further));

    private IEnumerable<ValueContext> Met(Condition condition, ValueContext names)
    {
        switch (condition)
        {
            case MomentCondition moment:
                var due = Instant(Evaluate(moment.Moment, names));
                return due is not null && moment.Side == MomentSide.After == due <= _now ? [names] : [];
            case TestCondition test:
                return Evaluate(test.Expression, names).IsTrue ? [names] : [];
        }

        var asked = (FactCondition)condition;
        var found = _known[asked.Type].Where(fact => Fits(asked, fact, names)).ToList();
        return condition switch
        {
            MatchCondition => found.Select(fact => names.With(asked.Name, fact)),
            AbsentCondition => found.Count == 0 ? [names] : [],
            ExistsCondition => found.Count > 0 ? [names] : [],
            _ => [names.With(((AggregateCondition)condition).Result, Aggregate((AggregateCondition)condition, found, names))],
        };
    }

    private bool Fits(FactCondition asked, ValueContext fact, ValueContext names)
    {
        var all = names.With(asked.Name, fact);
        if (!asked.Where.All(text => Evaluate(text, all).IsTrue))
        {
            return false;
        }

        if (asked.Window is not { } window)
        {
            return true;
        }

        var moment = rules.Facts.Concat(rules.Findings).First(type => type.Name == asked.Type).Moment!;
        var from = Instant(fact[moment]);
        var to = Instant(Evaluate($"x.at + duration(\"{window.Duration}\")", ValueContext.Of(("x", ValueContext.Of(("at", fact[moment]))))));
        var until = window.UpTo is null ? _now : Instant(Evaluate(window.UpTo, names));
        return from <= until && until < to;
    }

    private Value Aggregate(AggregateCondition aggregate, List<ValueContext> found, ValueContext names)
    {
        if (aggregate.Function == AggregateFunction.Count)
        {
            return found.Count;
        }

        var key = rules.Facts.First(type => type.Name == aggregate.Type).Key!;
        var values = found.OrderBy(fact => fact[key].AsString, StringComparer.Ordinal)
            .Select(fact => aggregate.Of is null ? fact : Evaluate(aggregate.Of, names.With(aggregate.Name, fact))).ToArray();
        return aggregate.Function == AggregateFunction.Collect ? Value.List(values)
            : values.Where(value => value.IsNumber).Sum(value => value.AsNumber!.Value.TryToDecimal(out var number) ? number : 0);
    }

    private Value Evaluate(string text, ValueContext names)
    {
        var key = text + "|" + string.Join(",", names.Names);
        if (!_compiled.TryGetValue(key, out var expression))
        {
            var diagnostics = new DiagnosticBag();
            _compiled[key] = expression = FeelCompiler.CompileExpression(text, FeelScope.Closed.With(names.Names), Location.None, diagnostics)
                ?? throw new InvalidOperationException(text + ": " + string.Join(", ", diagnostics.ToImmutable()));
        }

        return expression.Evaluate(names, Options).Value;
    }

    private static DateTimeOffset? Instant(Value value) => value.AsDateAndTime is { } moment && moment.TryToInstant(out var instant) ? instant : null;
}

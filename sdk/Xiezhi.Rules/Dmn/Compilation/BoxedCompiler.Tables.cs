using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.DecisionTables;
using Xiezhi.Rules.Feel;
using Xiezhi.Rules.Feel.Compilation;

namespace Xiezhi.Rules.Dmn.Compilation;

// Decision tables.
internal sealed partial class BoxedCompiler
{
    private Code DecisionTable(XElement element, NameScope scope)
    {
        var policyText = element.Attribute("hitPolicy")?.Value ?? "UNIQUE";
        var aggregationText = element.Attribute("aggregation")?.Value ?? "";
        if (HitPolicyOf(policyText) is not { } policy || AggregationOf(aggregationText) is not { } aggregation)
        {
            return Broken(element, RulesCodes.UnknownHitPolicy, HitPolicyOf(policyText) is null ? policyText : aggregationText);
        }

        var inputs = element.Elements(_dmn + "input").Select(input => Input(input, scope)).ToImmutableArray();
        var outputElements = element.Elements(_dmn + "output").ToArray();
        var outputs = outputElements.Select(output => Output(output, outputElements.Length == 1, element, policy, scope)).ToImmutableArray();
        var rules = Rules(element, inputs, outputs, scope);
        var described = new DecisionTable(
            element.Id(),
            policy,
            aggregation,
            [.. inputs.Select(input => input.Described)],
            [.. outputs.Select(output => output.Described)],
            [.. rules.Select(rule => rule.Described)]);
        Table ??= described;
        var table = new CompiledTable(element.Id() is { Length: > 0 } id ? id : owner, policy, aggregation, inputs, outputs, rules, SiteOf(element));
        Compiled ??= table;
        return new Code(table.Decide, FeelType.Any);
    }

    private TableInput Input(XElement element, NameScope scope)
    {
        var expression = element.Element(_dmn + "inputExpression");
        var text = expression?.Element(_dmn + "text");
        var type = types.Of(expression);
        var label = element.Attribute("label")?.Value is { Length: > 0 } given ? given : text?.Value.Trim() ?? "";
        var code = text is null || string.IsNullOrWhiteSpace(text.Value) ? Code.Of(Value.Null) : Within($"column \"{label}\"").Text(text.Value, text, scope);
        var local = new LocalScope(scope, scope.Body);
        var slot = local.Declare(ExpressionCompiler.Input, ReferenceEquals(type, FeelType.Any) ? code.Type : type);
        var allowed = element.Element(_dmn + "inputValues")?.Element(_dmn + "text");
        CellPattern? pattern = null;
        var tests = allowed is null || string.IsNullOrWhiteSpace(allowed.Value) ? null : Within($"column \"{label}\"").Tests(allowed.Value, allowed, local, out pattern);
        return new TableInput(new InputColumn(label, text?.Value.Trim() ?? "", ReferenceEquals(type, FeelType.Any) ? code.Type : type, allowed?.Value.Trim()), code.Run, type, slot, local, tests?.Run, SiteOf(element))
        {
            Source = code.Slot,
            AllowedPattern = pattern,
        };
    }

    private TableOutput Output(XElement element, bool isOnly, XElement table, HitPolicy policy, NameScope scope)
    {
        var name = element.Name();
        var own = types.Of(element);
        var type = ReferenceEquals(own, FeelType.Any) && isOnly ? types.Of(table) : own;

        // Where all matching rules count, the type may be given of the list or of its items.
        if (policy is HitPolicy.RuleOrder or HitPolicy.OutputOrder or HitPolicy.Collect && type.Kind == FeelTypeKind.List)
        {
            type = type.Element;
        }

        var allowed = element.Element(_dmn + "outputValues")?.Element(_dmn + "text");
        var @default = element.Element(_dmn + "defaultOutputEntry");
        var defaultText = @default?.Element(_dmn + "text");
        var within = Within($"column \"{name}\"");
        Evaluator? otherwise = null;
        var isKnown = true;
        if (defaultText is not null && !string.IsNullOrWhiteSpace(defaultText.Value))
        {
            var code = within.Typed(within.Text(defaultText.Value, defaultText, scope), type, defaultText, name);
            (otherwise, isKnown) = (code.Run, code.IsConstant);
        }

        var priorities = ImmutableArray<Value>.Empty;
        Evaluator? tests = null;
        var slot = -1;
        var allowedText = allowed?.Value ?? type.AllowedValues;
        if (!string.IsNullOrWhiteSpace(allowedText))
        {
            var local = new LocalScope(scope, scope.Body);
            slot = local.Declare(ExpressionCompiler.Input, type);
            tests = within.Tests(allowedText, allowed ?? element, local, out var pattern).Run;
            isKnown &= pattern is not null;
            priorities = Literals("[" + allowedText + "]", scope);
        }

        var column = new OutputColumn(name, type, allowedText?.Trim(), defaultText?.Value.Trim());
        return new TableOutput(column, type, otherwise, priorities, tests, slot, SiteOf(element)) { IsKnown = isKnown };
    }

    // The values in their order, where the allowed values are a list of them.
    private static ImmutableArray<Value> Literals(string text, NameScope scope)
    {
        var code = new ExpressionCompiler(scope, new DiagnosticBag()).Compile(text, new Location(""));
        return code is { IsConstant: true, Constant.AsList: { } list } ? list.Items : [];
    }

    private ImmutableArray<TableRule> Rules(XElement element, ImmutableArray<TableInput> inputs, ImmutableArray<TableOutput> outputs, NameScope scope)
    {
        var rules = ImmutableArray.CreateBuilder<TableRule>();
        var testCompilers = inputs.Select(input => new CellCompiler(input.Scope)).ToArray();
        var results = new CellCompiler(scope);
        foreach (var rule in element.Elements(_dmn + "rule"))
        {
            var number = rules.Count + 1;
            var conditionElements = rule.Elements(_dmn + "inputEntry").ToArray();
            var resultElements = rule.Elements(_dmn + "outputEntry").ToArray();
            if (conditionElements.Length != inputs.Length || resultElements.Length != outputs.Length)
            {
                diagnostics.Add(
                    RulesCodes.CellCount,
                    rule.Locate(document, $"{owner}, rule {number}"),
                    (conditionElements.Length + resultElements.Length).ToString(CultureInfo.InvariantCulture),
                    (inputs.Length + outputs.Length).ToString(CultureInfo.InvariantCulture));
            }

            var conditions = ImmutableArray.CreateBuilder<TableCondition>(inputs.Length);
            var conditionTexts = ImmutableArray.CreateBuilder<string>(inputs.Length);
            for (var i = 0; i < inputs.Length; i++)
            {
                var text = i < conditionElements.Length ? conditionElements[i].Element(_dmn + "text") : null;
                conditionTexts.Add(text?.Value.Trim() ?? "-");
                conditions.Add(testCompilers[i].Condition(text?.Value, text ?? rule, Within($"rule {number}, column \"{inputs[i].Described.Label}\"")));
            }

            var cells = ImmutableArray.CreateBuilder<Evaluator>(outputs.Length);
            var resultTexts = ImmutableArray.CreateBuilder<string>(outputs.Length);
            var isConstant = true;
            for (var i = 0; i < outputs.Length; i++)
            {
                var text = i < resultElements.Length ? resultElements[i].Element(_dmn + "text") : null;
                resultTexts.Add(text?.Value.Trim() ?? "");
                var within = Within($"rule {number}, column \"{outputs[i].Described.Name}\"");
                var result = results.Result(text?.Value, text ?? rule, outputs[i], within);
                isConstant &= result.IsConstant;
                cells.Add(result.Run);
            }

            rules.Add(new TableRule(new DecisionRule(number, rule.Id(), conditionTexts.MoveToImmutable(), resultTexts.MoveToImmutable()), conditions.MoveToImmutable(), cells.MoveToImmutable()) { IsConstant = isConstant });
        }

        return rules.DrainToImmutable();
    }

    // The same element's compiler, with a nearer name for the place.
    private BoxedCompiler Within(string place) => new(document, types, owner + ", " + place, diagnostics);

    private Code Tests(string text, XElement at, NameScope scope, out CellPattern? pattern)
    {
        var found = new DiagnosticBag();
        var compiler = new ExpressionCompiler(scope, found);
        var code = compiler.CompileTests(text, at.Locate(document, owner));
        pattern = code is null ? null : compiler.LastPattern;
        diagnostics.AddRange(found.ToImmutable());
        return code ?? Broken(found.ToImmutable());
    }

    private static HitPolicy? HitPolicyOf(string text) => text.Trim().ToUpperInvariant() switch
    {
        "UNIQUE" or "" => HitPolicy.Unique,
        "FIRST" => HitPolicy.First,
        "PRIORITY" => HitPolicy.Priority,
        "ANY" => HitPolicy.Any,
        "COLLECT" => HitPolicy.Collect,
        "RULE ORDER" => HitPolicy.RuleOrder,
        "OUTPUT ORDER" => HitPolicy.OutputOrder,
        _ => null,
    };

    private static Aggregation? AggregationOf(string text) => text.Trim().ToUpperInvariant() switch
    {
        "" => Aggregation.None,
        "SUM" => Aggregation.Sum,
        "COUNT" => Aggregation.Count,
        "MIN" => Aggregation.Min,
        "MAX" => Aggregation.Max,
        _ => null,
    };

    /// <summary>Compiles the cells of one column: many have the same text, and all see the same names.</summary>
    private sealed class CellCompiler(NameScope scope)
    {
        private readonly Dictionary<string, TableCondition> _conditions = new(StringComparer.Ordinal);
        private readonly DiagnosticBag _found = new();
        private ExpressionCompiler? _compiler;
        private int _reported;

        public TableCondition Condition(string? text, XElement at, BoxedCompiler within)
        {
            if (string.IsNullOrWhiteSpace(text) || text.Trim() == "-")
            {
                return TableCondition.Anything;
            }

            if (_conditions.TryGetValue(text, out var known))
            {
                return known;
            }

            _compiler ??= new ExpressionCompiler(scope, _found);
            var code = _compiler.CompileTests(text, at.Locate(within.Document, within.Owner));
            var condition = code is null
                ? new TableCondition(Broken(Report(within)).Run, default)
                : new TableCondition(code.Run, _compiler.LastPattern);
            // What computes may go wrong when it runs, and then names its own rule.
            if (condition.Pattern is not null)
            {
                _conditions.Add(text, condition);
            }

            return condition;
        }

        public Code Result(string? text, XElement at, TableOutput output, BoxedCompiler within)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                return Code.Of(Value.Null);
            }

            _compiler ??= new ExpressionCompiler(scope, _found);
            var code = _compiler.Compile(text, at.Locate(within.Document, within.Owner));
            return code is null ? Broken(Report(within)) : within.Typed(code, output.Type, at, output.Described.Name);
        }

        private ImmutableArray<Diagnostic> Report(BoxedCompiler within)
        {
            var all = _found.ToImmutable();
            var added = all[_reported..];
            _reported = all.Length;
            within.Diagnostics.AddRange(added);
            return added;
        }
    }

    private DmnDocument Document => document;

    private string Owner => owner;

    private DiagnosticBag Diagnostics => diagnostics;
}

using CsCheck;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Analysis;
using Xiezhi.Rules.Dmn;

namespace Xiezhi.Rules.Tests.Analysis;

/// <summary>A random table, in which every input that makes a difference can be tried.</summary>
internal sealed record RandomTable(string Policy, Kind[] Columns, string[][] Rules, bool IncludeNull)
{
    private const string Priorities = "\"x\", \"y\", \"z\"";

    /// <summary>The table with the policy it has.</summary>
    public string Model => Write($"hitPolicy=\"{Policy}\"", "o:" + Priorities, [.. Rules.Select(rule => string.Join(" | ", rule))]);

    /// <summary>The same without some of its rules.</summary>
    public string Without(IEnumerable<int> numbers) =>
        Write($"hitPolicy=\"{Policy}\"", "o:" + Priorities, [.. Rules.Where((_, at) => !numbers.Contains(at + 1)).Select(rule => string.Join(" | ", rule))]);

    /// <summary>The same conditions, answered by the numbers of all rules that hold.</summary>
    public string Counting =>
        Write("hitPolicy=\"RULE ORDER\"", "n", [.. Rules.Select((rule, at) => string.Join(" | ", [.. rule[..^1], (at + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)]))]);

    public TableFindings Analyse()
    {
        var model = Models.Compile(Model, out _);
        return DecisionTableAnalysis.Analyse(model, model.Decisions[0], new AnalysisOptions { IncludeNull = IncludeNull, MaxGaps = 10_000, MaxFindings = 10_000 })!;
    }

    /// <summary>Every combination of values; whether it is asked about.</summary>
    public IEnumerable<(ValueContext Inputs, bool IsAsked)> Inputs()
    {
        IEnumerable<(ValueContext Inputs, bool IsAsked)> all = [(ValueContext.Empty, true)];
        for (var column = 0; column < Columns.Length; column++)
        {
            var (kind, name) = (Columns[column], Name(column));
            var values = kind.Values.Select(value => (Value: value, IsAsked: kind.Type != "Any" || IsSpokenOf(column, value)))
                .Concat(kind.Aside.Select(value => (Value: value, IsAsked: value.IsNull && (IncludeNull || IsSpokenOf(column, value)))))
                .ToArray();
            all = all.SelectMany(outer => values.Select(value => (outer.Inputs.With(name, value.Value), outer.IsAsked && value.IsAsked)));
        }

        return all;
    }

    public static string Name(int column) => ((char)('a' + column)).ToString();

    public override string ToString() => Policy + (IncludeNull ? " (null asked)" : "") + "\n" + string.Join(" | ", Columns.Select(column => column.Type)) + "\n" + string.Join("\n", Rules.Select(rule => string.Join(" | ", rule)));

    private bool IsSpokenOf(int column, Value value) => Rules.Any(rule => value.Kind switch
    {
        ValueKind.Null => rule[column].Contains("null", StringComparison.Ordinal),
        ValueKind.Number => rule[column].Any(char.IsDigit),
        _ => rule[column].Contains('"', StringComparison.Ordinal),
    });

    private string Write(string policy, string output, string[] rules) => Models.Table(policy, string.Join(" | ", Columns.Select((column, at) => Name(at) + ":" + column.Type)), output, rules);

    public static Gen<RandomTable> Exact => Tables(Kind.All, Cell);

    /// <summary>Tables with cells that can't be analysed.</summary>
    public static Gen<RandomTable> Partly => Tables([.. Kind.All.Where(kind => kind.Type != "Any")], kind => Gen.Frequency((5, Cell(kind)), (1, OneOf("string(?) = \"1\"", "string(?) != \"b\" and 1 = 1", "1 = 1", "string length(string(?)) > 1", "not(string(?) = \"a\")", "other"))));

    private static Gen<RandomTable> Tables(Kind[] kinds, Func<Kind, Gen<string>> cell) =>
        Gen.Int[0, kinds.Length - 1].Select(at => kinds[at]).Array[1, 3].SelectMany(columns =>
            Gen.Select(
                OneOf("UNIQUE", "ANY", "FIRST", "PRIORITY", "COLLECT", "OUTPUT ORDER"),
                Rows(columns, cell).Array[0, 6],
                Gen.Int[0, 3]).Select((policy, rules, nulls) => new RandomTable(policy, columns, rules, nulls == 0)));

    private static Gen<string[]> Rows(Kind[] columns, Func<Kind, Gen<string>> cell) =>
        columns.Aggregate(Gen.Const(Array.Empty<string>()), (row, column) => Gen.Select(row, cell(column)).Select((before, next) => (string[])[.. before, next]))
            .SelectMany(row => OneOf("\"x\"", "\"y\"", "\"z\"").Select(result => (string[])[.. row, result]));

    private static Gen<string> Cell(Kind kind)
    {
        var constant = OneOf(kind.Constants);
        var two = Gen.Select(Gen.Int[0, kind.Constants.Length - 1], Gen.Int[0, kind.Constants.Length - 1]).Select((a, b) => (Low: kind.Constants[Math.Min(a, b)], High: kind.Constants[Math.Max(a, b)]));
        var simple = Gen.OneOf(
            constant,
            Gen.Select(constant, constant).Select((a, b) => a + ", " + b),
            constant.Select(a => "= " + a),
            constant.Select(a => "!= " + a),
            Gen.Select(constant, constant).Select((a, b) => kind.Type == "Any" ? a + ", " + b : $"[{a}, {b}]"));
        var ordered = Gen.OneOf(
            Gen.Select(OneOf("< ", "<= ", "> ", ">= "), constant).Select((a, b) => a + b),
            Gen.Select(two, OneOf("[", "("), OneOf("]", ")")).Select((bounds, open, close) => open + bounds.Low + ".." + bounds.High + close),
            Gen.Select(two, OneOf(" and ", " or ")).Select((bounds, join) => $"? > {bounds.Low}{join}? <= {bounds.High}"),
            two.Select(bounds => $"? between {bounds.Low} and {bounds.High}"),
            Gen.Select(constant, two).Select((a, bounds) => $"{a}, [{bounds.Low}..{bounds.High}), > {bounds.High}"));
        var any = kind.IsOrdered ? Gen.OneOf(simple, ordered) : simple;
        return Gen.Frequency(
            (3, Gen.Const("-")),
            (9, any),
            (2, any.Where(text => !text.Contains('?', StringComparison.Ordinal) && !text.Contains("..", StringComparison.Ordinal)).Select(text => $"not({text})")),
            (1, Gen.OneOf(Gen.Const("null"), Gen.Const("not(null)"), constant.Select(a => a + ", null"), constant.Select(a => $"? = {a}"), Gen.Select(constant, constant).Select((a, b) => $"? in ({a}, {b})"), constant.Select(a => $"not(? != {a})"))));
    }

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(at => texts[at]);
}

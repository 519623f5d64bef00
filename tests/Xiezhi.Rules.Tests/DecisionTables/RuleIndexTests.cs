using CsCheck;
using Xiezhi.Foundation.Values;

namespace Xiezhi.Rules.Tests.DecisionTables;

public class RuleIndexTests
{
    private static readonly Gen<string> Numbers = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 9], Gen.Int[0, 11]).Select((a, b, form) => form switch
    {
        0 or 1 => "-",
        2 => $"{a}",
        3 => $"{a}, {b}",
        4 => $"< {a}",
        5 => $">= {a}",
        6 => $"[{Math.Min(a, b)}..{Math.Max(a, b)}]",
        7 => $"({Math.Min(a, b)}..{Math.Max(a, b)})",
        8 => $"not({a}, {b})",
        9 => $"not(< {a})",
        10 => $"? > {a} and ? < {b}",
        _ => $"!= {a}",
    });

    private static readonly Gen<string> Texts = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 6]).Select((a, b, form) => form switch
    {
        0 or 1 => "-",
        2 => $"\"t{a}\"",
        3 => $"\"t{a}\", \"t{b}\"",
        4 => $"not(\"t{a}\")",
        5 => "null",
        _ => $"starts with(?, \"t{a}\")",
    });

    private static readonly Gen<Value> NumberInputs = Gen.Int[-1, 20].Select(i => i > 19 ? Value.Null : Value.From(Number.TryParse($"{i}E-0", out var n) && i < 10 ? n : Number.From(i - 10 + 0.5m)));

    private static readonly Gen<Value> TextInputs = Gen.Int[-1, 4].Select(i => i < 0 ? Value.Null : Value.From($"t{i}"));

    [Fact]
    public void The_index_finds_the_rules_that_match_when_each_is_tried_alone() =>
        Gen.Select(Gen.Select(Numbers, Texts).Array[8, 150], Gen.Select(NumberInputs, TextInputs).Array[5]).Sample(
            (rules, inputs) =>
            {
                string Row(int rule) => $"{rules[rule].Item1} | {rules[rule].Item2} | {rule}";
                var together = Models.Compile(Models.Table("hitPolicy=\"RULE ORDER\"", "a:number | b:string", "o", [.. Enumerable.Range(0, rules.Length).Select(Row)]));
                var alone = Enumerable.Range(0, rules.Length).Select(rule => Models.Compile(Models.Table("hitPolicy=\"RULE ORDER\"", "a:number | b:string", "o", Row(rule)))).ToArray();
                foreach (var (a, b) in inputs)
                {
                    var given = ValueContext.Of(("a", a), ("b", b));
                    var expected = Enumerable.Range(0, rules.Length).Where(rule => alone[rule].Decide("D", given, Models.At).Value.AsList is { Count: 1 }).Select(rule => (Value)rule).ToArray();

                    var found = together.Decide("D", given, Models.At).Value;

                    Assert.Equal(expected.Length == 0 ? Value.Null : new ValueList([.. expected]), found);
                }
            },
            iter: 60);

    [Fact]
    public void Tables_of_many_thousand_rules_find_the_right_one()
    {
        var rules = Enumerable.Range(0, 5000).Select(i => $"{i % 500} | {(i < 4000 ? $"\"k{i / 500}\"" : "-")} | {i}").ToArray();
        var model = Models.Compile(Models.Table("hitPolicy=\"FIRST\"", "a:number | b:string", "o", rules));

        Assert.Equal(1234, model.Decide("D", ValueContext.Of(("a", 234), ("b", "k2")), Models.At).Value);
        Assert.Equal(4234, model.Decide("D", ValueContext.Of(("a", 234), ("b", "other")), Models.At).Value);
        Assert.True(model.Decide("D", ValueContext.Of(("a", 999), ("b", "k2")), Models.At).Value.IsNull);
    }
}

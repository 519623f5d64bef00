using System.Collections.Immutable;
using CsCheck;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Analysis;
using Xiezhi.Rules.Dmn;
using Xiezhi.Rules.Feel;

namespace Xiezhi.Rules.Tests.Analysis;

/// <summary>What the analysis says of random tables, held against deciding every input that makes a difference.</summary>
public class AnalysisLawTests
{
    private static readonly int Tables = int.TryParse(Environment.GetEnvironmentVariable("XIEZHI_ANALYSIS_TABLES"), out var tables) ? tables : 400;

    [Fact]
    public void What_is_found_in_exact_tables_is_all_that_deciding_shows() => RandomTable.Exact.Sample(table => Hold(table, isExact: true), iter: Tables);

    [Fact]
    public void What_is_certain_in_other_tables_is_so_and_what_is_so_is_not_kept_silent() => RandomTable.Partly.Sample(table => Hold(table, isExact: false), iter: Tables);

    private static void Hold(RandomTable table, bool isExact)
    {
        var findings = table.Analyse();
        Assert.Empty(findings.CutOffs);
        if (isExact)
        {
            Assert.DoesNotContain(findings.NotAnalysable, item => item.Obstacle != Obstacle.UntypedColumn);
            Assert.All(findings.Gaps, gap => Assert.Equal(Certainty.Certain, gap.Certainty));
            Assert.All(findings.Conflicts, conflict => Assert.Equal(Certainty.Certain, conflict.Certainty));
        }

        var counting = Models.Compile(table.Counting, out _);
        var matched = table.Inputs().Select(input => (input.Inputs, input.IsAsked, Rules: Matched(counting, input.Inputs))).ToArray();
        GapsAreThoseInputsThatNoRuleTakes(table, findings, matched, isExact);
        ConflictsAreThoseRulesThatHoldTogether(table, findings, matched, counting);
        RulesWithoutEffectHaveNone(table, findings, matched, isExact);
    }

    private static int[] Matched(DecisionModel counting, ValueContext inputs) =>
        counting.Decide("D", inputs, Models.At).Value.AsList is { } list ? [.. list.Items.Select(number => number.AsNumber!.Value.TryToInt64(out var n) ? (int)n : -1)] : [];

    private static void GapsAreThoseInputsThatNoRuleTakes(RandomTable table, TableFindings findings, (ValueContext Inputs, bool IsAsked, int[] Rules)[] matched, bool isExact)
    {
        var boxes = findings.Gaps.Select(gap => (gap.Certainty, Tests: gap.Box.Tests.Select(Test).ToArray())).ToArray();
        foreach (var (inputs, isAsked, rules) in matched.Where(input => input.IsAsked))
        {
            var containing = boxes.Where(box => Enumerable.Range(0, table.Columns.Length).All(column => box.Tests[column].Test(inputs[RandomTable.Name(column)], ValueContext.Empty, Models.At).Value.IsTrue)).ToArray();
            if (rules.Length == 0)
            {
                Assert.True(containing.Length > 0, $"{inputs} is in no gap");
            }
            else
            {
                Assert.False(containing.Any(box => box.Certainty == Certainty.Certain), $"{inputs} is in a gap, but {string.Join(", ", rules)} hold");
                Assert.False(isExact && containing.Length > 0);
            }
        }

        var counting = Models.Compile(table.Counting, out _);
        Assert.All(findings.Gaps.Where(gap => gap.Certainty == Certainty.Certain), gap => Assert.Empty(Matched(counting, gap.Box.Example!)));
    }

    private static FeelExpression Test(string text)
    {
        var diagnostics = new DiagnosticBag();
        var test = FeelCompiler.CompileUnaryTests(text, FeelScope.Closed, Location.None, diagnostics);
        Assert.True(test is not null, text + ": " + string.Join(" ", diagnostics.ToImmutable()));
        return test;
    }

    private static void ConflictsAreThoseRulesThatHoldTogether(RandomTable table, TableFindings findings, (ValueContext Inputs, bool IsAsked, int[] Rules)[] matched, DecisionModel counting)
    {
        foreach (var conflict in findings.Conflicts.Where(conflict => conflict.Certainty == Certainty.Certain))
        {
            var rules = Matched(counting, conflict.Box.Example!);
            Assert.Contains(conflict.First, rules);
            Assert.Contains(conflict.Second, rules);
            Assert.True(table.Policy == "UNIQUE" || table.Rules[conflict.First - 1][^1] != table.Rules[conflict.Second - 1][^1]);
        }

        if (table.Policy is not ("UNIQUE" or "ANY"))
        {
            Assert.Empty(findings.Conflicts);
            return;
        }

        var known = findings.Conflicts.Select(conflict => (conflict.First, conflict.Second)).ToHashSet();
        foreach (var (inputs, _, rules) in matched.Where(input => input.IsAsked))
        {
            foreach (var (first, second) in rules.SelectMany(first => rules.Where(second => second > first).Select(second => (first, second))))
            {
                Assert.True(
                    known.Contains((first, second)) || (table.Policy == "ANY" && table.Rules[first - 1][^1] == table.Rules[second - 1][^1]),
                    $"{first} and {second} conflict on {inputs}");
            }
        }
    }

    private static void RulesWithoutEffectHaveNone(RandomTable table, TableFindings findings, (ValueContext Inputs, bool IsAsked, int[] Rules)[] matched, bool isExact)
    {
        var unreachable = findings.UnreachableRules.Select(item => item.Rule).ToHashSet();
        var everMatched = matched.SelectMany(input => input.Rules).ToHashSet();
        Assert.Empty(everMatched.Intersect(unreachable));

        var winners = matched.Where(input => input.Rules.Length > 0).Select(input => Winner(table, input.Rules)).ToHashSet();
        var masked = findings.MaskedRules.Where(item => item.Certainty == Certainty.Certain).Select(item => item.Rule).ToHashSet();
        if (isExact)
        {
            Assert.Equal(Enumerable.Range(1, table.Rules.Length).Except(everMatched), unreachable.Order());
            if (table.Policy is "FIRST" or "PRIORITY")
            {
                Assert.Equal(everMatched.Except(winners).Order(), masked.Order());
            }
        }

        Assert.Empty(winners.Intersect(masked));
        var gone = findings.RedundantRules.Select(item => item.Rule).Concat(masked).Concat(unreachable).ToHashSet();
        if (gone.Count > 0 && table.Policy != "UNIQUE")
        {
            var (whole, less) = (Models.Compile(table.Model, out _), Models.Compile(table.Without(gone), out _));
            Assert.All(matched.Select(input => input.Inputs), inputs => Assert.Equal(whole.Decide("D", inputs, Models.At).Value, less.Decide("D", inputs, Models.At).Value));
        }

        if (isExact && table.Policy is "FIRST" or "ANY")
        {
            NothingMoreCanBeTakenAway(table, matched, gone);
        }
    }

    // Under Any a rule may go only if the inputs it takes are taken by others with its result, whether or not those conflict elsewhere.
    private static void NothingMoreCanBeTakenAway(RandomTable table, (ValueContext Inputs, bool IsAsked, int[] Rules)[] matched, HashSet<int> gone)
    {
        foreach (var rule in Enumerable.Range(1, table.Rules.Length).Where(rule => !gone.Contains(rule)))
        {
            var result = table.Rules[rule - 1][^1];
            Assert.True(matched.Any(input => input.Rules.Contains(rule) && input.Rules.Where(other => !gone.Contains(other)).ToArray() is var rules
                && (table.Policy == "ANY"
                    ? !rules.Any(other => other != rule && table.Rules[other - 1][^1] == result)
                    : rules[0] == rule && (rules.Length == 1 || table.Rules[rules[1] - 1][^1] != result))), $"rule {rule} could go too, besides {string.Join(", ", gone)}");
        }
    }

    private static int Winner(RandomTable table, int[] rules) => table.Policy == "PRIORITY" ? rules.OrderBy(rule => table.Rules[rule - 1][^1], StringComparer.Ordinal).First() : rules[0];
}

using System.Collections.Immutable;
using System.Globalization;
using CsCheck;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Analysis;
using Xiezhi.Rules.Dmn;
using Xiezhi.Rules.Feel;
using Xiezhi.Rules.Tests.Safety;

namespace Xiezhi.Rules.Tests.Analysis;

/// <summary>Whatever stands in a table, it is analysed without harm. How long it runs: <see cref="Fuzzing"/>.</summary>
[Collection(Alone.Name)]
public class AnalysisFuzzTests
{
    private static readonly string[] Words =
    [
        "-", "1", "0", "-1", "2.5", "1e6000", "9999999999999999999999999999999999", "\"a\"", "\"\"", "\"a\\u0000\"", "true", "false", "null", "x", "?", "not(", ")", "[", "]", "(", "..", ",", "<", "<=", ">", ">=", "=", "!=", "and", "or", "in",
        "between", "@\"2024-01-01\"", "@\"-999999999-01-01\"", "@\"999999999-12-31\"", "@\"10:00:00\"", "@\"00:00:00+18:00\"", "@\"23:59:59.9999-18:00\"", "@\"10:00:00@Europe/Paris\"", "@\"999999999-12-31T23:59:59Z\"", "@\"2024-01-01T00:00:00\"",
        "@\"P1D\"", "@\"-P99999999999D\"", "@\"P1Y\"", "date(\"2024-02-30\")", "date(\"2024-02-29\")", "duration(\"P1M\")", "string(?)", "instance of number", "instance of string", "instance of list", "{a: 1}", "[1, [2]]", "function(y) y", "1/0", "+", "*", "**", "string length(",
    ];

    private static readonly FeelType[] Types =
    [
        FeelType.Any, FeelType.Null, FeelType.Number, FeelType.String, FeelType.Boolean, FeelType.Date, FeelType.Time, FeelType.DateAndTime, FeelType.DaysAndTimeDuration, FeelType.YearsAndMonthsDuration,
        FeelType.ListOf(FeelType.Number), FeelType.RangeOf(FeelType.Date), FeelType.ContextOf([KeyValuePair.Create("m", FeelType.String)]), FeelType.FunctionOf([], FeelType.Any),
    ];

    private static readonly Gen<string> Cell = Gen.Frequency(
        (8, Gen.Int[0, Words.Length - 1].Array[1, 5].Select(at => string.Join(' ', at.Select(i => Words[i])))),
        (1, Gen.String));

    private static readonly Gen<string?> Optional = Gen.Frequency((2, Gen.Const((string?)null)), (1, Cell.Select(text => (string?)text)));

    private static readonly Gen<DecisionTable> Tables = Gen.Select(
        Gen.Int[0, 6],
        Gen.Select(Gen.Int[0, Types.Length - 1], Optional, Gen.OneOf(Gen.Const("a"), Gen.Const("b"), Gen.Const("b.m"), Cell)).Array[0, 4],
        Gen.Select(Gen.Int[0, Types.Length - 1], Optional).Array[0, 2],
        Cell.Array[0, 5].Array[0, 8]).Select((policy, inputs, outputs, rules) => new DecisionTable(
            "t",
            (HitPolicy)policy,
            Aggregation.None,
            [.. inputs.Select((input, at) => new InputColumn("c" + at.ToString(CultureInfo.InvariantCulture), input.Item3, Types[input.Item1], input.Item2))],
            [.. outputs.Select(output => new OutputColumn("o", Types[output.Item1], output.Item2, null))],
            [.. rules.Select((cells, at) => new DecisionRule(at + 1, "", [.. cells], [.. cells.Take(2)]))]));

    [Fact]
    public void Any_table_is_analysed_without_harm() => Gen.Select(Tables, Gen.Bool, Gen.Bool).Sample(
        (table, includeNull, hasDomain) =>
        {
            var options = new AnalysisOptions { IncludeNull = includeNull, MaxWork = 1_000_000, MaxGaps = 20 };
            options = hasDomain ? options with { Domains = options.Domains.Add("a", [1, "a", Value.Null, Value.List(1), ValueContext.Empty]).Add("c1", []) } : options;

            var findings = DecisionTableAnalysis.Analyse(table, options);

            Assert.All(findings.ToDiagnostics(Location.None), message => Assert.NotEmpty(message.Message(CultureInfo.InvariantCulture)));
            Assert.All(findings.Gaps, gap => Assert.Equal(table.Inputs.Length, gap.Box.Tests.Length));
        },
        time: Fuzzing.Seconds);
}

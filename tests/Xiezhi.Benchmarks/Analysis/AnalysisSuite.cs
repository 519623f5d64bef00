using System.Diagnostics;
using System.Globalization;
using Xiezhi.Rules.Analysis;
using Xiezhi.Rules.Dmn;
using Xiezhi.Rules.Feel;

namespace Xiezhi.Benchmarks.Analysis;

/// <summary>Analysing whole tables of 100, 1,000 and 10,000 rules: one that is complete, one with gaps and overlaps, one of ranges that overlap at random.</summary>
internal sealed class AnalysisSuite : ISuite
{
    private const int Rounds = 3;

    private static readonly int[] Sizes = [100, 1_000, 10_000];

    public string Name => "analysis";

    public string Description => "gaps, conflicts, masked and redundant rules of tables of 100, 1,000 and 10,000 rules";

    public void Run(Report report)
    {
        var times = new Dictionary<int, double>();
        foreach (var size in Sizes)
        {
            times[size] = Time(report, "complete, one hit", Matrix(size, HitPolicy.Unique, holes: false), findings => findings.Exact && findings.IsComplete && findings.IsConsistent);
            Time(report, "with gaps and overlaps, one hit", Matrix(size, HitPolicy.Unique, holes: true), findings => !findings.Gaps.IsEmpty && !findings.Conflicts.IsEmpty);
            Time(report, "with wildcards, first hit", Layers(size), findings => !findings.MaskedRules.IsEmpty);
            Time(report, "random ranges, first hit", Scattered(size), findings => !findings.Gaps.IsEmpty);
            Time(report, "wide ranges in every column, first hit", Wide(size), findings => size < 10_000 || !findings.Exact);
        }

        report.Ratio("10,000 rules to 1,000", times[10_000] / times[1_000], "complete, one hit; 10 if time grows as the rules do");
    }

    private static double Time(Report report, string name, DecisionTable table, Func<TableFindings, bool> isExpected)
    {
        var rounds = new double[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            var findings = DecisionTableAnalysis.Analyse(table, AnalysisOptions.Default);
            rounds[round] = watch.Elapsed.TotalMilliseconds;
            if (!isExpected(findings))
            {
                throw new InvalidOperationException($"{name}, {table.Rules.Length}: not the findings that were put in.");
            }

            name = round == 0 && !findings.CutOffs.IsEmpty ? name + " (cut: " + string.Join(", ", findings.CutOffs.Select(cut => $"{cut.Question} {cut.Reason}")) + ")" : name;
        }

        return report.Add($"{table.Rules.Length.ToString("#,0", CultureInfo.InvariantCulture)} rules, {name}", rounds, "ms");
    }

    // Matter × territory × severity × date: every matter and territory, with the severities and dates cut elsewhere for each.
    private static DecisionTable Matrix(int size, HitPolicy policy, bool holes)
    {
        var side = (int)Math.Sqrt(size / 4);
        var rules = new List<string[]>();
        for (var matter = 0; matter < side; matter++)
        {
            for (var place = 0; place < side; place++)
            {
                var level = 1 + ((matter + place) % 9);
                var day = $"@\"2024-{1 + (place % 12):00}-{1 + (matter % 28):00}\"";
                var (m, p) = (matter == side - 1 ? Others(side - 1, "m") : $"\"m{matter}\"", place == side - 1 ? Others(side - 1, "p") : $"\"p{place}\"");
                rules.Add([m, p, $"< {level}", $"< {day}", "\"a\""]);
                rules.Add([m, p, $"< {level}", $">= {day}", "\"b\""]);
                rules.Add([m, p, holes && (matter + place) % 50 == 0 ? $"[{level - 1}..10)" : $"[{level}..10)", "-", "\"c\""]);
                rules.Add([m, p, holes && (matter + place) % 50 == 1 ? "> 10" : ">= 10", "-", "\"d\""]);
            }
        }

        return Table(policy, rules);
    }

    private static string Others(int count, string prefix) => count == 0 ? "-" : "not(" + string.Join(", ", Enumerable.Range(0, count).Select(i => $"\"{prefix}{i}\"")) + ")";

    // Exact rules, then ones with a wildcard, then the default; every twentieth is masked.
    private static DecisionTable Layers(int size)
    {
        var rules = new List<string[]>();
        for (var i = 0; i < size - 1; i++)
        {
            var (matter, place, level) = (i % 97, i / 97, i % 7);
            rules.Add((i % 20) switch
            {
                19 => [$"\"m{(i - 1) % 97}\"", $"\"p{(i - 1) / 97}\"", $"[{(i - 1) % 7}..{((i - 1) % 7) + 1})", "-", "\"x\""],
                < 3 when i > size / 2 => [$"\"m{matter}\"", "-", $">= {level + (i / 2_000)}", "-", "\"w\""],
                _ => [$"\"m{matter}\"", $"\"p{place}\"", $"[{level}..{level + 2})", "-", $"\"r{i % 11}\""],
            });
        }

        rules.Add(["-", "-", "-", "-", "\"none\""]);
        return Table(HitPolicy.First, rules);
    }

    private static DecisionTable Scattered(int size)
    {
        var random = new Random(7);
        var rules = new List<string[]>();
        for (var i = 0; i < size; i++)
        {
            var (low, day) = (random.Next(1_000), random.Next(1, 28));
            rules.Add([$"\"m{random.Next(30)}\"", $"\"p{random.Next(30)}\"", $"[{low}..{low + random.Next(1, 200)}]", $"[@\"2024-01-{day:00}\"..@\"2024-02-{day:00}\")", $"\"r{random.Next(9)}\""]);
        }

        return Table(HitPolicy.First, rules);
    }

    // The worst that can be written: every rule overlaps a good part of the others in every column.
    private static DecisionTable Wide(int size)
    {
        var random = new Random(11);
        string Range(int most, Func<int, string> write)
        {
            var low = random.Next(most);
            return $"[{write(low)}..{write(low + random.Next(1, most))}]";
        }

        string Text(int n) => $"\"{n:00000}\"";
        string Day(int n) => "@\"" + new DateOnly(2024, 1, 1).AddDays(n).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "\"";
        return Table(HitPolicy.First, [.. Enumerable.Range(0, size).Select(i => (string[])
            [Range(9_000, Text), Range(9_000, Text), Range(9_000, n => n.ToString(CultureInfo.InvariantCulture)), Range(3_000, Day), $"\"r{i % 9}\""])]);
    }

    private static DecisionTable Table(HitPolicy policy, List<string[]> rules) => new(
        "t",
        policy,
        Aggregation.None,
        [new("matter", "matter", FeelType.String, null), new("place", "place", FeelType.String, null), new("level", "level", FeelType.Number, null), new("day", "day", FeelType.Date, null)],
        [new("duty", FeelType.String, null, null)],
        [.. rules.Select((cells, at) => new DecisionRule(at + 1, "", [.. cells[..^1]], [cells[^1]]))]);
}

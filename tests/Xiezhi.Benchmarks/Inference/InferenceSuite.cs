using System.Diagnostics;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Rules.Inference;

namespace Xiezhi.Benchmarks.Inference;

/// <summary>Cases joined with their assignments and deadlines for "overdue"; the aims are 300 thousand facts/s to load and 100 thousand ticks/s.</summary>
internal sealed class InferenceSuite : ISuite
{
    private const int Cases = 3_333;
    private const int Rounds = 11;
    private const double LoadAim = 300_000;
    private const double TickAim = 100_000;

    private static readonly FactMapping<CaseRecord> Case = new FactMappingBuilder<CaseRecord>("case")
        .Text("id", record => record.Id).Text("place", record => record.Place).DateAndTime("opened", record => record.Opened).Key("id").Moment("opened").Build();

    private static readonly FactMapping<AssignmentRecord> Assignment = new FactMappingBuilder<AssignmentRecord>("assignment")
        .Text("id", record => record.Id).Text("case", record => record.CaseId).Text("department", record => record.Department).Key("id").Build();

    private static readonly FactMapping<DeadlineRecord> Deadline = new FactMappingBuilder<DeadlineRecord>("deadline")
        .Text("id", record => record.Id).Text("case", record => record.CaseId).DateAndTime("due", record => record.Due).Key("id").Build();

    private static readonly RuleSet Rules = new()
    {
        Name = "overdue",
        Facts = [Case.Type, Assignment.Type, Deadline.Type],
        Findings = [new FactType("overdue", [new("case", Xiezhi.Rules.Feel.FeelType.String), new("department", Xiezhi.Rules.Feel.FeelType.String)])],
        Rules =
        [
            new RuleBuilder("overdue").Fact("case", "c").Fact("assignment", "a", "a.case = c.id").Fact("deadline", "d", "d.case = c.id").After("d.due")
                .Then("overdue", ("case", "c.id"), ("department", "a.department")),
        ],
    };

    private static readonly CompiledRuleSet Compiled = Compile();

    public string Name => "inference";

    public string Description => $"{Cases:N0} each of case, assignment and deadline, joined for \"overdue\"";

    public void Run(Report report)
    {
        var records = Records.Make(Cases);
        var many = Records.Make(Cases * 10);
        var load = report.Rate("load in one call", () => Load(records).FactCount, "facts/s");
        report.Rate("load with one call a fact", () => LoadSingly(records).FactCount, "facts/s");
        var ticks = report.Add("ticks, one deadline due in each", Ticks(records, 1), "ticks/s");
        var ofMany = report.Add("ticks, one due in each, ten times the facts", Ticks(many, 1), "ticks/s");
        report.Add("ticks, nothing due", Ticks(records, 0), "ticks/s");
        report.Add("ticks, a hundred due in each", Ticks(records, 100), "ticks/s");
        report.Rate("answer recorded late: update and back", Updates(records), "updates/s");
        var handLoad = report.Rate("hand-written: load", () => LoadByHand(records), "facts/s");
        var handTicks = report.Add("hand-written: ticks, one due in each", TicksByHand(records), "ticks/s");
        report.Ratio("load to the aim", load / LoadAim, "1 is 300,000 facts/s");
        report.Ratio("ticks to the aim", ticks / TickAim, "1 is 100,000 ticks/s");
        report.Ratio("hand-written load to load", handLoad / load, "how far from the limit");
        report.Ratio("hand-written ticks to ticks", handTicks / ticks, "how far from the limit");
        report.Ratio("ticks over few facts to ticks over ten times as many", ticks / ofMany, "1 if the cost follows what is due");
    }

    private static InferenceSession Load(Records records)
    {
        var session = Compiled.Start(Records.Start);
        session.Insert(Facts(records));
        return session;
    }

    private static InferenceSession LoadSingly(Records records)
    {
        var session = Compiled.Start(Records.Start);
        foreach (var fact in Facts(records))
        {
            session.Insert(fact);
        }

        return session;
    }

    private static IEnumerable<Fact> Facts(Records records)
    {
        var diagnostics = new DiagnosticBag();
        foreach (var record in records.Cases)
        {
            yield return Case.ToFact(record, diagnostics)!;
        }

        foreach (var record in records.Assignments)
        {
            yield return Assignment.ToFact(record, diagnostics)!;
        }

        foreach (var record in records.Deadlines)
        {
            yield return Deadline.ToFact(record, diagnostics)!;
        }
    }

    private static double[] Ticks(Records records, int due) => Repeat(() =>
    {
        var session = Load(records);
        var ticks = due == 0 ? 1_000_000 : records.Cases.Length / due;
        var raised = 0;
        var watch = Stopwatch.StartNew();
        for (var tick = 1; tick <= ticks; tick++)
        {
            raised += session.AdvanceTo(due == 0 ? Records.Start.AddTicks(tick) : Records.Start.AddMinutes((long)tick * due)).Changes.Length;
        }

        return raised == ticks * due ? ticks / watch.Elapsed.TotalSeconds : throw new InvalidOperationException($"{raised} findings instead of {ticks * due}.");
    });

    private static Func<int> Updates(Records records)
    {
        var session = Load(records);
        session.AdvanceTo(Records.Start.AddYears(1));
        var diagnostics = new DiagnosticBag();
        var later = records.Deadlines.Take(100).Select(record => Deadline.ToFact(record with { Due = Records.Start.AddYears(2) }, diagnostics)!).ToArray();
        var before = records.Deadlines.Take(100).Select(record => Deadline.ToFact(record, diagnostics)!).ToArray();
        return () =>
        {
            for (var i = 0; i < later.Length; i++)
            {
                if (session.Update(later[i]).Changes.Length + session.Update(before[i]).Changes.Length != 2)
                {
                    throw new InvalidOperationException("The finding was not withdrawn and raised again.");
                }
            }

            return later.Length * 2;
        };
    }

    private static int LoadByHand(Records records)
    {
        new HandWritten().Load(records);
        return records.Count;
    }

    private static double[] TicksByHand(Records records) => Repeat(() =>
    {
        var index = new HandWritten();
        index.Load(records);
        var watch = Stopwatch.StartNew();
        for (var tick = 1; tick <= records.Cases.Length; tick++)
        {
            index.AdvanceTo(Records.Start.AddMinutes(tick));
        }

        var seconds = watch.Elapsed.TotalSeconds;
        return index.Findings == records.Cases.Length ? records.Cases.Length / seconds : throw new InvalidOperationException("Findings are missing.");
    });

    private static double[] Repeat(Func<double> round)
    {
        for (var i = 0; i < Rounds; i++)
        {
            round();
        }

        return [.. Enumerable.Range(0, Rounds).Select(_ => round())];
    }

    private static CompiledRuleSet Compile()
    {
        var diagnostics = new DiagnosticBag();
        return Rules.Compile(diagnostics) ?? throw new InvalidOperationException(string.Join("\n", diagnostics.ToImmutable()));
    }
}

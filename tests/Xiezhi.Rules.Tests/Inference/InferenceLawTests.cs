using CsCheck;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Feel;
using Xiezhi.Rules.Inference;

namespace Xiezhi.Rules.Tests.Inference;

/// <summary>What holds for all sequences of changes, over rules that use every kind of condition.</summary>
public class InferenceLawTests
{
    private const int Days = 24;
    private static readonly DateTimeOffset Start = new(2024, 2, 20, 8, 0, 0, TimeSpan.FromHours(8));

    private static readonly FactType Department = new("department", [new("id", FeelType.String), new("limit", FeelType.Number)], "id");

    private static readonly FactType Order = new(
        "order",
        [new("id", FeelType.String), new("department", FeelType.String), new("cost", FeelType.Number), new("at", FeelType.DateAndTime), new("due", FeelType.DateAndTime)],
        "id",
        "at");

    private static readonly FactType Answer = new("answer", [new("id", FeelType.String), new("order", FeelType.String), new("at", FeelType.DateAndTime)], "id", "at");
    private static readonly FactType Link = new("link", [new("id", FeelType.String), new("from", FeelType.String), new("to", FeelType.String)], "id");

    private static readonly RuleSet Rules = new()
    {
        Name = "laws",
        Facts = [Department, Order, Answer, Link],
        Findings =
        [
            Finding("late", "order", "department"), Finding("soon", "order"), Finding("busy", "department", "n"), Finding("reach", "from", "to"),
            Finding("spend", "department", "total", "orders"), Finding("alarm", "department"), Finding("calm", "department"), Finding("cluster", "order", "n"),
            Finding("dearer", "cheap", "dear"), Finding("quiet", "n"), Finding("loop", "at"),
        ],
        Rules =
        [
            new RuleBuilder("late").Fact("order", "o").After("o.due").No("answer", "a", "a.order = o.id and a.at <= o.due").Then("late", ("order", "o.id"), ("department", "o.department")),
            new RuleBuilder("soon").Fact("order", "o").Before("o.due - duration(\"P1D\")").Some("answer", "a", "a.order = o.id").Then("soon", ("order", "o.id")),
            new RuleBuilder("soon to all").Fact("order", "o", "o.cost > 7").Before("o.due").Then("soon", ("order", "o.id")),
            new RuleBuilder("busy").Fact("department", "d").Count("n", "order", "o", "o.department = d.id").Within("P10D").Test("n >= d.limit").Then("busy", ("department", "d.id"), ("n", "n")),
            new RuleBuilder("linked").Fact("link", "l").Then("reach", ("from", "l.from"), ("to", "l.to")),
            new RuleBuilder("reached").Fact("reach", "r").Fact("link", "l", "l.from = r.to").Then("reach", ("from", "r.from"), ("to", "l.to")),
            new RuleBuilder("spend").Fact("department", "d").Sum("total", "o.cost", "order", "o", "o.department = d.id").Collect("orders", "p.id", "order", "p", "p.department = d.id", "p.cost != 3")
                .Then("spend", ("department", "d.id"), ("total", "total"), ("orders", "orders")),
            new RuleBuilder("alarm").Priority(5).Fact("department", "d").Count("n", "late", "l", "l.department = d.id").Test("n >= 2").Then("alarm", ("department", "d.id")),
            new RuleBuilder("calm").Fact("department", "d").No("alarm", "a", "a.department = d.id").No("busy", "b", "b.department = d.id and b.n > 2").Then("calm", ("department", "d.id")),
            new RuleBuilder("cluster").Fact("order", "o").Count("n", "order", "p", "p.department = o.department").Within("P1M", "o.at").Test("n >= 3").Then("cluster", ("order", "o.id"), ("n", "n")),
            new RuleBuilder("dearer").Fact("order", "o").Fact("order", "p", "p.department = o.department and o.cost + 4 < p.cost").Then("dearer", ("cheap", "o.id"), ("dear", "p.id")),
            new RuleBuilder("quiet").Count("n", "order", "o", "o.cost >= 5").Within("P3D").No("late", "l").Then("quiet", ("n", "n")),
            new RuleBuilder("loop").Fact("reach", "r", "r.from = r.to").Then("loop", ("at", "r.from")),
        ],
    };

    private static readonly CompiledRuleSet Compiled = Compile();

    private static readonly Gen<FactChange[]> Batch = Change().Array[1, 4];
    private static readonly Gen<(FactChange[] Changes, int Hours)[]> Sequences = Gen.Select(Batch, Gen.Frequency((2, Gen.Const(0)), (3, Gen.Int[1, 16].Select(quarter => quarter * 6)))).Array[1, 14];

    [Fact]
    public void What_follows_change_by_change_is_what_follows_from_nothing() => Sequences.Sample(steps =>
    {
        var session = Compiled.Start(Start);
        var naive = new NaiveInference(Rules);
        var now = Start;
        foreach (var (changes, hours) in steps)
        {
            session.Apply(changes);
            Assert.Equal(naive.Findings(Facts(session), now), Standing(session));
            session.AdvanceTo(now += TimeSpan.FromHours(hours));
            Assert.Equal(naive.Findings(Facts(session), now), Standing(session));
        }
    }, iter: 400);

    [Fact]
    public void The_changes_reported_add_up_to_the_findings_that_stand() => Sequences.Sample(steps =>
    {
        var session = Compiled.Start(Start);
        var standing = new HashSet<Finding>();
        var now = Start;
        foreach (var (changes, hours) in steps)
        {
            foreach (var change in session.Apply(changes).Changes.Concat(session.AdvanceTo(now += TimeSpan.FromHours(hours)).Changes))
            {
                Assert.True(change.Kind == FindingChangeKind.Raised ? standing.Add(change.Finding) : standing.Remove(change.Finding));
            }
        }

        Assert.Equal(standing.Select(Text).Order(StringComparer.Ordinal), Standing(session));
    }, iter: 200);

    [Fact]
    public void The_order_in_which_facts_become_known_does_not_matter() => Gen.Select(Change().Array[1, 20], Gen.Int[0, 10_000], Gen.Int[0, 400]).Sample((changes, seed, hours) =>
    {
        var facts = changes.Where(change => change.Fact is not null).Select(change => change.Fact!).DistinctBy(fact => (fact.Type.Name, fact.Key)).ToArray();
        var shuffled = facts.OrderBy(fact => unchecked((uint)HashOf(fact.ToString(), seed))).ToArray();
        var (one, other) = (Compiled.Start(Start), Compiled.Start(Start));

        one.Insert(facts);
        one.AdvanceTo(Start.AddHours(hours));
        other.AdvanceTo(Start.AddHours(hours));
        foreach (var fact in shuffled)
        {
            other.Insert(fact);
        }

        Assert.Equal(Standing(one), Standing(other));
    }, iter: 300);

    [Fact]
    public void One_long_step_reports_what_many_short_ones_report() => Gen.Select(Change().Array[1, 20], Gen.Int[1, 30]).Sample((changes, step) =>
    {
        var (one, many) = (Compiled.Start(Start), Compiled.Start(Start));
        one.Apply(changes);
        many.Apply(changes);
        var end = Start.AddDays(Days * 2);

        var atOnce = one.AdvanceTo(end).Changes;
        var bit = new List<FindingChange>();
        for (var now = Start; now < end; now += TimeSpan.FromHours(step))
        {
            bit.AddRange(many.AdvanceTo(now).Changes);
        }

        bit.AddRange(many.AdvanceTo(end).Changes);

        Assert.Equal(atOnce.Select(Log), bit.Select(Log));
        Assert.Equal(Standing(one), Standing(many));
    }, iter: 300);

    [Fact]
    public void Withdrawing_every_fact_leaves_nothing_behind() => Sequences.Sample(steps =>
    {
        var session = Compiled.Start(Start);
        var empty = Held(Compiled.Start(Start));
        foreach (var (changes, hours) in steps)
        {
            session.Apply(changes);
            session.AdvanceTo(session.Now.AddHours(hours));
        }

        session.Apply(Facts(session).Select(fact => FactChange.Retract(fact.Type.Name, fact.Key)));

        Assert.Equal(0, session.FactCount);
        Assert.Equal(empty, Held(session));
        Assert.Equal(Standing(Compiled.Start(Start)), Standing(session));
    }, iter: 300);

    [Fact]
    public void The_lineage_of_a_finding_is_enough_to_conclude_it() => Change().Array[1, 20].Sample(changes =>
    {
        var session = Compiled.Start(Start.AddDays(10));
        session.Apply(changes);
        foreach (var finding in session.Findings.Where(finding => finding.Type.Name is not ("calm" or "quiet")))
        {
            var again = Compiled.Start(session.Now);
            again.Insert(session.Explain(finding)!.Facts);
            again.Insert(Facts(session).Where(fact => fact.Type == Answer && session.Explain(finding)!.Facts.All(known => known != fact)));
            Assert.Contains(Text(finding), Standing(again));
        }
    }, iter: 100);

    private static (int, int, int, int, int, int) Held(InferenceSession session) => (
        session.Network.MatchCount, session.Network.EntryCount, session.Network.Nodes.Sum(node => node.Count), session.Network.Due.Count, session.Network.Due.Held,
        session.Agenda.Held);

    private static FactType Finding(string name, params string[] fields) => new(name, fields.Select(field => new FactField(field, field switch
    {
        "n" or "total" => FeelType.Number,
        "orders" => FeelType.ListOf(FeelType.Any),
        _ => FeelType.String,
    })));

    private static CompiledRuleSet Compile()
    {
        var diagnostics = new DiagnosticBag();
        return Rules.Compile(diagnostics) ?? throw new InvalidOperationException(string.Join("\n", diagnostics.ToImmutable()));
    }

    private static Gen<FactChange> Change()
    {
        var id = Gen.Int[1, 6].Select(number => "k" + number);
        var department = Gen.Frequency((6, Pick("A", "B")), (1, Gen.Const(Value.Null)));
        var number = Gen.Frequency((8, Gen.Int[0, 12].Select(whole => (Value)whole)), (2, Gen.Int[-50, 50].Select(tenths => (Value)(tenths / 10m))), (1, Gen.Const(Value.Null)));
        var moment = Gen.Frequency((10, Gen.Int[0, Days * 4].Select(quarter => Value.From(Start.AddHours((quarter * 6) - (5 * 24))))), (1, Gen.Const(Value.Null)));
        var place = Pick("p", "q", "r", "s");
        var fact = Gen.Frequency(
            (1, Gen.Select(Pick("A", "B"), Gen.Int[1, 3], (key, limit) => Make(Department, ("id", key), ("limit", limit)))),
            (4, Gen.Select(id, department, number, moment, moment, (key, where, cost, at, due) => Make(Order, ("id", key), ("department", where), ("cost", cost), ("at", at), ("due", due)))),
            (2, Gen.Select(id, id, moment, (key, order, at) => Make(Answer, ("id", key), ("order", order), ("at", at)))),
            (3, Gen.Select(id, place, place, (key, from, to) => Make(Link, ("id", key), ("from", from), ("to", to)))));
        return Gen.Select(fact, Gen.Int[0, 5], (made, what) => what switch
        {
            0 or 1 => FactChange.Update(made),
            2 => FactChange.Retract(made.Type.Name, made.Key),
            _ => FactChange.Insert(made),
        });
    }

    private static Gen<Value> Pick(params Value[] values) => Gen.Int[0, values.Length - 1].Select(at => values[at]);

    private static Fact Make(FactType type, params (string, Value)[] values) => type.Create(ValueContext.Of(values), Location.None, new DiagnosticBag())!;

    private static List<Fact> Facts(InferenceSession session) =>
    [
        .. Rules.Facts.SelectMany(type => new[] { "A", "B", "k1", "k2", "k3", "k4", "k5", "k6" }.Select(key => session.Find(type.Name, key))).OfType<Fact>(),
    ];

    private static SortedSet<string> Standing(InferenceSession session) => [.. session.Findings.Select(Text)];

    private static string Text(Finding finding) => finding.Type.Name + " " + finding.Values;

    private static string Log(FindingChange change) => $"{change.At:O} {change.Kind} {Text(change.Finding)} since {change.Finding.Since:O}";

    private static int HashOf(string text, int seed) => text.Aggregate(seed, (hash, character) => unchecked((hash * 16_777_619) ^ character));
}

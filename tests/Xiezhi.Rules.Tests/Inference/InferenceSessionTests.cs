using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Feel;
using Xiezhi.Rules.Inference;

namespace Xiezhi.Rules.Tests.Inference;

public class InferenceSessionTests
{
    private static readonly DateTimeOffset Now = new(2024, 9, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly FactType Link = new("link", [new("id", FeelType.Number), new("from", FeelType.String), new("to", FeelType.String)], "id");
    private static readonly FactType Reach = new("reach", [new("from", FeelType.String), new("to", FeelType.String)]);
    private static readonly FactType Step = new("step", [new("n", FeelType.Number)]);

    [Fact]
    public void Findings_that_support_only_each_other_are_withdrawn()
    {
        var session = Start(Connections);
        Insert(session, (1, "a", "b"), (2, "b", "c"), (3, "c", "b"));

        var withdrawn = session.Retract("link", 1).Withdrawn.Select(Text);

        Assert.Equal(["a→b", "a→c"], withdrawn);
        Assert.Equal(["b→c", "c→b", "b→b", "c→c"], session.Findings.Select(Text));
    }

    [Fact]
    public void A_finding_with_two_supports_stands_until_the_last_is_gone()
    {
        var session = Start(Connections);
        Insert(session, (1, "a", "b"), (2, "a", "b"));
        var finding = Assert.Single(session.Findings);

        Assert.Equal(2, session.Explain(finding)!.Derivations.Length);
        Assert.Empty(session.Retract("link", 1).Changes);
        Assert.Same(finding, Assert.Single(session.Retract("link", 2).Withdrawn));
    }

    [Fact]
    public void An_update_that_leads_to_the_same_finding_reports_nothing()
    {
        var session = Start(Connections);
        Insert(session, (1, "a", "b"));

        Assert.Empty(session.Apply([FactChange.Retract("link", 1), FactChange.Insert(Make(2, "a", "b"))]).Changes);
        Assert.Equal(["a→b", "a→c"], session.Update(Make(2, "a", "c")).Changes.Select(change => Text(change.Finding)));
    }

    [Fact]
    public void A_cancelled_call_takes_the_facts_and_the_next_goes_on()
    {
        var session = Start(Connections);
        using var source = new CancellationTokenSource();
        source.Cancel();
        session.CancellationToken = source.Token;

        var cancelled = session.Insert(Make(1, "a", "b"));
        session.CancellationToken = default;
        var next = session.Insert(Make(2, "b", "c"));

        Assert.False(cancelled.IsComplete);
        Assert.Equal("XZ2074", Assert.Single(cancelled.Diagnostics).Code);
        Assert.Empty(cancelled.Changes);
        Assert.True(next.IsComplete);
        Assert.Equal(["a→b", "b→c", "a→c"], next.Raised.Select(Text));
    }

    [Fact]
    public void Rules_that_conclude_something_new_each_time_are_stopped_at_the_limit_and_can_go_on()
    {
        var session = Start(
            [new RuleBuilder("first").Fact("link", "l").Then("step", ("n", "l.id")), new RuleBuilder("next").Fact("step", "s").Then("step", ("n", "s.n + 1"))],
            new InferenceOptions { FiringLimit = 10 });

        var stopped = session.Insert(Make(1, "a", "b"));

        Assert.False(stopped.IsComplete);
        Assert.Equal(["XZ2407"], stopped.Diagnostics.Select(found => found.Descriptor.Code));
        Assert.Equal(11, session.Findings.Length);
        Assert.Equal(10, session.Apply([]).Raised.Count());
    }

    [Fact]
    public void Rules_fire_by_priority_then_in_their_order_then_by_the_age_of_the_facts()
    {
        var session = Start(
        [
            new RuleBuilder("third").Fact("link", "l").Then("reach", ("from", "\"third\""), ("to", "l.to")),
            new RuleBuilder("first").Priority(1).Fact("link", "l").Then("reach", ("from", "\"first\""), ("to", "l.to")),
        ]);

        Insert(session, (2, "a", "x"), (1, "a", "y"));

        Assert.Equal(["first→x", "first→y", "third→x", "third→y"], session.Findings.Select(Text));
    }

    [Fact]
    public void Wrong_changes_are_diagnostics_and_the_others_are_made()
    {
        var session = Start(Connections);
        var other = new FactType("link", [new("id", FeelType.String)], "id").Create(ValueContext.Of(("id", "1")), Location.None, new DiagnosticBag())!;
        var unknown = new FactType("lnk", [new("id", FeelType.String)], "id").Create(ValueContext.Of(("id", "1")), Location.None, new DiagnosticBag())!;

        var result = session.Apply(
        [
            FactChange.Insert(Make(1, "a", "b")), FactChange.Insert(Make(1, "a", "c")), FactChange.Update(Make(2, "a", "b")), FactChange.Retract("link", 3),
            FactChange.Insert(other), FactChange.Insert(unknown), FactChange.Retract("reach", 1), default,
        ]);

        Assert.Equal(["XZ2404", "XZ2405", "XZ2405", "XZ2424", "XZ2400", "XZ2400"], result.Diagnostics.Select(found => found.Descriptor.Code));
        Assert.Equal(["a→b"], session.Findings.Select(Text));
    }

    [Fact]
    public void A_fact_without_its_key_or_with_a_value_of_the_wrong_type_is_a_diagnostic()
    {
        var diagnostics = new DiagnosticBag();

        Assert.Null(Link.Create(ValueContext.Of(("from", "a")), Location.None, diagnostics));
        Assert.Null(Link.Create(ValueContext.Of(("id", 1), ("from", 7)), Location.None, diagnostics));
        Assert.Null(Link.Create(ValueContext.Of(("id", 1), ("form", "a")), Location.None, diagnostics));

        Assert.Equal(["XZ2402", "XZ2403", "XZ2401"], diagnostics.ToImmutable().Select(found => found.Descriptor.Code));
        Assert.Equal("from", diagnostics.ToImmutable()[2].Arguments[2]);
    }

    [Fact]
    public void A_record_is_mapped_by_functions_and_what_does_not_fit_is_a_diagnostic()
    {
        var mapping = new FactMappingBuilder<(int? Id, string? From)>("link").Number("id", row => row.Id).Text("from", row => row.From)
            .Field("to", FeelType.String, row => row.From is "wrong" ? 7 : "b").Key("id").Build();
        var diagnostics = new DiagnosticBag();

        Assert.Equal("a", mapping.ToFact((1, "a"), diagnostics)!["from"].AsString);
        Assert.Empty(diagnostics.ToImmutable());
        Assert.Null(mapping.ToFact((null, "a"), diagnostics));
        Assert.Null(mapping.ToFact((1, "wrong"), diagnostics));
        Assert.Equal(["XZ2402", "XZ2403"], diagnostics.ToImmutable().Select(found => found.Descriptor.Code));
    }

    [Fact]
    public void Time_does_not_run_back()
    {
        var session = Start(Connections);

        var result = session.AdvanceTo(Now.AddTicks(-1));

        Assert.Equal(["XZ2406"], result.Diagnostics.Select(found => found.Descriptor.Code));
        Assert.Equal(Now, session.Now);
    }

    [Fact]
    public void A_rule_that_only_denies_holds_before_there_is_any_fact()
    {
        var session = Start([new RuleBuilder("none").No("link", "l").Then("step", ("n", "0"))]);

        Assert.Single(session.Findings);
        Assert.Equal(FindingChangeKind.Raised, Assert.Single(session.AdvanceTo(Now).Changes).Kind);
        Assert.Single(session.Insert(Make(1, "a", "b")).Withdrawn);
    }

    [Fact]
    public void A_mistake_in_a_condition_is_told_and_the_condition_does_not_hold()
    {
        var session = Start([new RuleBuilder("wrong").Fact("link", "l", "number(l.from) > 1").Then("step", ("n", "l.id"))]);

        var result = session.Insert([Make(1, "x", "b"), Make(2, "7", "b")]);

        Assert.Contains(result.Diagnostics, found => found.Severity == Severity.Error);
        Assert.Equal("2", Assert.Single(session.Findings)["n"].ToString());
    }

    [Fact]
    public void Time_in_which_nothing_is_due_costs_nothing_however_much_is_stored()
    {
        var session = Start(Connections);
        session.Insert(Enumerable.Range(0, 500).Select(number => Make(number, "a" + number, "b" + number)));
        session.AdvanceTo(Now.AddSeconds(1));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = session.AdvanceTo(Now.AddYears(1));

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Empty(result.Changes);
    }

    [Fact]
    public void A_moment_beyond_the_calendar_never_comes()
    {
        var diagnostics = new DiagnosticBag();
        var happened = new FactType("event", [new("id", FeelType.String), new("at", FeelType.Date)], "id", "at");
        var session = new RuleSet
        {
            Name = "far",
            Facts = [happened],
            Findings = [new FactType("seen", [new("id", FeelType.String)])],
            Rules =
            [
                new RuleBuilder("within").Some("event", "e").Within("P1D").Then("seen", ("id", "\"within\"")),
                new RuleBuilder("after").Fact("event", "e").After("e.at").Then("seen", ("id", "e.id")),
            ],
        }.Compile(diagnostics)!.Start(Now);

        session.Insert(happened.Create(ValueContext.Of(("id", "far"), ("at", Value.From(new Date(20_000, 1, 1)))), Location.None, diagnostics)!);
        session.Insert(happened.Create(ValueContext.Of(("id", "old"), ("at", Value.From(new Date(-20_000, 1, 1)))), Location.None, diagnostics)!);

        Assert.Null(session.NextDue);
        Assert.Equal("old", Assert.Single(session.Findings)["id"].AsString);
    }

    private static InferenceRule[] Connections =>
    [
        new RuleBuilder("linked").Fact("link", "l").Then("reach", ("from", "l.from"), ("to", "l.to")),
        new RuleBuilder("reached").Fact("reach", "r").Fact("link", "l", "l.from = r.to").Then("reach", ("from", "r.from"), ("to", "l.to")),
    ];

    private static InferenceSession Start(InferenceRule[] rules, InferenceOptions? options = null)
    {
        var diagnostics = new DiagnosticBag();
        var compiled = new RuleSet { Name = "test", Facts = [Link], Findings = [Reach, Step], Rules = [.. rules] }.Compile(diagnostics);
        Assert.Empty(diagnostics.ToImmutable());
        return compiled!.Start(Now, options);
    }

    private static void Insert(InferenceSession session, params (int, string, string)[] links) =>
        Assert.Empty(session.Insert(links.Select(link => Make(link.Item1, link.Item2, link.Item3))).Diagnostics);

    private static Fact Make(int id, string from, string to) =>
        Link.Create(ValueContext.Of(("id", id), ("from", from), ("to", to)), Location.None, new DiagnosticBag())!;

    private static string Text(Finding finding) => finding["from"].AsString + "→" + finding["to"].AsString;
}

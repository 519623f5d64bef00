using System.Text;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Inference;

namespace Xiezhi.Rules.Tests.Inference;

/// <summary>What an agency asks of rules that look across many cases, read from JSON as it would write them.</summary>
public class AgencyRulesTests
{
    private const string Rules = """
        {
          "ruleSet": "hotline",
          "zone": "Asia/Shanghai",
          "facts": {
            "case": { "key": "id", "moment": "opened", "fields": { "id": "string", "place": "string", "opened": "date and time" } },
            "deadline": { "key": "id", "fields": { "id": "string", "case": "string", "department": "string", "due": "date and time" } },
            "answer": { "key": "id", "moment": "at", "fields": { "id": "string", "case": "string", "at": "date and time" } },
            "rework": { "key": "id", "moment": "at", "fields": { "id": "string", "case": "string", "at": "date and time" } },
            "department": { "key": "id", "fields": { "id": "string" } },
            "order": { "key": "id", "moment": "sent", "fields": { "id": "string", "department": "string", "sent": "date" } },
            "return": { "key": "id", "moment": "at", "fields": { "id": "string", "order": "string", "at": "date" } },
            "quarter": { "key": "name", "fields": { "name": "string", "from": "date", "to": "date" } }
          },
          "findings": {
            "overdue": { "fields": { "case": "string", "department": "string" } },
            "rework without end": { "fields": { "case": "string", "reworks": "number", "at": "date and time" } },
            "hot spot": { "fields": { "place": "string" } },
            "returns everything": { "fields": { "department": "string", "quarter": "string", "orders": "number" } },
            "in arrears": { "fields": { "department": "string", "cases": "list" } }
          },
          "rules": [
            {
              "name": "deadline passed with no answer",
              "when": [
                { "fact": "deadline", "as": "d" },
                { "after": "d.due" },
                { "no": "answer", "as": "a", "where": "a.case = d.case and a.at <= d.due" }
              ],
              "then": { "finding": "overdue", "values": { "case": "d.case", "department": "d.department" } }
            },
            {
              "name": "third rework in a month",
              "when": [
                { "fact": "rework", "as": "last" },
                { "count": "rework", "as": "r", "where": "r.case = last.case", "within": "P1M", "upTo": "last.at", "into": "n" },
                { "test": "n >= 3" }
              ],
              "then": { "finding": "rework without end", "values": { "case": "last.case", "reworks": "n", "at": "last.at" } }
            },
            {
              "name": "ten complaints of one place in a week",
              "when": [
                { "fact": "case", "as": "c" },
                { "count": "case", "as": "other", "where": "other.place = c.place", "within": "P7D", "into": "n" },
                { "test": "n >= 10" }
              ],
              "then": { "finding": "hot spot", "values": { "place": "c.place" } }
            },
            {
              "name": "every order of a quarter returned",
              "when": [
                { "fact": "quarter", "as": "q" },
                { "after": "q.to + duration(\"P1D\")" },
                { "fact": "department", "as": "d" },
                { "some": "order", "as": "o", "where": ["o.department = d.id", "o.sent in [q.from..q.to]"] },
                { "collect": "order", "as": "o", "where": ["o.department = d.id", "o.sent in [q.from..q.to]"], "of": "o.id", "into": "orders" },
                { "count": "return", "as": "r", "where": "list contains(orders, r.order)", "into": "returned" },
                { "test": "returned = count(orders)" }
              ],
              "then": { "finding": "returns everything", "values": { "department": "d.id", "quarter": "q.name", "orders": "returned" } }
            },
            {
              "name": "two overdue cases of one department",
              "priority": 10,
              "when": [
                { "fact": "department", "as": "d" },
                { "count": "overdue", "as": "o", "where": "o.department = d.id", "into": "n" },
                { "test": "n >= 2" },
                { "collect": "overdue", "as": "o", "where": "o.department = d.id", "of": "o.case", "into": "cases" }
              ],
              "then": { "finding": "in arrears", "values": { "department": "d.id", "cases": "cases" } }
            }
          ]
        }
        """;

    private static readonly DateTimeOffset Monday = At("2024-09-02T09:00:00+08:00");

    [Fact]
    public void A_deadline_that_passes_without_an_answer_is_overdue_at_that_moment()
    {
        var session = Start();
        Insert(session, """{"deadline": [{"id": "d1", "case": "c1", "department": "A", "due": "2024-09-05T17:00:00+08:00"}]}""");

        Assert.Equal(At("2024-09-05T17:00:00+08:00"), session.NextDue);
        Assert.Empty(session.AdvanceTo(At("2024-09-05T16:59:59+08:00")).Changes);
        var finding = Assert.Single(session.AdvanceTo(At("2024-09-09T00:00:00+08:00")).Raised);

        Assert.Equal("c1", finding["case"].AsString);
        Assert.Equal(At("2024-09-05T17:00:00+08:00"), finding.Since);
        Assert.Null(session.NextDue);
    }

    [Fact]
    public void A_finding_is_withdrawn_when_the_answer_was_given_in_time_but_recorded_late()
    {
        var session = Start();
        Insert(session, """{"deadline": [{"id": "d1", "case": "c1", "department": "A", "due": "2024-09-05T17:00:00+08:00"}]}""");
        var overdue = Assert.Single(session.AdvanceTo(At("2024-09-06T09:00:00+08:00")).Raised);

        Assert.Empty(Insert(session, """{"answer": [{"id": "a1", "case": "c1", "at": "2024-09-05T17:00:01+08:00"}]}""").Changes);
        var withdrawn = Assert.Single(Insert(session, """{"answer": [{"id": "a2", "case": "c1", "at": "2024-09-05T16:00:00+08:00"}]}""").Withdrawn);

        Assert.Same(overdue, withdrawn);
        Assert.Empty(session.Findings);
        Assert.Null(session.Explain(overdue));
    }

    [Fact]
    public void The_third_rework_of_one_case_in_a_month_stands_for_good()
    {
        var session = Start();

        Assert.Empty(Insert(session, """
            {"rework": [
              {"id": "r1", "case": "c1", "at": "2024-07-31T10:00:00+08:00"},
              {"id": "r2", "case": "c1", "at": "2024-08-10T10:00:00+08:00"},
              {"id": "r3", "case": "c2", "at": "2024-08-11T10:00:00+08:00"},
              {"id": "r4", "case": "c1", "at": "2024-08-31T10:00:00+08:00"}]}
            """).Changes);
        var finding = Assert.Single(Insert(session, """{"rework": [{"id": "r5", "case": "c1", "at": "2024-09-01T10:00:00+08:00"}]}""").Raised);
        session.AdvanceTo(At("2025-09-01T00:00:00+08:00"));

        Assert.Equal(["c1", "3"], [finding["case"].AsString, finding["reworks"].ToString()]);
        Assert.Same(finding, Assert.Single(session.Findings));
        Assert.Equal(["r2", "r4", "r5"], session.Explain(finding)!.Facts.Select(fact => fact.Key.AsString));
    }

    [Fact]
    public void Ten_complaints_of_one_place_in_a_week_are_a_hot_spot_until_the_week_is_over()
    {
        var session = Start();
        var cases = Enumerable.Range(0, 10).Select(number => $$"""{"id": "c{{number}}", "place": "Lane 5", "opened": "2024-09-02T0{{number}}:00:00+08:00"}""");
        session.AdvanceTo(At("2024-09-02T10:00:00+08:00"));

        var spot = Assert.Single(Insert(session, $$"""{"case": [{{string.Join(',', cases)}}]}""").Raised);
        var change = Assert.Single(session.AdvanceTo(At("2024-09-20T00:00:00+08:00")).Changes);

        Assert.Equal("Lane 5", spot["place"].AsString);
        Assert.Equal(FindingChangeKind.Withdrawn, change.Kind);
        Assert.Equal(At("2024-09-09T00:00:00+08:00"), change.At);
    }

    [Fact]
    public void A_department_that_returned_every_order_of_a_quarter_is_found_when_the_quarter_is_over()
    {
        var session = Start();
        Insert(session, """
            {"quarter": [{"name": "2024Q3", "from": "2024-07-01", "to": "2024-09-30"}],
             "department": [{"id": "A"}, {"id": "B"}, {"id": "C"}],
             "order": [{"id": "o1", "department": "A", "sent": "2024-07-01"}, {"id": "o2", "department": "A", "sent": "2024-09-30"},
                       {"id": "o3", "department": "A", "sent": "2024-10-01"}, {"id": "o4", "department": "B", "sent": "2024-08-01"}, {"id": "o5", "department": "B", "sent": "2024-08-02"}],
             "return": [{"id": "r1", "order": "o1", "at": "2024-07-02"}, {"id": "r2", "order": "o2", "at": "2024-10-08"}, {"id": "r4", "order": "o4", "at": "2024-08-03"}]}
            """);

        var finding = Assert.Single(session.AdvanceTo(At("2024-11-01T00:00:00+08:00")).Raised);

        Assert.Equal(["A", "2024Q3", "2"], [finding["department"].AsString, finding["quarter"].AsString, finding["orders"].ToString()]);
        Assert.Equal(At("2024-10-01T00:00:00+08:00"), finding.Since);
    }

    [Fact]
    public void A_rule_counts_the_findings_of_another_and_its_lineage_goes_down_to_the_facts()
    {
        var session = Start();
        Insert(session, """
            {"department": [{"id": "A"}],
             "deadline": [{"id": "d2", "case": "c2", "department": "A", "due": "2024-09-05T17:00:00+08:00"}, {"id": "d1", "case": "c1", "department": "A", "due": "2024-09-04T17:00:00+08:00"}]}
            """);

        var arrears = session.AdvanceTo(At("2024-09-06T09:00:00+08:00")).Raised.Single(finding => finding.Type.Name == "in arrears");
        var lineage = session.Explain(arrears)!;

        Assert.Equal("""["c1", "c2"]""", arrears["cases"].ToString());
        Assert.Equal(["two overdue cases of one department", "deadline passed with no answer", "deadline passed with no answer"], lineage.Derivations.Select(step => step.Rule));
        Assert.Equal(["department \"A\"", "deadline \"d2\"", "deadline \"d1\""], lineage.Facts.Select(fact => fact.ToString()));
        Assert.Equal("2", lineage.Derivations[0].Grounds[1].Value.ToString());
        Assert.Equal("2024-09-04T17:00:00+08:00", lineage.Derivations[1].Grounds[1].Value.ToString());

        var changes = Insert(session, """{"answer": [{"id": "a1", "case": "c2", "at": "2024-09-03T10:00:00+08:00"}]}""").Changes;
        Assert.Equal(["overdue", "in arrears"], changes.Select(change => change.Finding.Type.Name));
        Assert.All(changes, change => Assert.Equal(FindingChangeKind.Withdrawn, change.Kind));
    }

    private static InferenceSession Start()
    {
        var diagnostics = new DiagnosticBag();
        var rules = RuleSetReader.Read(Encoding.UTF8.GetBytes(Rules), "findings.json", diagnostics)?.Compile(diagnostics);
        Assert.Empty(diagnostics.ToImmutable());
        return rules!.Start(Monday);
    }

    private static InferenceResult Insert(InferenceSession session, string facts)
    {
        var diagnostics = new DiagnosticBag();
        var result = session.Insert(FactReader.Read(Encoding.UTF8.GetBytes(facts), "facts.json", session.Rules.RuleSet, diagnostics));
        Assert.Empty(diagnostics.ToImmutable().Concat(result.Diagnostics));
        return result;
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}

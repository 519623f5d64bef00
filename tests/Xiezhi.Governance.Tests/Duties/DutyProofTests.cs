using System.Globalization;
using CsCheck;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Duties;
using Xiezhi.Governance.Packages;

namespace Xiezhi.Governance.Tests.Duties;

public sealed class DutyProofTests
{
    private static readonly DateOnly Day = new(2024, 9, 12);
    private static readonly string[] MatterIds = ["m0", "m1", "m2"];
    private static readonly string[] Codes = ["A", "A1", "A2", "A11"];
    private static readonly int[] Amounts = [0, 4, 5, 7, 10, 15, 20, 25];

    [Fact]
    public void A_list_with_one_lead_for_each_matter_everywhere_is_proved()
    {
        var report = Prove(TestDuties.Dmn("UNIQUE", "matter | territory", "lead | coHandlers", """ - | "A1" | "office" | ["bureau"] """, """ - | not("A1") | "bureau" | null """));

        Assert.True(report.IsProved);
        Assert.Equal(DutyProofMethod.Evaluated, report.Method);
        Assert.Equal((2, 3), (report.Matters, report.Territories));
        Assert.Equal([KeyValuePair.Create(DutyVerdict.Clear, 6)], report.Pairs);
        Assert.Empty(report.Boxes);
    }

    [Fact]
    public void A_gap_is_shown_with_an_example()
    {
        var report = Prove(TestDuties.Dmn("UNIQUE", "matter | territory", "lead", """ "noise" | - | "bureau" """, """ "dust" | "A" | "city" """));

        var box = Assert.Single(report.Boxes);
        Assert.Equal(DutyVerdict.Missing, box.Verdict);
        Assert.Equal(["dust"], box.Matters);
        Assert.Equal(["A1", "A2"], box.Territories);
        Assert.Equal("{matter: \"dust\", territory: \"A1\"}", box.Example.ToString());
        Assert.True(report.HasErrors);
    }

    [Fact]
    public void Two_leads_are_a_conflict_unless_the_second_never_is_the_answer()
    {
        string[] rules = [""" "noise" | - | "bureau" """, """ - | - | "city" """];

        Assert.Equal([DutyVerdict.Several], Prove(TestDuties.Dmn("UNIQUE", "matter | territory", "lead", rules)).Boxes.Select(box => box.Verdict));
        Assert.Equal([DutyVerdict.Several], Prove(TestDuties.Dmn("ANY", "matter | territory", "lead", rules)).Boxes.Select(box => box.Verdict));
        Assert.Equal("bureau, city", Assert.Single(Prove(TestDuties.Dmn("COLLECT", "matter | territory", "lead", rules)).Boxes).Subject);
        Assert.True(Prove(TestDuties.Dmn("FIRST", "matter | territory", "lead", rules)).IsProved);
    }

    [Fact]
    public void Gaps_and_conflicts_over_further_inputs_are_shown_with_their_conditions()
    {
        var report = Prove(TestDuties.Dmn(
            "UNIQUE", "matter | territory | amount:number", "lead", """ - | - | < 10 | "office" """, """ - | - | [10..20] | "bureau" """, """ "dust" | "A" | >= 20 | "city" """));

        Assert.Equal(DutyProofMethod.Analysed, report.Method);
        var gap = report.Boxes.First(box => box.Verdict == DutyVerdict.Missing);
        Assert.Equal([KeyValuePair.Create("amount", "> 20")], gap.Conditions);
        var conflict = Assert.Single(report.Boxes, box => box.Verdict == DutyVerdict.Several);
        Assert.Equal([KeyValuePair.Create("amount", "20")], conflict.Conditions);
        Assert.Equal(["dust"], conflict.Matters);
        Assert.Equal(["A"], conflict.Territories);
        Assert.Equal("bureau (2), city (3)", conflict.Subject);
        Assert.Equal(new SortedDictionary<DutyVerdict, int> { [DutyVerdict.Several] = 1, [DutyVerdict.Missing] = 5 }, report.Pairs);
    }

    [Fact]
    public void The_backstop_is_told_from_a_duty()
    {
        var report = Prove(TestDuties.Dmn("FIRST", "matter | territory", "lead | basis", """ "noise" | - | "bureau" | "duty" """, """ - | - | "city" | "backstop" """));

        Assert.True(report.IsProved);
        Assert.Equal([KeyValuePair.Create(DutyVerdict.Clear, 3), KeyValuePair.Create(DutyVerdict.Backstop, 3)], report.Pairs);
        Assert.Equal("city", Assert.Single(report.Boxes).Subject);
    }

    [Fact]
    public void Backstops_of_many_territories_are_one_message()
    {
        var package = TestDuties.Read(TestDuties.Dmn("FIRST", "matter | territory", "lead | basis", """ - | "A1" | "office" | "backstop" """, """ - | - | "city" | "backstop" """));
        var diagnostics = new DiagnosticBag();

        var report = DutyCheck.Check(package, Day, diagnostics)!;

        Assert.Equal(2, report.Boxes.Length);
        var message = Assert.Single(diagnostics.ToImmutable());
        Assert.Equal("XZ5325", message.Code);
        Assert.Equal(["noise, dust", "A, A2, A1", "", "city, office"], message.Arguments);
    }

    [Theory]
    [InlineData("bureaux", DutyVerdict.UnknownParty, "XZ5322")]
    [InlineData("neighbour", DutyVerdict.WrongKind, "XZ5323")]
    public void A_lead_that_can_not_lead_is_an_error(string lead, DutyVerdict verdict, string code)
    {
        var package = TestDuties.Read(TestDuties.Dmn("UNIQUE", "matter | territory", "lead", $""" - | - | "{lead}" """));
        var diagnostics = new DiagnosticBag();

        var report = DutyCheck.Check(package, Day, diagnostics)!;

        Assert.Equal(verdict, Assert.Single(report.Boxes).Verdict);
        Assert.Equal(code, Assert.Single(diagnostics.ToImmutable()).Code);
        Assert.True(diagnostics.HasErrors);
    }

    [Theory]
    [InlineData("2024-09-12", false)]
    [InlineData("2024-09-13", true)]
    public void A_lead_with_positions_and_nobody_in_them_is_an_error(string date, bool isVacant)
    {
        var organization = TestDuties.Organization.TrimEnd()[..^1] + """
            , "people": [ { "id": "wang" } ], "positions": [ { "id": "director", "party": "bureau", "holders": [ { "person": "wang", "to": "2024-09-12" } ] } ] }
            """;
        var package = TestDuties.Read(TestDuties.Dmn("UNIQUE", "matter | territory", "lead", """ - | - | "bureau" """), organization: organization);

        var report = DutyCheck.Prove(package, DateOnly.Parse(date, CultureInfo.InvariantCulture))!;

        Assert.Equal(isVacant, report.HasErrors);
        Assert.Equal(isVacant ? DutyVerdict.Vacant : DutyVerdict.Clear, Assert.Single(report.Pairs).Key);
    }

    [Fact]
    public void A_gap_is_allowed_with_its_reason_and_told_once_it_is_closed()
    {
        var dmn = TestDuties.Dmn("UNIQUE", "matter | territory", "lead", """ "noise" | - | "bureau" """);
        var package = TestDuties.Read(dmn, """
            { "decision": "Duty", "gaps": [ { "matters": ["dust"], "territories": ["A"], "reason": "No law yet" }, { "matters": ["noise"], "reason": "Once so" } ] }
            """);
        var diagnostics = new DiagnosticBag();

        var report = DutyCheck.Check(package, Day, diagnostics)!;

        Assert.False(report.HasErrors);
        Assert.Equal((DutyVerdict.AllowedGap, "No law yet"), (report.Boxes[0].Verdict, report.Boxes[0].Subject));
        Assert.Equal(["XZ5326", "XZ5327"], diagnostics.ToImmutable().Select(found => found.Code));
    }

    [Fact]
    public void Territories_and_matters_are_tested_by_all_above_them()
    {
        var report = Prove(TestDuties.Dmn(
            "FIRST", "matterPath:Any | territoryPath:Any", "lead", """ - | list contains(?, "A1") | "office" """, """ list contains(?, "environment") | list contains(?, "A") | "bureau" """));

        Assert.True(report.IsProved);
    }

    [Fact]
    public void What_can_not_be_proved_is_said()
    {
        // The lead depends on a further input in a cell of the table, so that its rules can't be told apart beforehand.
        var package = TestDuties.Read(TestDuties.Dmn("UNIQUE", "matter | territory | amount:number", "lead", """ - | - | - | if amount > 5 then "bureau" else "city" """));
        var diagnostics = new DiagnosticBag();

        var report = DutyCheck.Check(package, Day, diagnostics)!;

        Assert.Equal(DutyProofMethod.Sampled, report.Method);
        Assert.False(report.IsProved);
        Assert.Contains("XZ5328", diagnostics.ToImmutable().Select(found => found.Code));
    }

    [Fact]
    public void Inputs_with_few_values_are_tried_with_each()
    {
        var report = Prove(TestDuties.Dmn("UNIQUE", "matter | territory | urgent:boolean", "lead", """ - | - | - | if urgent then "bureau" else null """));

        Assert.Equal(DutyProofMethod.Evaluated, report.Method);
        Assert.Equal([KeyValuePair.Create("urgent", "false")], Assert.Single(report.Boxes).Conditions);
    }

    [Theory]
    [InlineData("\"Duties\"", "XZ5105")]
    [InlineData("""{ "decision": "Duty", "leadKinds": ["bureau"] }""", "XZ5004")]
    [InlineData("""{ "decision": "Duty", "gaps": [ { "matters": ["smell"], "reason": "r" } ] }""", "XZ5313")]
    [InlineData("""{ "decision": "Duty", "gaps": [ { "territories": ["B"], "reason": "r" } ] }""", "XZ5005")]
    [InlineData("""{ "decision": "Duty", "gaps": [ { "matters": ["dust"] } ] }""", "XZ1007")]
    public void What_is_wrong_with_the_duties_of_a_package_is_told(string duties, string code) =>
        Assert.Equal([code], TestDuties.Refuse(TestDuties.Dmn("UNIQUE", "matter | territory", "lead", """ - | - | "city" """), duties).Select(found => found.Code));

    [Fact]
    public void The_proof_agrees_with_trying_everything()
    {
        var texts = (string[] all) => Gen.Select(Gen.Int[0, 3], Gen.Shuffle(all, 1, 2)).Select((kind, some) => kind switch
        {
            0 or 1 => new Cell<string>("-", _ => true),
            2 => new Cell<string>(string.Join(", ", some.Select(one => "\"" + one + "\"")), value => some.Contains(value)),
            _ => new Cell<string>("not(" + string.Join(", ", some.Select(one => "\"" + one + "\"")) + ")", value => !some.Contains(value)),
        });
        var amount = One(
            new Cell<int>("-", _ => true),
            new Cell<int>("< 5", value => value < 5),
            new Cell<int>("[5..10]", value => value is >= 5 and <= 10),
            new Cell<int>("(10..20)", value => value is > 10 and < 20),
            new Cell<int>(">= 10", value => value >= 10));
        var rule = Gen.Select(texts(MatterIds), texts(Codes), amount, One("p0", "p1", "p1", "nobody", null!));
        Gen.Select(rule.Array[1, 6], One("UNIQUE", "ANY", "FIRST", "COLLECT"), Gen.Bool).Sample((rules, policy, withAmount) =>
        {
            var rows = rules.Select(one => $"{one.Item1.Text} | {one.Item2.Text} | {(withAmount ? one.Item3.Text + " | " : "")}{(one.Item4 is null ? "null" : "\"" + one.Item4 + "\"")}");
            var report = Prove(TestDuties.Dmn(policy, withAmount ? "matter | territory | amount:number" : "matter | territory", "lead", [.. rows]), RandomOrganization, RandomMatters);
            Assert.Empty(report.Obstacles);

            foreach (var (matter, code) in MatterIds.SelectMany(matter => Codes.Select(code => (matter, code))))
            {
                var expected = Amounts.Select(value => Verdict(policy, [.. rules
                    .Where(one => one.Item1.Holds(matter) && one.Item2.Holds(code) && (!withAmount || one.Item3.Holds(value))).Select(one => one.Item4)])).ToHashSet();
                var found = report.Boxes.Where(box => box.Matters.Contains(matter) && box.Territories.Contains(code)).Select(box => box.Verdict).ToHashSet();

                Assert.Equal(expected.Contains(DutyVerdict.Several), found.Contains(DutyVerdict.Several));
                if (!expected.Contains(DutyVerdict.Several))
                {
                    // Where rules contradict one another, a rule may be listed though it is never alone. Where an amount is missing, only a rule that does
                    // not ask for it answers; nobody need answer then, but what is answered counts.
                    var withoutAmount = rules.Where(one => one.Item1.Holds(matter) && one.Item2.Holds(code) && one.Item3.Text == "-").Select(one => one.Item4).ToArray();
                    expected.Remove(DutyVerdict.Clear);
                    Assert.Subset(found, expected);
                    if (withAmount && withoutAmount.Length > 0)
                    {
                        expected.Add(Verdict(policy, withoutAmount));
                    }

                    Assert.Superset(found, expected);
                }
            }
        });
    }

    private const string RandomMatters = """{ "matters": [ { "id": "m0" }, { "id": "m1", "parent": "m0" }, { "id": "m2" } ] }""";

    private const string RandomOrganization = """
        { "territories": [ { "code": "A" }, { "code": "A1", "parent": "A" }, { "code": "A2", "parent": "A" }, { "code": "A11", "parent": "A1" } ],
          "parties": [ { "id": "city", "kind": "agency" }, { "id": "p0", "kind": "department" }, { "id": "p1", "kind": "company" } ] }
        """;

    private static DutyVerdict Verdict(string policy, string?[] leads) => policy switch
    {
        "UNIQUE" when leads.Length > 1 => DutyVerdict.Several,
        "ANY" or "COLLECT" when leads.Where(lead => policy == "ANY" || lead is not null).Distinct().Count() > 1 => DutyVerdict.Several,
        _ => leads.FirstOrDefault(lead => policy != "COLLECT" || lead is not null) switch
        {
            null => DutyVerdict.Missing,
            "nobody" => DutyVerdict.UnknownParty,
            _ => DutyVerdict.Clear,
        },
    };

    private static Gen<T> One<T>(params T[] all) => Gen.Int[0, all.Length - 1].Select(i => all[i]);

    private static DutyReport Prove(string dmn, string organization = TestDuties.Organization, string matters = TestDuties.Matters) =>
        DutyCheck.Prove(TestDuties.Read(dmn, organization: organization, matters: matters), Day)!;

    private sealed record Cell<T>(string Text, Func<T, bool> Holds);
}

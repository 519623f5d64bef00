using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Findings;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.Parties;

namespace Xiezhi.Governance.Tests.Findings;

/// <summary>The test package with a rule for each kind of finding that the field knows, and short deadlines.</summary>
internal static class FindingPackage
{
    public const string Accountability = """
        {
          "rules": [
            { "id": "overdue", "on": ["clock-breached"], "when": "event.clock = \"reply\"", "evidence": ["lead", "clock-started"] },
            { "id": "no-show", "on": ["escalation"], "when": "event.kind = \"remind-superior\" and shown != true", "against": "case.lead" },
            { "id": "unfounded-return", "on": ["returned"], "when": "case.returns > 1", "against": "event.party" },
            { "id": "false-closure", "on": ["reworked"], "decision": "False closure", "evidence": ["reply"] },
            { "id": "outside-duty", "on": ["refused"], "when": "event.actor.kind != \"citizen\"", "against": "event.actor.party", "once": true },
            { "id": "gaming", "on": ["clock-started"], "when": "case.reworks = 0 and (some c in clocks satisfies c.clock = event.clock and c.stoppedAt != null)", "evidence": ["clock-stopped"] }
          ],
          "findings": {
            "answer": "PT24H", "decide": "PT48H", "appeal": "PT72H", "decideAppeal": "PT96H", "limitation": "30d",
            "proposedBy": ["city"], "decidedBy": ["superior"], "appealedBy": ["city"], "appealsDecidedBy": ["above"], "withdrawnBy": ["city", "superior"],
            "exemptions": [ { "id": "disaster", "when": "disaster = true", "reason": { "en": "A disaster was declared" } } ],
            "points": "Points"
          }
        }
        """;

    public const string Decisions = """
        <?xml version="1.0" encoding="UTF-8"?>
        <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="d" name="accountability" namespace="urn:test:accountability">
          <inputData id="i1" name="case"><variable name="case"/></inputData>
          <inputData id="i2" name="finding"><variable name="finding"/></inputData>
          <decision id="d1" name="False closure">
            <variable name="False closure"/>
            <informationRequirement id="r1"><requiredInput href="#i1"/></informationRequirement>
            <decisionTable id="t1" hitPolicy="UNIQUE">
              <input id="c1"><inputExpression id="e1"><text>case.reworks</text></inputExpression></input>
              <output id="o1"/>
              <rule id="u1"><inputEntry id="n1"><text>&gt;= 2</text></inputEntry><outputEntry id="p1"><text>"false-closure"</text></outputEntry></rule>
            </decisionTable>
          </decision>
          <decision id="d2" name="Points">
            <variable name="Points"/>
            <informationRequirement id="r2"><requiredInput href="#i2"/></informationRequirement>
            <decisionTable id="t2" hitPolicy="FIRST">
              <input id="c2"><inputExpression id="e2"><text>finding.kind</text></inputExpression></input>
              <input id="c3"><inputExpression id="e3"><text>finding.answered</text></inputExpression></input>
              <output id="o2"/>
              <rule id="u2"><inputEntry id="n2"><text>"overdue"</text></inputEntry><inputEntry id="n3"><text>true</text></inputEntry><outputEntry id="p2"><text>1.5</text></outputEntry></rule>
              <rule id="u3"><inputEntry id="n4"><text>"overdue"</text></inputEntry><inputEntry id="n5"><text>-</text></inputEntry><outputEntry id="p3"><text>3</text></outputEntry></rule>
              <rule id="u4"><inputEntry id="n6"><text>-</text></inputEntry><inputEntry id="n7"><text>-</text></inputEntry><outputEntry id="p4"><text>1</text></outputEntry></rule>
            </decisionTable>
          </decision>
        </definitions>
        """;

    public static readonly Actor Bureau = new(PartyKind.Department, "bureau", "Zhao");

    private const string Ladder = """{ "at": "100%", "do": "finding", "finding": "overdue", "against": "lead" },""";

    // The ladder of the shared package proposes the same finding; here the rule does.
    public static GovernancePackage Read(params (string Path, string? Content)[] changes) => TestPackage.Read(
        [("service-levels.json", TestPackage.ServiceLevels.Replace(Ladder, "", StringComparison.Ordinal)), ("accountability.json", Accountability), ("accountability.dmn", Decisions), .. changes]);

    /// <summary>A case that was breached at four hours, with finding 2 (overdue) against the office; finding 1 is a no-show.</summary>
    public static TestCase Overdue(params (string Name, Value Value)[] variables)
    {
        var opened = TestCase.Opened(Read(), variables);
        opened.Pass(TimeSpan.FromHours(5));
        return opened;
    }

    public static FindingState Finding(this TestCase test, string kind) => Assert.Single(test.State.Accountability.Findings, finding => finding.Kind == kind);
}

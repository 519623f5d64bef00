using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.Parties;

namespace Xiezhi.Governance.Tests.Handling;

/// <summary>The test package with people: three in the office, one of whom leaves and one of whom is away for a week, and one in the bureau.</summary>
internal static class HandlingPackage
{
    public const string Organization = """
        {
          "territories": [ { "code": "A", "title": { "en": "A City" }, "names": ["A市"], "parent": null } ],
          "parties": [
            { "id": "city", "kind": "agency", "title": { "en": "City" }, "superior": null, "territory": "A" },
            { "id": "bureau", "kind": "department", "title": { "en": "Bureau" }, "superior": "city", "territory": "A" },
            { "id": "office", "kind": "street-office", "title": { "en": "Office" }, "superior": "bureau", "territory": "A" },
            { "id": "firm", "kind": "company", "title": { "en": "Firm" }, "superior": "city", "territory": "A" }
          ],
          "people": [
            { "id": "wang", "title": { "en": "Wang" }, "skills": ["noise"] },
            { "id": "li", "title": { "en": "Li" }, "absences": [ { "from": "2024-09-14", "to": "2024-09-20" } ] },
            { "id": "sun", "title": { "en": "Sun" }, "skills": ["noise"] },
            { "id": "zhao", "title": { "en": "Zhao" } }
          ],
          "positions": [
            { "id": "desk", "party": "office", "title": { "en": "Desk" }, "holders": [
              { "person": "wang" }, { "person": "li" }, { "person": "sun", "to": "2024-09-12" } ] },
            { "id": "head", "party": "bureau", "title": { "en": "Head" }, "holders": [ { "person": "zhao" } ] }
          ],
          "delegations": [ { "giver": "wang", "taker": "zhao", "from": "2024-09-01", "to": "2024-09-30" } ]
        }
        """;

    public static readonly Actor Wang = new(PartyKind.StreetOffice, "office", "wang");
    public static readonly Actor Li = new(PartyKind.StreetOffice, "office", "li");
    public static readonly Actor Sun = new(PartyKind.StreetOffice, "office", "sun");
    public static readonly Actor Zhao = new(PartyKind.Department, "bureau", "zhao");
    public static readonly Actor Firm = new(PartyKind.Company, "firm");

    public static GovernancePackage Read(string handling, params (string Path, string? Content)[] changes) =>
        TestPackage.Read([("organization.json", Organization), ("handling.json", handling), .. changes]);

    public static TestCase Opened(string handling, params (string Path, string? Content)[] changes) => TestCase.Opened(Read(handling, changes));

    /// <summary>The id of the open task of an element.</summary>
    public static int Task(this TestCase test, string element) => test.State.Workflow.Tasks.Single(task => task.Element == element).Id;
}

using System.Globalization;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.Tests.Findings;

namespace Xiezhi.Governance.Tests.Packages;

/// <summary>What is found at publishing about who would act: owners of tasks, rows of the intake, deciders of findings.</summary>
public sealed class PeopleCheckTests
{
    private const string Staffed = """
        {
          "territories": [ { "code": "A", "title": { "en": "A City" }, "names": ["A市"], "parent": null } ],
          "parties": [
            { "id": "city", "kind": "agency", "title": { "en": "City" }, "superior": null, "territory": "A" },
            { "id": "bureau", "kind": "department", "title": { "en": "Bureau" }, "superior": "city", "territory": "A" },
            { "id": "office", "kind": "street-office", "title": { "en": "Office" }, "superior": "bureau", "territory": "A" }
          ],
          "people": [ { "id": "li", "title": { "en": "Li" }, "skills": ["surveying"] }, { "id": "wang", "title": { "en": "Wang" } } ],
          "positions": [ { "id": "duty", "party": "office", "title": { "en": "Duty" }, "roles": ["verifier"], "holders": [ { "person": "li" }, { "person": "wang" } ] } ]
        }
        """;

    private const string Intake = """
        { "columns": ["id", "at", "who", "done"], "key": "id", "receivedAt": "at", "openedBy": { "kind": "citizen", "id": "who" }, "variables": {},
          "commands": [ { "task": "Handle", "at": "done", "by": "BY" } ] }
        """;

    [Theory]
    [InlineData("\"ofice\"", "office")]
    [InlineData("[\"office\", \"bureaw\"]", "bureau")]
    [InlineData("\"position:dutty\"", "position:duty")]
    [InlineData("\"skill:surveing\"", "skill:surveying")]
    [InlineData("\"office/role:verifyer\"", "office/role:verifier")]
    [InlineData("\"bureau/role:verifier\"", "office/role:verifier")]
    [InlineData("\"supervizor\"", "supervisor")]
    [InlineData("if true then \"ofice\" else null", "office")]
    public void An_owner_that_is_not_there_is_told_with_its_element_and_the_nearest(string owners, string nearest)
    {
        var found = Assert.Single(Check(("organization.json", Staffed), ("test.bpmn", Owned(owners))));

        Assert.Equal(("XZ5025", Severity.Error, "test.bpmn"), (found.Code, found.Severity, found.Location.File));
        Assert.Contains("\"Confirm\"", found.Format(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Contains("\"" + nearest + "\"", found.Format(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"office\"")]
    [InlineData("[\"citizen\", \"lead\", \"lead/role:verifier\", \"position:duty\", \"skill:surveying\", \"office/skill:surveying\"]")]
    [InlineData("topic")]
    [InlineData("if topic = null then \"ofice\" else topic")]
    [InlineData("null")]
    public void An_owner_that_is_there_or_that_only_the_case_knows_is_let_be(string owners) =>
        Assert.Empty(Check(("organization.json", Staffed), ("test.bpmn", Owned(owners))));

    [Theory]
    [InlineData("office", "XZ5026", Severity.Error)]
    [InlineData("lead", "XZ5027", Severity.Warning)]
    [InlineData("office/wong", "XZ5028", Severity.Error)]
    public void A_row_that_would_be_refused_for_want_of_a_person_is_found_before(string by, string code, Severity severity)
    {
        var found = Assert.Single(Check(("organization.json", Staffed), ("intake.json", Intake.Replace("BY", by, StringComparison.Ordinal))));

        Assert.Equal((code, severity, "intake.json"), (found.Code, found.Severity, found.Location.File));
        Assert.Contains("office", found.Format(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("office/wang", false)]
    [InlineData("bureau", false)]
    [InlineData("office", true)]
    [InlineData("lead", true)]
    public void A_row_with_a_person_or_of_a_party_that_acts_as_such_is_let_be(string by, bool actsAsSuch)
    {
        var organization = actsAsSuch ? Staffed.Replace("\"id\": \"office\",", "\"id\": \"office\", \"actsAsSuch\": true,", StringComparison.Ordinal) : Staffed;

        Assert.Empty(Check(("organization.json", organization), ("intake.json", Intake.Replace("BY", by, StringComparison.Ordinal))));
    }

    [Fact]
    public void The_person_of_a_row_is_read()
    {
        var package = TestPackage.Read(("organization.json", Staffed), ("intake.json", Intake.Replace("BY", "office/li", StringComparison.Ordinal)));

        Assert.Equal(("office", "li"), (package.Intake!.Commands[0].By, package.Intake.Commands[0].Person));
    }

    [Theory]
    [InlineData("[\"superior\"]", "[\"above\"]", "XZ5439 city", "XZ5440 bureau")]
    [InlineData("[\"superior\", \"office\"]", "[\"above\", \"city\"]", "XZ5440 bureau")]
    [InlineData("[\"superior\", \"bureau\"]", "[\"office\", \"city\"]")]
    public void The_top_against_whom_nobody_decides_is_told(string decidedBy, string appealsDecidedBy, params string[] told)
    {
        var policy = FindingPackage.Accountability
            .Replace("\"decidedBy\": [\"superior\"]", "\"decidedBy\": " + decidedBy, StringComparison.Ordinal)
            .Replace("\"appealsDecidedBy\": [\"above\"]", "\"appealsDecidedBy\": " + appealsDecidedBy, StringComparison.Ordinal);

        var found = Check(("accountability.json", policy), ("accountability.dmn", FindingPackage.Decisions));

        Assert.Equal(told, found.Select(warning => warning.Code + " " + warning.Arguments[0]));
        Assert.All(found, warning => Assert.Equal(Severity.Warning, warning.Severity));
    }

    private static IReadOnlyList<Diagnostic> Check(params (string Path, string? Content)[] changes)
    {
        var diagnostics = new DiagnosticBag();
        var package = PackageReader.Read(TestPackage.Files(changes), diagnostics);
        Assert.Equal(diagnostics.HasErrors, package is null);
        return diagnostics.ToImmutable();
    }

    private static string Owned(string owners) =>
        TestPackage.Procedure.Replace("<formalExpression>\"city\"</formalExpression>", "<formalExpression>" + owners + "</formalExpression>", StringComparison.Ordinal);
}

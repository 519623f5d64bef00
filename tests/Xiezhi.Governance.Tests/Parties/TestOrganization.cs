using System.Globalization;
using System.Text;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Json;
using Xiezhi.Governance.Parties;

namespace Xiezhi.Governance.Tests.Parties;

/// <summary>An organisation with people: a bureau with a director and an inspector, and whatever a test says of them.</summary>
internal static class TestOrganization
{
    public const string Parties = """
        "territories": [
          { "code": "A", "title": { "en": "A City" }, "names": ["A市"], "parent": null },
          { "code": "A1", "title": { "en": "A1 District" }, "names": ["A1区"], "parent": "A" } ],
        "parties": [
          { "id": "city", "kind": "agency", "title": { "en": "City" }, "territory": "A" },
          { "id": "province-bureau", "kind": "department", "title": { "en": "Bureau of the province" } },
          { "id": "bureau", "kind": "department", "title": { "en": "Bureau" }, "superior": "city", "superiors": { "professional": "province-bureau" }, "territory": "A" },
          { "id": "office", "kind": "street-office", "title": { "en": "Office" }, "superiors": { "administrative": "city" }, "territory": "A1" } ]
        """;

    public static string With(string staffing) => "{" + Parties + "," + staffing + "}";

    public static Organization Read(string staffing)
    {
        var (organization, diagnostics) = Try(staffing);
        Assert.DoesNotContain(diagnostics, found => found.Severity == Severity.Error);
        return organization;
    }

    public static IReadOnlyList<string> Codes(string staffing) => [.. Try(staffing).Diagnostics.Select(found => found.Code)];

    public static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static (Organization Organization, IReadOnlyList<Diagnostic> Diagnostics) Try(string staffing)
    {
        var diagnostics = new DiagnosticBag();
        var root = BoundedJson.Read(Encoding.UTF8.GetBytes(With(staffing)), "organization.json", diagnostics)!;
        return (OrganizationReader.Read(root, diagnostics), diagnostics.ToImmutable());
    }
}

using System.Globalization;
using Xiezhi.Governance.Duties;

namespace Xiezhi.Governance.Tests.Duties;

public sealed class RaciTableTests
{
    private static readonly DateOnly Day = new(2024, 9, 12);

    [Fact]
    public void Each_matter_in_each_territory_has_a_row_with_its_rules()
    {
        var package = TestDuties.Read(TestDuties.Dmn(
            "FIRST", "matter | territory", "lead | coHandlers | basis", """ "noise" | "A1" | "office" | ["bureau", "city"] | "duty" """, """ "noise" | - | "city" | null | "backstop" """));
        using var text = new StringWriter(CultureInfo.InvariantCulture);

        RaciTable.Of(package, Day)!.WriteCsv(package, CultureInfo.GetCultureInfo("en"), text);

        Assert.Equal(
            [
                "matter,matter_title,territory,territory_title,when,lead,lead_title,basis,co_handlers,supervisor,consulted,informed,rules",
                "noise,\"Noise, loud\",A,A City,,city,City,backstop,,,,,DutyTable 2",
                "noise,\"Noise, loud\",A1,A1 District,,office,Office,duty,bureau; city,,,,DutyTable 1",
                "noise,\"Noise, loud\",A2,A2 District,,city,City,backstop,,,,,DutyTable 2",
                "dust,Dust,A,A City,,,,none,,,,,",
                "dust,Dust,A1,A1 District,,,,none,,,,,",
                "dust,Dust,A2,A2 District,,,,none,,,,,",
                "",
            ],
            text.ToString().Split("\r\n"));
    }

    [Fact]
    public void Further_conditions_part_a_pair_into_rows()
    {
        var package = TestDuties.Read(TestDuties.Dmn("UNIQUE", "matter | territory | amount:number", "lead", """ - | - | < 10 | "office" """, """ - | - | >= 10 | "bureau" """));

        var rows = RaciTable.Of(package, Day)!.Rows.Where(row => row is { Matter: "noise", Territory: "A" });

        Assert.Equal(["< 10 office", ">= 10 bureau"], rows.Select(row => row.Conditions.Single().Value + " " + row.Assignment.Lead));
    }

    [Fact]
    public void A_package_without_a_duty_list_has_no_table() => Assert.Null(RaciTable.Of(TestPackage.Read(), Day));
}

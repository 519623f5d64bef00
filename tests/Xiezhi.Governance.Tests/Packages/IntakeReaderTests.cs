using Xiezhi.Governance.Packages;

namespace Xiezhi.Governance.Tests.Packages;

public sealed class IntakeReaderTests
{
    private const string People = """ "people": [ { "id": "wang", "title": { "en": "Wang" } } ], "positions": [ { "id": "clerk", "party": "office", "title": { "en": "Clerk" }, "holders": [ { "person": "wang" } ] } ] }""";

    [Theory]
    [InlineData("office", "office", null)]
    [InlineData("office/wang", "office", "wang")]
    [InlineData("lead", "lead", null)]
    [InlineData("lead/wang", "lead", "wang")]
    public void A_row_is_done_by_a_party_or_by_a_person_of_it(string by, string party, string? person)
    {
        var package = TestPackage.Read(Staffed(), Intake(by));

        var command = Assert.Single(package.Intake!.Commands);

        Assert.Equal((party, person), IntakeCommand.Split(command.By));
    }

    [Theory]
    [InlineData("offcie/wang", "XZ5006", "offcie", "office")]
    [InlineData("office/wagn", "XZ5300", "wagn", "wang")]
    public void A_party_or_a_person_that_is_not_known_is_named_with_the_nearest_that_is(string by, string code, string given, string nearest)
    {
        var found = TestPackage.Refuse(Staffed(), Intake(by));

        Assert.Contains(found, one => one.Code == code && one.Arguments[0] == given && one.Arguments[1] == nearest);
    }

    private static (string Path, string? Content) Staffed() => ("organization.json", TestPackage.Organization.TrimEnd()[..^1].TrimEnd() + "," + People);

    private static (string Path, string? Content) Intake(string by) => ("intake.json", $$"""
        {
          "columns": ["id", "sender", "received_at", "handled_at"], "key": "id", "receivedAt": "received_at", "openedBy": { "kind": "citizen", "id": "sender" },
          "variables": {}, "commands": [ { "task": "Handle", "at": "handled_at", "by": "{{by}}", "variables": {} } ]
        }
        """);
}

using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Handling.Claims;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.Parties;
using Xiezhi.Foundation.Diagnostics;
using static Xiezhi.Governance.Tests.Handling.HandlingPackage;

namespace Xiezhi.Governance.Tests.Handling.FourEyes;

public sealed class FourEyesKeepingTests
{
    private const string Procedure = """
        <?xml version="1.0" encoding="UTF-8"?>
        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xiezhi="urn:xiezhi:governance" id="d" targetNamespace="urn:test">
          <process id="p" isExecutable="true">
            <startEvent id="Start"/>
            <exclusiveGateway id="Again"/>
            <userTask id="Handle"><potentialOwner><resourceAssignmentExpression><formalExpression>["office", "bureau", "firm"]</formalExpression></resourceAssignmentExpression></potentialOwner></userTask>
            <userTask id="Verify"><potentialOwner><resourceAssignmentExpression><formalExpression>["office", "bureau", "city", "firm"]</formalExpression></resourceAssignmentExpression></potentialOwner></userTask>
            <exclusiveGateway id="Good" default="f5"/>
            <scriptTask id="Rework" scriptFormat="feel" xiezhi:resultVariable="n" xiezhi:records="rework"><script>1</script></scriptTask>
            <endEvent id="End"/>
            <sequenceFlow id="f0" sourceRef="Start" targetRef="Again"/><sequenceFlow id="f1" sourceRef="Again" targetRef="Handle"/>
            <sequenceFlow id="f2" sourceRef="Handle" targetRef="Verify"/><sequenceFlow id="f3" sourceRef="Verify" targetRef="Good"/>
            <sequenceFlow id="f4" sourceRef="Good" targetRef="Rework"><conditionExpression>good = false</conditionExpression></sequenceFlow>
            <sequenceFlow id="f5" sourceRef="Good" targetRef="End"/><sequenceFlow id="f6" sourceRef="Rework" targetRef="Again"/>
          </process>
        </definitions>
        """;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly Actor ZhaoForWang = new(PartyKind.StreetOffice, "office", "zhao");

    [Fact]
    public void Whoever_handled_does_not_verify_and_that_is_recorded_as_beyond_their_duty()
    {
        var open = With("person", "case");
        open.Complete("Handle", Wang, Hour);

        var refused = open.Complete("Verify", Wang, Hour);

        Assert.Equal("XZ5660", refused.Rejection!.Code);
        Assert.True(GovernanceCodes.IsRefusal(refused.Rejection));
        Assert.Equal(("CompleteTask", "Verify", "XZ5660"), Assert.Single(open.Events<CommandRefused>().Select(tried => (tried.Command, tried.Element, tried.Reason))));
        Assert.True(open.Complete("Verify", Li, Hour).Accepted);
    }

    [Theory]
    [InlineData("person", "office", "li", true)]
    [InlineData("person", "bureau", "zhao", true)]
    [InlineData("party", "office", "li", false)]
    [InlineData("party", "bureau", "zhao", true)]
    [InlineData("superior-chain", "bureau", "zhao", false)]
    [InlineData("superior-chain", "city", null, false)]
    [InlineData("superior-chain", "firm", null, true)]
    public void Who_counts_as_the_same_is_as_the_package_says(string same, string party, string? person, bool may)
    {
        var open = With(same, "case");
        open.Complete("Handle", Wang, Hour);

        var kind = open.Package.Organization.Party(party)!.Kind;
        Assert.Equal(may, open.Complete("Verify", new Actor(kind, party, person), Hour).Accepted);
    }

    [Fact]
    public void Neither_who_acts_for_another_nor_the_one_acted_for_gets_round_it()
    {
        var byDelegate = With("person", "case");
        Assert.True(byDelegate.Complete("Handle", ZhaoForWang, Hour).Accepted);
        Assert.Equal("XZ5660", byDelegate.Complete("Verify", Wang, Hour).Rejection!.Code);
        Assert.Equal("XZ5660", byDelegate.Complete("Verify", Zhao, Hour).Rejection!.Code);

        var byHolder = With("person", "case");
        byHolder.Complete("Handle", Wang, Hour);
        Assert.Equal("XZ5660", byHolder.Complete("Verify", ZhaoForWang, Hour).Rejection!.Code);
        Assert.True(byHolder.Complete("Verify", Zhao, Hour).Accepted);
    }

    [Fact]
    public void Neither_who_passed_a_task_on_nor_who_took_it_over_does_the_other()
    {
        var open = With("person", "case");
        open.Do(new ClaimTask(open.Task("Handle")), Wang, Hour);
        open.Do(new DelegateTask(open.Task("Handle"), "office", "li", "Busy"), Wang, Hour);
        open.Do(new AcceptTask(open.Task("Handle")), Li, Hour);
        open.Complete("Handle", Li, Hour);

        Assert.Equal("XZ5660", open.Do(new ClaimTask(open.Task("Verify")), Wang, Hour).Rejection!.Code);
        Assert.Equal("XZ5660", open.Do(new ClaimTask(open.Task("Verify")), Li, Hour).Rejection!.Code);
        Assert.True(open.Do(new ClaimTask(open.Task("Verify")), Zhao, Hour).Accepted);
        Assert.Equal("XZ5660", open.Do(new DelegateTask(open.Task("Verify"), "office", "wang", "Busy"), Zhao, Hour).Rejection!.Code);
        Assert.Equal("XZ5660", open.Do(new AssignTask(open.Task("Verify"), "office", "wang", "batch"), Actor.Engine, Hour).Rejection!.Code);
    }

    [Fact]
    public void Whoever_gives_a_task_to_one_who_did_the_other_is_recorded_and_the_engine_that_was_too_late_is_not()
    {
        var open = With("person", "case");
        open.Complete("Handle", Wang, Hour);

        Assert.Equal("XZ5660", open.Do(new AssignTask(open.Task("Verify"), "office", "wang", "batch"), Actor.Engine, Hour).Rejection!.Code);
        Assert.Empty(open.Events<CommandRefused>());
        Assert.Equal("XZ5660", open.Do(new AssignTask(open.Task("Verify"), "office", "wang", "Do it"), new Actor(PartyKind.Agency, "city"), Hour).Rejection!.Code);

        Assert.Equal(("AssignTask", "XZ5660"), Assert.Single(open.Events<CommandRefused>().Select(tried => (tried.Command, tried.Reason))));
    }

    [Theory]
    [InlineData("case", false)]
    [InlineData("round", true)]
    public void What_was_done_before_a_rework_counts_for_the_case_but_not_for_the_round(string within, bool may)
    {
        var open = With("person", within);
        open.Complete("Handle", Wang, Hour);
        open.Complete("Verify", Li, Hour, ("good", Value.From(false)));

        Assert.Equal(may, open.Complete("Handle", Li, Hour).Accepted);
        Assert.Equal(1, open.State.Reworks);
    }

    [Fact]
    public void A_package_warns_where_one_party_alone_would_have_to_do_both()
    {
        var diagnostics = new DiagnosticBag();
        var both = Procedure.Replace("""["office", "bureau", "firm"]""", "\"office\"", StringComparison.Ordinal)
            .Replace("""["office", "bureau", "city", "firm"]""", "\"office\"", StringComparison.Ordinal);

        PackageReader.Read(TestPackage.Files(("test.bpmn", both), ("handling.json", Handling("party", "case"))), diagnostics);
        var asPersons = new DiagnosticBag();
        PackageReader.Read(TestPackage.Files(("test.bpmn", both), ("handling.json", Handling("person", "case"))), asPersons);

        Assert.Equal(["Verify", "Handle", "\"office\""], Assert.Single(diagnostics.ToImmutable(), found => found.Code == "XZ5661").Arguments);
        Assert.DoesNotContain(asPersons.ToImmutable(), found => found.Code == "XZ5661");
    }

    [Theory]
    [InlineData("""{ "fourEyes": [ { "task": "Verify" } ] }""", "XZ5671")]
    [InlineData("""{ "fourEyes": [ { "task": "Verfy", "notDoneBy": ["Handle"] } ] }""", "XZ5650")]
    [InlineData("""{ "fourEyes": [ { "task": "Verify", "notDoneBy": ["Good"] } ] }""", "XZ5650")]
    [InlineData("""{ "fourEyes": [ { "task": "Verify", "notDoneBy": ["Handle"], "same": "twin" } ] }""", "XZ5004")]
    public void What_a_package_says_wrongly_is_refused(string handling, string code) =>
        Assert.Contains(code, TestPackage.Refuse(("test.bpmn", Procedure), ("handling.json", handling)).Select(found => found.Code));

    private static string Handling(string same, string within) =>
        $$"""{ "claims": { "assignedBy": ["city"], "delegation": { "times": 3 } }, "fourEyes": [ { "task": "Verify", "notDoneBy": ["Handle"], "same": "{{same}}", "within": "{{within}}" } ] }""";

    private static TestCase With(string same, string within) => Opened(Handling(same, within), ("test.bpmn", Procedure));
}

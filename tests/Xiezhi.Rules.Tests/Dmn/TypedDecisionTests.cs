using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Dmn;

namespace Xiezhi.Rules.Tests.Dmn;

public class TypedDecisionTests
{
    private sealed record Complaint(string? Matter, long Severity);

    private static readonly InputMapping<Complaint> Mapping =
        new InputMapping<Complaint>().Text("matter", complaint => complaint.Matter).Number("severity", complaint => complaint.Severity);

    private static readonly string Routing = Models.Table(
        "hitPolicy=\"UNIQUE\"", "matter:string | severity:number", "team", "\"noise\" | < 4 | \"street\"", "\"noise\" | [4..5] | \"police\"", "\"litter\" | - | \"cleaning\"", "\"litter\" | 9 | \"hazard\"");

    [Fact]
    public void A_record_leads_to_its_rule_and_the_result_is_made_once()
    {
        var decision = Prepare(Routing, Mapping);

        var result = decision.Decide(new Complaint("noise", 4), Models.At);

        Assert.True(decision.IsDirect);
        Assert.Equal(("police", 2), (result.Value.AsString, result.Rule));
        Assert.Same(result, decision.Decide(new Complaint("noise", 5), Models.At));
    }

    [Fact]
    public void Two_hits_where_one_may_be_are_reported_with_their_numbers()
    {
        var result = Prepare(Routing, Mapping).Decide(new Complaint("litter", 9), Models.At);

        Assert.True(result.Value.IsNull);
        Assert.Equal(0, result.Rule);
        Assert.Equal("XZ2080", Assert.Single(result.Diagnostics).Code);
    }

    [Fact]
    public void No_hit_is_null_with_a_warning()
    {
        var result = Prepare(Routing, Mapping).Decide(new Complaint(null, 1), Models.At);

        Assert.True(result.Value.IsNull);
        Assert.Equal("XZ2086", Assert.Single(result.Diagnostics).Code);
    }

    [Fact]
    public void A_decision_that_is_no_table_is_evaluated()
    {
        const string Model = "<inputData id=\"_s\" name=\"severity\"><variable name=\"severity\" typeRef=\"number\"/></inputData><decision id=\"_D\" name=\"D\"><variable name=\"D\"/>"
            + "<informationRequirement><requiredInput href=\"#_s\"/></informationRequirement><literalExpression><text>severity * 2</text></literalExpression></decision>";
        var decision = Prepare(Model, new InputMapping<Complaint>().Number("severity", complaint => complaint.Severity));

        var result = decision.Decide(new Complaint(null, 21), Models.At);

        Assert.False(decision.IsDirect);
        Assert.Equal((42, 0), (result.Value, result.Rule));
    }

    [Fact]
    public void A_decision_is_explained_on_request()
    {
        var result = Prepare(Routing, Mapping).Decide(new Complaint("noise", 4), Models.At with { Explain = true });

        Assert.Equal("police", result.Value.AsString);
        Assert.Equal([2], Assert.Single(result.Explanation!.Tables).MatchedRules);
    }

    [Theory]
    [InlineData("mater", "XZ2013")]
    [InlineData("severity", "XZ2014")]
    public void What_the_model_does_not_take_is_refused_when_it_is_prepared(string name, string code)
    {
        var diagnostics = new DiagnosticBag();

        var decision = Models.Compile(Routing).Prepare("D", Mapping.Text(name, complaint => complaint.Matter), diagnostics);

        Assert.Null(decision);
        Assert.Contains(code, diagnostics.ToImmutable().Select(found => found.Code));
    }

    [Fact]
    public void An_input_that_nothing_reads_is_null_and_said_to_be()
    {
        var diagnostics = new DiagnosticBag();

        var decision = Models.Compile(Routing).Prepare("D", new InputMapping<Complaint>().Text("matter", complaint => complaint.Matter), diagnostics);

        Assert.Equal("XZ2015", Assert.Single(diagnostics.ToImmutable()).Code);
        Assert.Equal("cleaning", decision!.Decide(new Complaint("litter", 1), Models.At).Value.AsString);
    }

    [Fact]
    public void Every_way_to_decide_a_plain_table_allocates_nothing()
    {
        var model = Models.Compile(Routing);
        var (typed, prepared) = (Prepare(Routing, Mapping), model.Prepare("D")!);
        var (complaint, given, values) = (new Complaint("noise", 4), ValueContext.Of(("matter", "noise"), ("severity", 4)), new Value[] { "noise", 4 });

        Assert.Equal(0, Allocated(() => typed.Decide(complaint, Models.At)));
        Assert.Equal(0, Allocated(() => prepared.Decide(values, Models.At)));
        Assert.Equal(0, Allocated(() => model.Decide("D", given, Models.At)));
    }

    [Fact]
    public void Threads_share_a_decision_that_has_to_be_evaluated()
    {
        var decision = Prepare(Models.Table("hitPolicy=\"FIRST\"", "matter:string | severity:number", "o", "? = \"noise\" | - | severity * 2", "- | - | severity"), Mapping);

        Parallel.For(0, 20_000, i =>
        {
            var isNoise = i % 2 == 0;
            Assert.Equal(isNoise ? i * 2 : i, decision.Decide(new Complaint(isNoise ? "noise" : "litter", i), Models.At).Value);
        });
    }

    private static TypedDecision<T> Prepare<T>(string model, InputMapping<T> mapping)
    {
        var diagnostics = new DiagnosticBag();
        var decision = Models.Compile(model).Prepare("D", mapping, diagnostics);
        Assert.Empty(diagnostics.ToImmutable());
        return decision!;
    }

    private static long Allocated<T>(Func<T> decide)
    {
        decide();
        var before = GC.GetAllocatedBytesForCurrentThread();
        decide();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}

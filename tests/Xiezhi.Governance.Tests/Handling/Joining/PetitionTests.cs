using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Handling.Joining;
using Xiezhi.Governance.Parties;

namespace Xiezhi.Governance.Tests.Handling.Joining;

/// <summary>How many petitions a case stands for from its beginning.</summary>
public sealed class PetitionTests
{
    private static readonly Actor Exchange = new(PartyKind.System, "telephone-exchange");

    [Fact]
    public void A_petition_that_a_system_hands_on_counts_and_a_case_that_the_engine_opens_does_not()
    {
        Assert.Equal(1, Opened(TestCase.Citizen).Joining.Petitions);
        Assert.Equal(1, Opened(Exchange).Joining.Petitions);
        Assert.Equal(0, Opened(Actor.Engine).Joining.Petitions);
        Assert.Equal(0, Opened(Actor.Engine, new PartOf(CaseId.For("default", "main").ToString(), 1, [])).Joining.Petitions);
    }

    private static CaseState Opened(Actor actor, PartOf? partOf = null)
    {
        var manifest = TestPackage.Manifest.Replace("[\"citizen\"]", "[\"citizen\", \"system\"]", StringComparison.Ordinal);
        var test = new TestCase(TestPackage.Read(("package.json", manifest)));
        var variables = ValueContext.Of(("topic", "Noise at night"), ("lead", "office"));
        Assert.Null(test.Do(new OpenCase("1", variables) { PartOf = partOf }, actor, TimeSpan.Zero).Rejection);
        return test.State;
    }
}

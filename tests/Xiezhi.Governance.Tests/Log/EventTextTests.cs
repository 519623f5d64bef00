using CsCheck;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;

namespace Xiezhi.Governance.Tests.Log;

public sealed class EventTextTests
{
    [Fact]
    public void Every_event_of_a_life_is_read_back_as_it_was_written()
    {
        var lived = TestCase.Opened(null, ("when", Value.From(TestCase.Start)), ("list", Value.List(1, "two", true, Value.Null)));
        lived.Pass(TimeSpan.FromHours(9));
        lived.Complete("Handle", TestCase.City, TimeSpan.FromHours(9));
        lived.Complete("Handle", TestCase.Office, TimeSpan.FromHours(9), ("answer", "done; \"quoted\" 好"));
        lived.Complete("Confirm", TestCase.City, TimeSpan.FromHours(10));

        Assert.All(lived.Log, recorded => Assert.Equal(recorded, EventText.Read(recorded.Text, recorded.Hash)));
    }

    [Fact]
    public void Each_hash_covers_the_text_and_the_hash_before()
    {
        var lived = TestCase.Opened();
        lived.Complete("Handle", TestCase.Office, TimeSpan.FromHours(1));

        var hash = default(EventHash);
        foreach (var recorded in lived.Log)
        {
            hash = hash.Next(recorded.Text);
            Assert.Equal(hash, recorded.Hash);
        }
    }

    [Fact]
    public void The_first_event_reads_as_it_should_for_whoever_looks_into_the_database()
    {
        var opened = new TestCase(TestPackage.Read());
        opened.Do(new OpenCase("1", ValueContext.Of(("topic", "噪声"))), TestCase.Citizen, TimeSpan.Zero);

        Assert.Equal(
            $$$$"""{"tenant":"default","case":"{{{{opened.State.Id}}}}","seq":1,"at":"2024-09-12T01:00:00.0000000Z","kind":"citizen","party":"Li","cause":"test","type":"opened","data":{"key":"1","packageId":"{{{{opened.Package.Id}}}}","variables":{"topic":"噪声"}}}""",
            opened.Log[0].Text);
    }

    [Fact]
    public void A_type_of_event_that_a_newer_version_wrote_is_refused_by_name()
    {
        var text = TestCase.Opened().Log[0].Text.Replace("\"type\":\"opened\"", "\"type\":\"teleported\"", StringComparison.Ordinal);

        var problem = Assert.Throws<Newtonsoft.Json.JsonSerializationException>(() => EventText.Read(text, default));

        Assert.Contains("teleported", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_gives_one_id_and_other_keys_give_others()
    {
        Assert.Equal(CaseId.For("t", "1"), CaseId.For("t", "1"));
        Gen.Select(Gen.String[1, 20], Gen.String[1, 20]).Sample((a, b) =>
            (a == b) == (CaseId.For("t", a) == CaseId.For("t", b)) && CaseId.TryParse(CaseId.For("t", a).ToString(), out var read) && read == CaseId.For("t", a));
    }
}

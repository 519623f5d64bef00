using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Handling.Joining;

namespace Xiezhi.Governance.Tests.Handling.Joining;

public class JoiningReaderTests
{
    private const string Rules = """
        { "joining": {
          "merge": { "by": ["city"], "clocks": "rest" },
          "split": { "by": ["agency"], "packages": ["grid"], "concluding": ["Confirm"], "outcomes": ["answer"], "most": 5 },
          "related": { "by": ["lead"], "kinds": [ { "id": "same-place", "title": { "en": "Same place" } } ] } } }
        """;

    [Fact]
    public void What_the_file_says_of_joining_is_read()
    {
        var joining = TestPackage.Read(("handling.json", Rules)).Handling.Joining!;

        Assert.True(joining.Merge!.ClocksRest);
        Assert.Equal(["city"], joining.Merge.By);
        Assert.Equal((5, "Confirm", "grid"), (joining.Split!.Most, joining.Split.Concluding.Single(), joining.Split.Packages.Single()));
        Assert.Equal("Same place", joining.Related!.Kinds.Single().Title.ToString());
    }

    [Theory]
    [InlineData("\"rest\"", "\"stop\"", "XZ5004")]
    [InlineData("[\"city\"]", "[\"citty\"]", "XZ5006")]
    [InlineData("\"Confirm\"", "\"Confrim\"", "XZ5016")]
    [InlineData("\"most\": 5", "\"most\": 0", "XZ5631")]
    [InlineData("\"most\": 5", "\"most\": 100000000000000000000000", "XZ1006")]
    [InlineData("\"related\"", "\"relatet\"", "XZ1008")]
    public void What_it_names_must_be_there(string from, string to, string code) =>
        Assert.Equal([code], TestPackage.Refuse(("handling.json", Rules.Replace(from, to, StringComparison.Ordinal))).Select(found => found.Code));

    [Fact]
    public void A_package_that_says_nothing_of_joining_lets_nobody_merge_split_or_relate()
    {
        var it = TestCase.Opened();

        Assert.Equal("XZ5101", it.Do(new MergeCase(CaseId.For("default", "2"), "The same."), TestCase.City, TimeSpan.Zero).Rejection?.Code);
        Assert.Equal("XZ5101", it.Do(new RetryParts(), TestCase.City, TimeSpan.Zero).Rejection?.Code);
        Assert.Equal("XZ5101", it.Do(new LinkCase(CaseId.For("default", "2"), "same-place", ""), TestCase.City, TimeSpan.Zero).Rejection?.Code);
    }

    [Fact]
    public void Timers_and_tasks_of_a_case_that_is_held_wait()
    {
        var it = TestCase.Opened(TestPackage.Read(("handling.json", Rules)));

        Assert.Null(it.Do(new MergeCase(CaseId.For("default", "2"), "The same."), TestCase.City, TimeSpan.Zero).Rejection);

        Assert.Equal((CaseStatus.Merged, true), (it.State.Status, it.State.IsHeld));
        Assert.Equal("XZ5633", it.Complete("Handle", TestCase.Office, TimeSpan.FromHours(1)).Rejection?.Code);
        Assert.Null(it.Do(new UnmergeCase("Another."), TestCase.City, TimeSpan.FromHours(2)).Rejection);
        Assert.Null(it.Complete("Handle", TestCase.Office, TimeSpan.FromHours(3)).Rejection);
    }
}

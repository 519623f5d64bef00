using Xiezhi.Testing.Scenarios;

namespace Xiezhi.Testing.Tests.Scenarios;

public sealed class ScenarioCoverageTests
{
    [Theory]
    [InlineData(5, "", 0)]
    [InlineData(5, "3", 1, 3)]
    [InlineData(5, "1-5", 5, 5, 4, 3, 2, 1)]
    [InlineData(144, "4-6, 8, 143-144", 6, 4, 5, 6, 8, 143, 144)]
    public void Numbers_that_follow_each_other_are_a_range(int total, string ranges, int count, params int[] missed)
    {
        var group = CoverageGroup.Of("Duty", total, missed);

        Assert.Equal((ranges, count, total - count), (string.Join(", ", group.Missed), group.MissedCount, group.Touched));
    }

    [Fact]
    public void Each_table_and_each_clock_is_told_by_itself()
    {
        var coverage = ScenarioPackage.Report("""  "until": "2024-09-12T13:00" """).Coverage;

        Assert.Equal(["Points 0/2 1-2"], coverage.Rules.Groups.Select(Told));
        Assert.Equal(["standard/reply 1/2 2"], coverage.Milestones.Groups.Select(Told));
        Assert.Equal([" 1/8 f2, f3, f4, f5, f6, f7, f8"], coverage.Flows.Groups.Select(Told));
    }

    private static string Told(CoverageGroup group) => $"{group.Name} {group.Touched}/{group.Total} {string.Join(", ", group.Missed)}";
}

using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Clocks;
using Xiezhi.Governance.Handling.Joining;
using Xiezhi.Runtime.Cases;

namespace Xiezhi.Runtime.Tests.Joining;

public class MergeTests
{
    [Fact]
    public async Task A_case_that_is_merged_is_held_and_ends_with_the_main_case_and_its_petitioner_is_told()
    {
        await using var world = await JoiningWorld.StartAsync();
        var (main, copy) = (await world.OpenAsync(1), await world.OpenAsync(2));

        Assert.True((await world.DoAsync(copy, new MergeCase(main, "The same lamp."))).Succeeded);
        await world.DeliverAllAsync();

        var held = await world.StateAsync(copy);
        Assert.Equal((CaseStatus.Merged, true, main.ToString()), (held.Status, held.IsHeld, held.Joining.Into!));
        Assert.Equal([copy.ToString()], (await world.StateAsync(main)).Joining.MergedCases);
        Assert.Equal(2, (await world.StateAsync(main)).Joining.Petitions);
        Assert.Equal("XZ5633", (await world.CompleteAsync(copy, "Handle"))?.Reason?.Code);
        Assert.Equal(1, await world.ToldAsync(copy, "merged"));

        await world.FinishAsync(main);
        await world.DeliverAllAsync();

        Assert.Equal(CaseStatus.Closed, (await world.StateAsync(copy)).Status);
        Assert.Equal((1, 1), (await world.ToldAsync(copy, "main-replied"), await world.ToldAsync(copy, "main-closed")));
    }

    [Fact]
    public async Task Nobody_has_tasks_of_a_case_that_is_held_until_it_goes_on()
    {
        await using var world = await JoiningWorld.StartAsync();
        var (main, copy) = (await world.OpenAsync(1), await world.OpenAsync(2));
        Assert.Equal(["Handle"], await world.TasksAsync(copy));

        await world.DoAsync(copy, new MergeCase(main, "The same lamp."));
        Assert.Empty(await world.TasksAsync(copy));
        await world.DoAsync(copy, new UnmergeCase("Another lamp."));

        Assert.Equal(["Handle"], await world.TasksAsync(copy));
    }

    [Fact]
    public async Task The_promise_to_the_petitioner_of_a_merged_case_runs_until_the_main_case_is_answered()
    {
        await using var world = await JoiningWorld.StartAsync();
        var (main, copy) = (await world.OpenAsync(1), await world.OpenAsync(2));
        await world.DoAsync(copy, new MergeCase(main, "The same lamp."));
        await world.DeliverAllAsync();
        world.Time.Advance(TimeSpan.FromHours(1));

        Assert.False((await world.StateAsync(copy)).Clocks.Single().HasEnded);
        await world.CompleteAsync(main, "Handle");
        await world.DeliverAllAsync();

        Assert.Single(await world.EventsAsync(copy), happened => happened is ClockStopped);
    }

    [Fact]
    public async Task The_clocks_of_a_merged_case_rest_where_the_package_says_so()
    {
        await using var world = await JoiningWorld.StartAsync(JoiningWorld.Rules.Replace("\"by\": [\"city\"] },", "\"by\": [\"city\"], \"clocks\": \"rest\" },", StringComparison.Ordinal));
        var (main, copy) = (await world.OpenAsync(1), await world.OpenAsync(2));

        await world.DoAsync(copy, new MergeCase(main, "The same lamp."));
        Assert.NotNull((await world.StateAsync(copy)).Clocks.Single().PausedAt);
        await world.DoAsync(copy, new UnmergeCase("Another lamp."));

        Assert.Null((await world.StateAsync(copy)).Clocks.Single().PausedAt);
    }

    [Fact]
    public async Task A_chain_leads_to_its_root()
    {
        await using var world = await JoiningWorld.StartAsync();
        var (root, middle, copy) = (await world.OpenAsync(1), await world.OpenAsync(2), await world.OpenAsync(3));
        await world.DoAsync(middle, new MergeCase(root, "The same lamp."));
        await world.DeliverAllAsync();

        await world.DoAsync(copy, new MergeCase(middle, "The same lamp."));
        await world.DeliverAllAsync();

        Assert.Equal(root.ToString(), (await world.StateAsync(copy)).Joining.Into);
        Assert.Equal(3, (await world.StateAsync(root)).Joining.Petitions);
    }

    [Fact]
    public async Task What_is_merged_into_a_case_goes_with_it_and_comes_back_with_it()
    {
        await using var world = await JoiningWorld.StartAsync();
        var (root, middle, copy) = (await world.OpenAsync(1), await world.OpenAsync(2), await world.OpenAsync(3));
        await world.DoAsync(copy, new MergeCase(middle, "The same lamp."));
        await world.DeliverAllAsync();
        await world.DoAsync(middle, new MergeCase(root, "The same street."));
        await world.DeliverAllAsync();
        Assert.Equal(3, (await world.StateAsync(root)).Joining.Petitions);

        await world.DoAsync(copy, new UnmergeCase("Another lamp."));
        await world.DeliverAllAsync();
        Assert.Equal(2, (await world.StateAsync(root)).Joining.Petitions);
        await world.DoAsync(middle, new UnmergeCase("Another street."));
        await world.DeliverAllAsync();

        Assert.Equal(1, (await world.StateAsync(root)).Joining.Petitions);
        Assert.Equal(CaseStatus.Open, (await world.StateAsync(middle)).Status);
    }

    [Fact]
    public async Task Two_cases_merged_into_each_other_at_once_do_not_both_stay_held()
    {
        await using var world = await JoiningWorld.StartAsync();
        var (one, other) = (await world.OpenAsync(1), await world.OpenAsync(2));

        await world.DoAsync(one, new MergeCase(other, "The same lamp."));
        await world.DoAsync(other, new MergeCase(one, "The same lamp."));
        await world.DeliverAllAsync();

        Assert.Contains(await world.EventsAsync(one), happened => happened is MergeUndone { Why: MergeUndone.Cycle });
        Assert.False((await world.StateAsync(one)).IsHeld && (await world.StateAsync(other)).IsHeld);
    }

    [Fact]
    public async Task A_case_goes_on_by_itself_where_the_main_case_is_not_there_or_is_another_tenants()
    {
        await using var world = await JoiningWorld.StartAsync();
        await world.PublishAsync(JoiningWorld.Rules, "\"citizen\"", "another");
        var (copy, foreign) = (await world.OpenAsync(1), await world.OpenAsync(2, "another"));

        await world.DoAsync(copy, new MergeCase(foreign, "The same lamp."));
        await world.DeliverAllAsync();

        Assert.Equal(MergeUndone.NoSuchCase, Assert.Single((await world.EventsAsync(copy)).OfType<MergeUndone>()).Why);
        Assert.Equal((CaseStatus.Open, false), ((await world.StateAsync(copy)).Status, (await world.StateAsync(copy)).IsHeld));
    }

    [Fact]
    public async Task A_case_goes_on_by_itself_where_the_main_case_closed_in_between()
    {
        await using var world = await JoiningWorld.StartAsync();
        var (main, copy) = (await world.OpenAsync(1), await world.OpenAsync(2));
        await world.DoAsync(copy, new MergeCase(main, "The same lamp."));

        await world.FinishAsync(main);
        await world.DeliverAllAsync();

        Assert.Single((await world.EventsAsync(copy)).OfType<MergeUndone>());
        Assert.True((await world.CompleteAsync(copy, "Handle"))!.Succeeded);
    }

    [Fact]
    public async Task A_case_goes_on_by_itself_where_the_main_case_is_cancelled()
    {
        await using var world = await JoiningWorld.StartAsync();
        var (main, copy) = (await world.OpenAsync(1), await world.OpenAsync(2));
        await world.DoAsync(copy, new MergeCase(main, "The same lamp."));
        await world.DeliverAllAsync();

        await world.DoAsync(main, new CancelCase("Withdrawn."));
        await world.DeliverAllAsync();

        Assert.Equal(CaseStatus.Open, (await world.StateAsync(copy)).Status);
        Assert.Equal(1, (await world.StateAsync(main)).Joining.Petitions);
    }

    [Fact]
    public async Task Merging_is_for_those_whom_the_package_names_and_needs_a_reason()
    {
        await using var world = await JoiningWorld.StartAsync();
        var (main, copy) = (await world.OpenAsync(1), await world.OpenAsync(2));

        Assert.Equal(CommandStatus.Refused, (await world.DoAsync(copy, new MergeCase(main, "The same."), JoiningWorld.Office)).Status);
        Assert.Equal("XZ5646", (await world.DoAsync(copy, new MergeCase(main, " "))).Reason?.Code);
        Assert.Equal("XZ5635", (await world.DoAsync(copy, new MergeCase(copy, "The same."))).Reason?.Code);
        Assert.Equal("XZ5636", (await world.DoAsync(copy, new UnmergeCase("Another."))).Reason?.Code);
        Assert.Equal(CommandStatus.Refused, (await world.DoAsync(copy, new TakeCaseMessage(CaseWords.Joined, main, Foundation.Values.ValueContext.Empty))).Status);
    }

    [Fact]
    public async Task Related_cases_are_related_on_both_sides_and_the_last_word_counts()
    {
        await using var world = await JoiningWorld.StartAsync();
        var (one, other) = (await world.OpenAsync(1), await world.OpenAsync(2));
        await world.DoAsync(one, new LinkCase(other, "same-place", "The next lamp"));
        var late = world.Post.Single();
        await world.DeliverAllAsync();
        Assert.Equal([(one.ToString(), "same-place", "The next lamp")], (await world.StateAsync(other)).Joining.Related);

        await world.DoAsync(other, new UnlinkCase(one, "same-place", "Another street."));
        await world.DeliverAllAsync();
        world.Post.Add(late with { Id = late.Id + "-again" });
        await world.DeliverAllAsync();

        Assert.Empty((await world.StateAsync(one)).Joining.Related);
        Assert.Empty((await world.StateAsync(other)).Joining.Related);
        Assert.Equal("XZ5643", (await world.DoAsync(one, new LinkCase(other, "same-plaice", ""))).Reason?.Code);
    }

    [Fact]
    public async Task A_relation_to_a_case_that_is_not_there_is_taken_back()
    {
        await using var world = await JoiningWorld.StartAsync();
        var one = await world.OpenAsync(1);

        await world.DoAsync(one, new LinkCase(CaseId.For("default", "nowhere"), "same-place", ""));
        await world.DeliverAllAsync();

        Assert.Empty((await world.StateAsync(one)).Joining.Related);
        Assert.Equal(MergeUndone.NoSuchCase, Assert.Single((await world.EventsAsync(one)).OfType<CaseUnlinked>()).Why);
    }
}

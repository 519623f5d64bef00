using CsCheck;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Handling.Joining;

namespace Xiezhi.Runtime.Tests.Joining;

public class SplitTests
{
    private static readonly SplitCase InTwo = new(
        [new CasePart("The lamp", ValueContext.Of(("topic", "The lamp"))), new CasePart("The tree", ValueContext.Of(("topic", "The tree")))], "Two matters.");

    [Fact]
    public async Task Each_part_becomes_a_case_and_the_case_closes_only_when_all_have()
    {
        await using var world = await JoiningWorld.StartAsync();
        var id = await world.OpenAsync(1);

        Assert.True((await world.DoAsync(id, InTwo)).Succeeded);
        await world.DeliverAllAsync();
        await world.CompleteAsync(id, "Handle");
        var parts = await PartsAsync(world, id);

        Assert.Equal(id.ToString(), (await world.StateAsync(parts[0])).Joining.PartOf!.Case);
        Assert.Equal("XZ5639", (await world.CompleteAsync(id, "Confirm"))?.Reason?.Code);
        await world.FinishAsync(parts[0], ("answer", "It shines."));
        await world.DeliverAllAsync();
        Assert.Equal("XZ5639", (await world.CompleteAsync(id, "Confirm"))?.Reason?.Code);
        Assert.Equal(0, await world.ToldAsync(id, "parts-concluded"));
        await world.FinishAsync(parts[1], ("answer", "It is cut."));
        await world.DeliverAllAsync();

        Assert.Equal(1, await world.ToldAsync(id, "parts-concluded"));
        Assert.Equal(["It shines.", "It is cut."], (await world.StateAsync(id)).Joining.Parts.Select(part => part.Outcome["answer"].AsString));
        Assert.True((await world.CompleteAsync(id, "Confirm"))!.Succeeded);
        Assert.Equal(CaseStatus.Closed, (await world.StateAsync(id)).Status);
    }

    [Fact]
    public async Task A_case_whose_package_names_nothing_that_concludes_it_is_held_and_closes_by_itself()
    {
        await using var world = await JoiningWorld.StartAsync(JoiningWorld.Rules.Replace("\"concluding\": [\"Confirm\"], ", "", StringComparison.Ordinal));
        var id = await world.OpenAsync(1);
        await world.DoAsync(id, InTwo);
        await world.DeliverAllAsync();

        Assert.Equal("XZ5639", (await world.CompleteAsync(id, "Handle"))?.Reason?.Code);
        foreach (var part in await PartsAsync(world, id))
        {
            await world.FinishAsync(part);
        }

        await world.DeliverAllAsync();

        Assert.Equal(CaseStatus.Closed, (await world.StateAsync(id)).Status);
    }

    [Fact]
    public async Task A_part_that_can_t_be_opened_is_said_and_can_be_tried_again_or_dropped()
    {
        await using var world = await JoiningWorld.StartAsync();
        var id = await world.OpenAsync(1);
        await world.DoAsync(id, new SplitCase([new CasePart("The lamp", ValueContext.Empty), new CasePart("The tree", ValueContext.Empty, "elsewhere")], "Two matters."));
        await world.DeliverAllAsync();

        Assert.Equal(2, Assert.Single((await world.EventsAsync(id)).OfType<PartNotOpened>()).Part);
        Assert.True((await world.DoAsync(id, new RetryParts())).Succeeded);
        await world.DeliverAllAsync();
        Assert.Equal(2, (await world.EventsAsync(id)).OfType<PartNotOpened>().Count());
        Assert.True((await world.DoAsync(id, new DropPart(2, "The tree is gone."))).Succeeded);
        await world.FinishAsync((await PartsAsync(world, id))[0]);
        await world.DeliverAllAsync();

        Assert.Single((await world.EventsAsync(id)).OfType<PartsConcluded>());
    }

    [Fact]
    public async Task A_case_is_split_only_into_parts_with_titles_and_packages_that_are_allowed()
    {
        await using var world = await JoiningWorld.StartAsync();
        var id = await world.OpenAsync(1);

        Assert.Equal("XZ5640", (await world.DoAsync(id, new SplitCase([], "Two matters."))).Reason?.Code);
        Assert.Equal("XZ5641", (await world.DoAsync(id, new SplitCase([new CasePart("The lamp", ValueContext.Empty, "elsewere")], "Two matters."))).Reason?.Code);
        Assert.Equal("XZ5646", (await world.DoAsync(id, InTwo with { Reason = "" })).Reason?.Code);
    }

    [Fact]
    public void However_late_and_often_messages_arrive_parts_are_opened_once_and_the_petitioner_is_told_once() =>
        Gen.Select(Gen.Int[0, 1000], Gen.Bool).Array[0, 40].Sample(deliveries => HoldsAsync(deliveries).GetAwaiter().GetResult(), iter: 60);

    private static async Task HoldsAsync((int Which, bool Again)[] deliveries)
    {
        await using var world = await JoiningWorld.StartAsync();
        var id = await world.OpenAsync(1);
        await world.DoAsync(id, InTwo);
        foreach (var (which, again) in deliveries)
        {
            if (again)
            {
                await world.DeliverAgainAsync(which);
            }
            else
            {
                await world.DeliverAsync(which);
            }

            foreach (var part in await PartsAsync(world, id))
            {
                if (which % 3 == 0)
                {
                    await world.FinishAsync(part);
                }
            }
        }

        await world.DeliverAllAsync();
        foreach (var part in await PartsAsync(world, id))
        {
            await world.FinishAsync(part);
            Assert.Equal(0, (await world.StateAsync(part)).Joining.Petitions);
        }

        await world.DeliverAllAsync();
        Assert.Equal(2, (await PartsAsync(world, id)).Count);
        Assert.Equal(1, await world.ToldAsync(id, "parts-concluded"));
        Assert.Equal(1, (await world.StateAsync(id)).Joining.Petitions);
    }

    private static async Task<List<CaseId>> PartsAsync(JoiningWorld world, CaseId id) =>
        [.. (await world.StateAsync(id)).Joining.Parts.Where(part => part.Case is not null).Select(part => CaseId.TryParse(part.Case, out var found) ? found : default)];
}

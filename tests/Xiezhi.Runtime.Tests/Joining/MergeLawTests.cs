using System.Collections.Immutable;
using CsCheck;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Handling.Joining;
using Xiezhi.Insight.Figures;
using Xiezhi.Insight.Histories;

namespace Xiezhi.Runtime.Tests.Joining;

/// <summary>What holds however cases are merged, taken apart, answered, closed and cancelled, and however late and often their messages arrive.</summary>
public class MergeLawTests
{
    private const int Cases = 5;

    private enum What
    {
        Merge,
        Unmerge,
        Answer,
        Confirm,
        Cancel,
        Deliver,
        DeliverAgain,
    }

    private static readonly Gen<(What What, int Which, int Other)[]> Days = Gen.Select(
        Gen.Frequency(
            (4, Gen.Const(What.Merge)), (2, Gen.Const(What.Unmerge)), (1, Gen.Const(What.Answer)), (1, Gen.Const(What.Confirm)), (1, Gen.Const(What.Cancel)),
            (6, Gen.Const(What.Deliver)), (3, Gen.Const(What.DeliverAgain))),
        Gen.Int[0, 1000],
        Gen.Int[0, 1000]).Array[5, 60];

    [Fact]
    public void Petitions_are_conserved_each_petitioner_is_told_once_of_each_thing_and_nobody_waits_for_ever() =>
        Days.Sample(day => HoldsAsync(day).GetAwaiter().GetResult(), iter: 150);

    private static async Task HoldsAsync((What What, int Which, int Other)[] day)
    {
        await using var world = await JoiningWorld.StartAsync();
        var ids = new CaseId[Cases];
        for (var i = 0; i < Cases; i++)
        {
            ids[i] = await world.OpenAsync(i);
        }

        foreach (var (what, which, other) in day)
        {
            var id = ids[which % Cases];
            switch (what)
            {
                case What.Merge:
                    await world.DoAsync(id, new MergeCase(ids[other % Cases], "The same lamp."));
                    break;
                case What.Unmerge:
                    await world.DoAsync(id, new UnmergeCase("Another lamp."));
                    break;
                case What.Answer:
                    await world.CompleteAsync(id, "Handle");
                    break;
                case What.Confirm:
                    await world.CompleteAsync(id, "Confirm");
                    break;
                case What.Cancel:
                    await world.DoAsync(id, new CancelCase("Withdrawn."));
                    break;
                case What.Deliver:
                    await world.DeliverAsync(which);
                    break;
                default:
                    await world.DeliverAgainAsync(which);
                    break;
            }
        }

        await world.DeliverAllAsync();
        await AddsUpAsync(world, ids);

        // Then all that is on its own is handled to its end, and with it all that waits for it.
        foreach (var id in ids)
        {
            await world.FinishAsync(id);
        }

        await world.DeliverAllAsync();
        foreach (var id in ids)
        {
            await world.FinishAsync(id);
        }

        await world.DeliverAllAsync();
        await AddsUpAsync(world, ids);
        foreach (var id in ids)
        {
            Assert.False((await world.StateAsync(id)).IsOpen, "A case waits for ever.");
        }
    }

    private static async Task AddsUpAsync(JoiningWorld world, CaseId[] ids)
    {
        var states = new Dictionary<string, CaseState>(StringComparer.Ordinal);
        var records = new List<CaseRecord>();
        foreach (var id in ids)
        {
            states[id.ToString()] = await world.StateAsync(id);
            records.Add(await world.RecordAsync(id));
        }

        Assert.Equal(Cases, states.Values.Where(state => state.Joining.Into is null).Sum(state => state.Joining.Petitions));
        var figures = ServiceFigures.Of(records);
        Assert.Equal((Cases, Cases), (figures.Opened, figures.Petitions));
        Assert.Equal(figures.Opened, figures.Open + figures.Closed);
        foreach (var (id, state) in states)
        {
            // Both sides know of each other, and a case that is held is held by one that is on its way.
            foreach (var (taken, _) in state.Joining.MergedDirectly)
            {
                Assert.Equal(id, states[taken].Joining.Into);
            }

            var under = Under(states, id).Order(StringComparer.Ordinal);
            Assert.Equal(under, state.Joining.MergedCases.Order(StringComparer.Ordinal));
            if (state.Joining.Into is { } main)
            {
                Assert.True(state.Joining.IsConfirmed || !state.IsOpen);
                Assert.True(!state.IsOpen || states[main].IsOpen, "The main case has ended, and this one has not.");
            }

            await ToldOnceAsync(world, state);
        }
    }

    private static async Task ToldOnceAsync(JoiningWorld world, CaseState state)
    {
        var events = await world.EventsAsync(state.Id);
        Assert.Equal(events.Count(happened => happened is MergeConfirmed), await world.ToldAsync(state.Id, "merged"));
        Assert.Equal(events.Count(happened => happened is MainReplied), await world.ToldAsync(state.Id, "main-replied"));
        Assert.Equal(state.Joining.EndedWithMain ? 1 : 0, await world.ToldAsync(state.Id, "main-closed"));

        // Since it was merged last: a main case that was merged for a while was answered through the other, and may answer again on its own.
        var last = events.Reverse().TakeWhile(happened => happened is not MergeRequested).ToList();
        Assert.True(last.Count(happened => happened is MergeConfirmed) <= 1);
        var replies = last.OfType<MainReplied>().Select(replied => replied.Reply).ToList();
        Assert.Equal(replies.Distinct(), replies);
        if (state.Joining.EndedWithMain)
        {
            Assert.Single(last, happened => happened is MergeConfirmed);
            Assert.NotEmpty(replies);
        }
    }

    private static IEnumerable<string> Under(Dictionary<string, CaseState> states, string id) =>
        states.Where(state => state.Value.Joining.Into == id && IsTaken(states[id], state.Key)).SelectMany(state => Under(states, state.Key).Prepend(state.Key));

    private static bool IsTaken(CaseState main, string id) => main.Joining.MergedDirectly.Any(taken => taken.Case == id);
}

using System.Globalization;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Runtime.Cases;
using Xiezhi.Simulation.Tests.Worlds;

namespace Xiezhi.Simulation.Tests.Hosts;

public sealed class ParallelTasksTests
{
    [Theory]
    [InlineData("memory", 1000)]
    [InlineData("sqlite", 200)]
    [InlineData("postgres", 200)]
    public async Task Two_tasks_completed_at_the_same_moment_on_two_hosts_leave_no_case_stuck(string kind, int times)
    {
        times = int.TryParse(Environment.GetEnvironmentVariable("XIEZHI_PARALLEL_TASKS"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : times;
        await using var shared = await SharedStore.OpenAsync(kind, hosts: 2);
        var commands = new List<SentCommand>();
        var cases = await Task.WhenAll(Enumerable.Range(0, times).Select(async n =>
        {
            var key = "case " + n.ToString(CultureInfo.InvariantCulture);
            var opened = await shared.Engine(0).OpenAsync(Procedure.Tenant, Procedure.Name, key, World.Opening, Procedure.Citizen);
            return await shared.Engine(0).ExecuteAsync(
                Procedure.Tenant, opened.Case, new CompleteTask(Only(opened.State!, "Handle"), ValueContext.Of(("returned", false))), Procedure.Party("office"));
        }));

        // The timer between the two has fired: each of the two may be the one that lets the case go on.
        shared.Clock.Advance(TimeSpan.FromMinutes(31));
        await shared.Work(0).RunAsync();
        var stuck = 0;
        foreach (var found in cases)
        {
            var pair = new[] { "Visit", "Write" }.Select(element => new SentCommand(found.Case + element, found.Case)
            {
                Command = new CompleteTask(Only(found.State!, element), ValueContext.Of(("mark", found.Case + element))),
                Actor = Procedure.Party("office"),
            }).ToArray();
            using var together = new Barrier(2);
            var results = await Task.WhenAll(pair.Select((command, host) => Task.Run(() =>
            {
                together.SignalAndWait();
                return shared.Engine(host).ExecuteAsync(Procedure.Tenant, command.Case, command.Command!, command.Actor, command.Key);
            })));

            Assert.All(results, result => Assert.Equal(CommandStatus.Done, result.Status));
            pair[0].Answer(results[0]);
            pair[1].Answer(results[1]);
            commands.AddRange(pair);
            var states = await Task.WhenAll(Enumerable.Range(0, 2).Select(host => shared.Engine(host).FindAsync(Procedure.Tenant, found.Case)));
            stuck += states.All(state => state!.Workflow.Tasks.Single().Element == "Confirm") ? 0 : 1;
        }

        Assert.Equal(0, stuck);
        var broken = await shared.Laws().BrokenAsync(commands, shared.Clock.GetUtcNow());
        Assert.True(broken.Count == 0, string.Join('\n', broken.Take(10)));
    }

    private static int Only(CaseState state, string element) => state.Workflow.Tasks.Single(task => task.Element == element).Id;
}

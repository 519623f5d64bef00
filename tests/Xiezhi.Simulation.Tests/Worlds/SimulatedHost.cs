using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xiezhi.Runtime;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Due;
using Xiezhi.Runtime.Notifications;
using Xiezhi.Runtime.Outbox;
using Xiezhi.Runtime.Starts;
using Xiezhi.Storage.Schema.PostgreSql;

namespace Xiezhi.Simulation.Tests.Worlds;

/// <summary>One process with an engine, its own memory and its own clock. A new one takes the place of one that crashed.</summary>
internal sealed class SimulatedHost : IDisposable
{
    private readonly ServerTime _time;
    private readonly TimedStarts _starts;
    private readonly DueWork _work;
    private bool _works;

    public SimulatedHost(World world, string name, TimeSpan skew, int cachedCases)
    {
        Name = name;
        Clock = new HostClock(world, skew);

        // As on PostgreSQL: what is due follows the store's clock, and this host's own is not asked.
        _time = new ServerTime(world.AskTime, Clock, NullLogger<ServerTime>.Instance);

        // One delivery at a time: several would go on in threads of their own.
        var options = Options.Create(new XiezhiOptions { CachedCases = cachedCases, OutboxConcurrency = 1, HostName = name });
        var gates = new Gates(world, this);
        var store = new GatedStore(gates, world.Store.Cases, _time);
        Engine = new CaseEngine(
            World.Packages,
            new CommitPipeline(store, NullLogger<CommitPipeline>.Instance, TaskCreationOptions.None),
            store,
            new DueSignal(),
            _time,
            options,
            new CaseLocks(TaskCreationOptions.None));
        var delivery = new OutboxDelivery(
            Engine,
            new GatedOutbox(gates, world.Store.Outbox),
            [new GatedHandler(gates, new InboxHandler(world.Store.Inboxes, [], _time))],
            _time,
            options,
            NullLogger<OutboxDelivery>.Instance);
        _starts = new TimedStarts(World.Packages, Engine, world.Store.Queries, _time, NullLogger<TimedStarts>.Instance);
        _work = new DueWork(Engine, store, delivery, _starts, _time, options, NullLogger<DueWork>.Instance, oneByOne: true);
    }

    public string Name { get; }

    public HostClock Clock { get; }

    public CaseEngine Engine { get; }

    /// <summary>Has the engine work on a command; whoever sent it is told, unless the host is gone by then.</summary>
    public async Task SendAsync(SentCommand sent)
    {
        try
        {
            sent.Answer(sent.Command is { } command
                ? await Engine.ExecuteAsync(Procedure.Tenant, sent.Case, command, sent.Actor, sent.Key)
                : await Engine.OpenAsync(Procedure.Tenant, Procedure.Name, sent.Key, World.Opening, sent.Actor));
        }
        catch (Exception unknown) when (unknown is IOException or CommitOutcomeUnknownException)
        {
            // Whoever sent it sends it again.
        }
    }

    /// <summary>Does what is due and delivers what waits, as the one job of this host.</summary>
    public async Task WorkAsync()
    {
        if (_works)
        {
            return;
        }

        _works = true;
        try
        {
            await _work.RunAsync();
        }
        catch (Exception cut) when (cut is IOException or CommitOutcomeUnknownException)
        {
            // It is still due, or it is done.
        }
        finally
        {
            _works = false;
        }
    }

    public void Dispose()
    {
        _time.Dispose();
        _starts.Dispose();
    }
}

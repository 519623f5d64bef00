using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xiezhi.Governance.Cases;
using Xiezhi.Runtime;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Due;
using Xiezhi.Runtime.Notifications;
using Xiezhi.Runtime.Outbox;
using Xiezhi.Testing.Stores;

namespace Xiezhi.Simulation.Tests.Worlds;

/// <summary>One process with an engine, its own memory and its own clock. A new one takes the place of one that crashed.</summary>
internal sealed class SimulatedHost
{
    private readonly World _world;
    private readonly OutboxDelivery _delivery;
    private bool _delivers;

    public SimulatedHost(World world, TimeSpan skew, int cachedCases)
    {
        _world = world;
        Time = new SkewedTime(world, skew);
        // One delivery at a time: several would go on in threads of their own.
        var options = Options.Create(new XiezhiOptions { CachedCases = cachedCases, OutboxConcurrency = 1 });
        var store = new GatedStore(world, this, world.Store);
        Engine = new CaseEngine(
            World.Packages,
            new CommitPipeline(store, NullLogger<CommitPipeline>.Instance, TaskCreationOptions.None),
            store,
            new DueSignal(),
            Time,
            options,
            new CaseLocks(TaskCreationOptions.None));
        _delivery = new OutboxDelivery(
            Engine, new MemoryOutboxStore(world.Tables), [new InboxHandler(world.Inboxes, [], Time)], Time, options, NullLogger<OutboxDelivery>.Instance);
    }

    public CaseEngine Engine { get; }

    public TimeProvider Time { get; }

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

    /// <summary>Acts on what is due by this host's clock.</summary>
    public async Task ActAsync(CaseId id)
    {
        try
        {
            await Engine.ExecuteAsync(Procedure.Tenant, id, new ActOnDue(), Actor.Engine);
        }
        catch (Exception unknown) when (unknown is IOException or CommitOutcomeUnknownException)
        {
            // It is still due, or it is done.
        }
    }

    /// <summary>Delivers what waits, as the one delivery of this host.</summary>
    public async Task DeliverAsync()
    {
        if (_delivers)
        {
            return;
        }

        _delivers = true;
        try
        {
            await _delivery.DeliverAsync(CancellationToken.None);
        }
        finally
        {
            _delivers = false;
        }
    }

    private sealed class SkewedTime(World world, TimeSpan skew) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => world.Now + skew;
    }
}

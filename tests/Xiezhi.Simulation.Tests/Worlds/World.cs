using System.Collections.Immutable;
using System.Globalization;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Runtime;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Due;
using Xiezhi.Runtime.Outbox;
using Xiezhi.Runtime.Packages;
using Xiezhi.Simulation.Tests.Laws;
using Xiezhi.Testing;
using Xiezhi.Testing.Stores;

namespace Xiezhi.Simulation.Tests.Worlds;

/// <summary>Two hosts on one store, with clients, timers, crashes and cut connections, all decided by one seed.</summary>
/// <remarks>
/// One thread, virtual time, no delay: every operation on the store and each delivery waits at a gate, and the seed decides which gate opens next and
/// what becomes of the operation. The same seed is the same world, event by event.
/// </remarks>
internal sealed class World
{
    public static readonly ValueContext Opening = ValueContext.Of(("topic", "noise"), ("lead", "office"));

    private const int Hosts = 2;
    private const int MostCases = 5;
    private const int Turns = 300;
    private static readonly TimeSpan MostSkew = TimeSpan.FromMinutes(1);

    private readonly Random _random;
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly SimulatedHost[] _hosts;
    private readonly List<Gate> _gates = [];
    private readonly List<SentCommand> _commands = [];
    private readonly List<SimulatedTimer> _timers = [];
    private readonly Chronicle _seen = new();
    private bool _faults;
    private int _started;

    private World(int seed, bool faults, WorldStore store)
    {
        _random = new Random(seed);
        _faults = faults;
        Store = store;
        _hosts = [.. Enumerable.Range(0, Hosts).Select(_ => NewHost())];
    }

    /// <summary>Packages never change, so all worlds share them.</summary>
    public static PackageRegistry Packages { get; } = Publish();

    public WorldStore Store { get; }

    /// <summary>The true time.</summary>
    public DateTimeOffset Now { get; private set; } = Procedure.Start;

    /// <summary>What happened, in a number: the same for the same seed.</summary>
    public ulong Trace { get; private set; } = 14695981039346656037;

    /// <summary>How often what happened.</summary>
    public Tally Tally { get; } = new();

    /// <summary>What was asked, and what came of it; once the world is over.</summary>
    public History History { get; private set; } = null!;

    /// <summary>Lives through a world and says which laws are broken in it.</summary>
    public static (World World, IReadOnlyList<string> Broken) Live(int seed, bool faults = true, WorldStore? store = null)
    {
        var world = new World(seed, faults, store ?? WorldStore.InMemory());
        try
        {
            for (var turn = 0; turn < Turns; turn++)
            {
                world.Turn();
            }

            world.Settle();
            return (world, world.Broken());
        }
        catch (Exception unforeseen)
        {
            // Nothing is foreseen to come out of an engine here; the seed is what is needed to see it again.
            return (world, [$"the world ended at {world.Now:O}: {unforeseen}"]);
        }
    }

    public void Wait(Gate gate) => _gates.Add(gate);

    public void RequireOwnThread()
    {
        if (Environment.CurrentManagedThreadId != _thread)
        {
            throw new InvalidOperationException("The engine went on in another thread: what happens is no longer decided by the seed.");
        }
    }

    /// <summary>The time as the store tells it, after a way there and back that takes some, or too long, or leads nowhere.</summary>
    public DateTimeOffset AskTime()
    {
        if (!_faults)
        {
            return Now;
        }

        var fate = _random.Next(40);
        if (fate == 0)
        {
            Tally.Count("time not asked");
            throw new IOException("The connection was cut.");
        }

        var way = fate == 1 ? 2_000 : 40;
        Pass(TimeSpan.FromMilliseconds(_random.Next(way)));
        var told = Now;
        Pass(TimeSpan.FromMilliseconds(_random.Next(way)));
        return told;
    }

    public void Keep(SimulatedTimer timer)
    {
        if (!_timers.Contains(timer))
        {
            _timers.Add(timer);
        }
    }

    public void Forget(SimulatedTimer timer) => _timers.Remove(timer);

    public void SeeStored(IReadOnlyList<CaseCommit> commits, ImmutableArray<CommitOutcome> outcomes)
    {
        foreach (var (commit, outcome) in commits.Zip(outcomes))
        {
            Tally.Count("commit " + outcome);
            foreach (var recorded in outcome == CommitOutcome.Committed ? commit.Events : [])
            {
                _seen.Stored.Add((recorded.Case, recorded.Sequence), Now);
                Note(recorded.Hash.ToString(), recorded.Sequence);
            }
        }
    }

    public void SeeClaimed(IEnumerable<string> works, WorkClaim claim)
    {
        foreach (var work in works)
        {
            var before = _seen.Holds.FindLast(hold => hold.Work == work);
            if (before is { Released: null } && before.Owner != claim.Owner)
            {
                Tally.Count("lease expired");
            }

            _seen.Holds.Add(new Hold(work, claim.Owner, Now, Now + claim.Lease));
        }
    }

    public void SeeReleased(IEnumerable<string> works, string? owner)
    {
        foreach (var work in works)
        {
            var hold = _seen.Holds.FindLast(hold => hold.Work == work && (owner is null || hold.Owner == owner));
            if (hold is not null)
            {
                hold.Released ??= Now;
            }
        }
    }

    public void SeeTold(OutboxMessage message) => _seen.Effects.Add(new Effect(message, Now));

    private void Turn()
    {
        switch (_random.Next(100))
        {
            case < 62 when _gates.Count > 0:
                OpenGate(_faults && _random.Next(12) == 0 ? (Fate)_random.Next(1, 4) : Fate.Done);
                break;
            case < 76:
                Send(NextCommand());
                break;
            case < 80 when _commands.Count > 0:
                Tally.Count("sent again");
                Send(_commands[_random.Next(_commands.Count)]);
                break;
            case < 90:
                _ = Host().WorkAsync();
                break;
            case < 97:
                Advance(NextStep());
                break;
            case < 98 when _faults:
                Tally.Count("clock set");
                Host().Clock.Skew = NextSkew();
                break;
            default:
                if (_faults)
                {
                    Crash(_random.Next(Hosts));
                }

                break;
        }
    }

    /// <summary>Without faults and with right clocks: every answer is given, whatever is due is done.</summary>
    private void Settle()
    {
        var faults = _faults;
        _faults = false;
        for (var i = 0; i < Hosts; i++)
        {
            if (faults)
            {
                Crash(i);
            }

            OpenAll();
        }

        // Half an hour each, until no clock and no timer of these cases can run any longer.
        for (var round = 0; round < 20; round++)
        {
            foreach (var unanswered in _commands.Where(command => !command.Answered).ToList())
            {
                Send(unanswered);
                OpenAll();
            }

            Work(_hosts[0]);
            Advance(TimeSpan.FromMinutes(30));
        }

        Work(_hosts[0]);
    }

    private void Work(SimulatedHost host)
    {
        _ = host.WorkAsync();
        OpenAll();
    }

    private List<string> Broken()
    {
        var laws = new StoreLaws(Store.Logs, Store.Proofs, Store.Queries, Store.Cases);

        // A clock of its own also goes on while the world's time stands, so when exactly its leases end can't be said.
        var seen = Store.HasClock ? _seen with { Holds = [] } : _seen;
        var broken = laws.BrokenAsync(_commands, Now, seen).GetAwaiter().GetResult().ToList();
        History = laws.History!;
        Tally.Count(History);
        broken.AddRange(_commands.Where(command => !command.Answered).Select(command => $"{command.Key} was never answered"));
        foreach (var (id, state) in laws.Folded)
        {
            foreach (var host in _hosts)
            {
                var finding = host.Engine.FindAsync(Procedure.Tenant, id);
                OpenAll();
                broken.AddRange(Differences(state, finding.GetAwaiter().GetResult()).Select(what => $"{id}: {what} in memory is not what the log says"));
            }
        }

        return broken;
    }

    private static IEnumerable<string> Differences(CaseState folded, CaseState? cached)
    {
        if (cached is null)
        {
            yield return "the case";
            yield break;
        }

        if ((cached.Version, cached.Head, cached.Status, cached.LastAt) != (folded.Version, folded.Head, folded.Status, folded.LastAt))
        {
            yield return "the head";
        }

        if (cached.Workflow != folded.Workflow)
        {
            yield return "the procedure";
        }

        if (!cached.Clocks.SequenceEqual(folded.Clocks))
        {
            yield return "a clock";
        }

        if (cached.Facts.Lead != folded.Facts.Lead || cached.Returns != folded.Returns || cached.Level != folded.Level)
        {
            yield return "a fact";
        }
    }

    private void OpenGate(Fate fate)
    {
        var index = _random.Next(_gates.Count);
        var gate = _gates[index];
        _gates.RemoveAt(index);
        if (fate != Fate.Done)
        {
            Tally.Count((gate.Commits ? "write " : "read ") + fate);
        }

        Note("gate", (int)fate);
        gate.Open(fate);
    }

    private void OpenAll()
    {
        while (_gates.Count > 0)
        {
            OpenGate(Fate.Done);
        }
    }

    // Whoever was waiting on the host that is gone waits for ever; what was on its way to the store may still arrive.
    private void Crash(int index)
    {
        var gone = _hosts[index];
        foreach (var gate in _gates.Where(gate => gate.Host == gone).ToList())
        {
            _gates.Remove(gate);
            var fate = gate.Commits && _random.Next(2) == 0 ? Fate.DoneUnknown : Fate.FailedUnknown;
            Tally.Count("crash amid " + (gate.Commits ? "write " + fate : "read"));
            gate.Abandon(fate);
        }

        gone.Dispose();
        _hosts[index] = NewHost();
        Tally.Count("crash");
        Note("crash", index);
    }

    private void Send(SentCommand? command)
    {
        if (command is not null)
        {
            Note(command.Key, 0);
            _ = Host().SendAsync(command);
        }
    }

    private void Advance(TimeSpan by)
    {
        Pass(by);
        Note("time", by.Ticks);
        foreach (var timer in _timers.Where(timer => timer.At <= Now).ToList())
        {
            timer.GoOff();
        }
    }

    // Often to about when something falls due, so that a host whose clock is wrong has an occasion to be early.
    private TimeSpan NextStep()
    {
        var planned = _random.Next(3) == 0 ? Store.Cases.FindDueAsync(Now + TimeSpan.FromHours(1), 100, CancellationToken.None).GetAwaiter().GetResult() : [];
        var next = planned.Where(due => due.At > Now).Select(due => due.At - Now + TimeSpan.FromMilliseconds(_random.Next(-40_000, 10_000))).FirstOrDefault();
        return next > TimeSpan.Zero ? next : TimeSpan.FromMilliseconds(_random.Next(1, _random.Next(4) == 0 ? 60 * 60 * 1000 : 15 * 60 * 1000));
    }

    private void Pass(TimeSpan by)
    {
        Now += by;
        Store.Pass(by);
    }

    private SentCommand? NextCommand()
    {
        var number = _commands.Count.ToString(CultureInfo.InvariantCulture);
        var cases = _commands.Count(command => command.Command is null);
        if (cases == 0 || (cases < MostCases && _random.Next(6) == 0))
        {
            Tally.Count("command open");
            return Keep(new SentCommand("case " + number, CaseEngine.IdFor(Procedure.Tenant, Procedure.Name, "case " + number)));
        }

        // Clients look at lists that may be old by the time they act.
        var tasks = Store.Queries.ListTasksAsync(new TaskFilter(Procedure.Tenant, null, null, 0, 1000), CancellationToken.None).GetAwaiter().GetResult();
        if (tasks.IsEmpty)
        {
            return null;
        }

        var task = tasks[_random.Next(tasks.Length)];
        var mark = "command " + number;
        if (task.Element == "Handle" && _random.Next(4) == 0)
        {
            Tally.Count("command message");
            return Keep(new SentCommand(mark, task.Case) { Command = new DeliverMessage("supplement", null, ValueContext.Of(("mark", mark))), Actor = Procedure.Party("city") });
        }

        Tally.Count("command " + task.Element);
        var variables = task.Element switch
        {
            "Handle" => ValueContext.Of(("mark", mark), ("returned", _random.Next(3) == 0)),
            "Dispatch" => ValueContext.Of(("mark", mark), ("lead", _random.Next(2) == 0 ? "office" : "bureau")),
            _ => ValueContext.Of(("mark", mark)),
        };
        return Keep(new SentCommand(mark, task.Case) { Command = new CompleteTask(task.TaskId, variables), Actor = Procedure.Party(task.Owners[0]) });
    }

    private SentCommand Keep(SentCommand command)
    {
        _commands.Add(command);
        return command;
    }

    private SimulatedHost Host() => _hosts[_random.Next(Hosts)];

    private SimulatedHost NewHost() =>
        new(this, string.Create(CultureInfo.InvariantCulture, $"host {_started++}"), NextSkew(), _random.Next(1, MostCases + 1));

    private TimeSpan NextSkew() => _faults ? MostSkew * ((_random.NextDouble() * 2) - 1) : TimeSpan.Zero;

    private void Note(string what, long number)
    {
        foreach (var letter in what)
        {
            Trace = (Trace ^ letter) * 1099511628211;
        }

        Trace = (Trace ^ (ulong)number) * 1099511628211;
    }

    private static PackageRegistry Publish()
    {
        var registry = new PackageRegistry(new MemoryPackageStore(), new Xiezhi.Runtime.Due.DueSignal(), new VirtualClock(Procedure.Start.AddDays(-1)), Microsoft.Extensions.Options.Options.Create(new XiezhiOptions()));
        var published = registry.PublishAsync(Procedure.Tenant, Procedure.Files, null, Procedure.Publisher).GetAwaiter().GetResult();
        return published.Published ? registry : throw new InvalidOperationException(string.Join('\n', published.Diagnostics));
    }
}

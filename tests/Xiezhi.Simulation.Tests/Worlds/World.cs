using System.Globalization;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Runtime;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Packages;
using Xiezhi.Testing;
using Xiezhi.Testing.Stores;

namespace Xiezhi.Simulation.Tests.Worlds;

/// <summary>Two hosts on one store, with clients, timers, crashes and cut connections, all decided by one seed.</summary>
/// <remarks>
/// One thread, virtual time, no delay: every operation on the store waits at a gate, and the seed decides which gate opens next and what becomes of
/// the operation. The same seed is the same world, event by event.
/// </remarks>
internal sealed class World
{
    public static readonly ValueContext Opening = ValueContext.Of(("topic", "noise"), ("lead", "office"));

    private const int Hosts = 2;
    private const int MostCases = 5;
    private const int Turns = 400;
    private static readonly TimeSpan MostSkew = TimeSpan.FromMinutes(1);

    private readonly Random _random;
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly SimulatedHost[] _hosts;
    private readonly List<Gate> _gates = [];
    private readonly List<SentCommand> _commands = [];
    private readonly MemoryCaseQueries _queries;
    private readonly bool _faults;

    private World(int seed, bool faults)
    {
        _random = new Random(seed);
        _faults = faults;
        Store = new MemoryCaseStore(Tables);
        _queries = new MemoryCaseQueries(Tables);
        _hosts = [.. Enumerable.Range(0, Hosts).Select(_ => NewHost())];
    }

    /// <summary>Packages never change, so all worlds share them.</summary>
    public static PackageRegistry Packages { get; } = Publish();

    public MemoryTables Tables { get; } = new();

    public MemoryCaseStore Store { get; }

    public MemoryNotificationStore Inboxes { get; } = new();

    /// <summary>The true time.</summary>
    public DateTimeOffset Now { get; private set; } = Procedure.Start;

    /// <summary>What happened, in a number: the same for the same seed.</summary>
    public ulong Trace { get; private set; } = 14695981039346656037;

    /// <summary>How many crashes and failures there were.</summary>
    public int Injected { get; private set; }

    /// <summary>How many commands were sent.</summary>
    public int Commands => _commands.Count;

    /// <summary>How many events are in the log.</summary>
    public int Events => Tables.Use(all => all.Cases.Sum(stored => stored.Events.Count));

    /// <summary>Lives through a world and says which laws are broken in it.</summary>
    public static (World World, IReadOnlyList<string> Broken) Live(int seed, bool faults = true)
    {
        var world = new World(seed, faults);
        for (var turn = 0; turn < Turns; turn++)
        {
            world.Turn();
        }

        world.Settle();
        return (world, world.Broken());
    }

    public void Wait(Gate gate) => _gates.Add(gate);

    public void RequireOwnThread()
    {
        if (Environment.CurrentManagedThreadId != _thread)
        {
            throw new InvalidOperationException("The engine went on in another thread: what happens is no longer decided by the seed.");
        }
    }

    private void Turn()
    {
        switch (_random.Next(100))
        {
            case < 60 when _gates.Count > 0:
                OpenGate(_faults && _random.Next(12) == 0 ? (Fate)_random.Next(1, 4) : Fate.Done);
                break;
            case < 75:
                Send(NextCommand());
                break;
            case < 80 when _commands.Count > 0:
                Send(_commands[_random.Next(_commands.Count)]);
                break;
            case < 88:
                Act(Host());
                break;
            case < 92:
                _ = Host().DeliverAsync();
                break;
            case < 98:
                Advance(TimeSpan.FromMilliseconds(_random.Next(1, 20 * 60 * 1000)));
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
        for (var i = 0; i < Hosts; i++)
        {
            if (_faults)
            {
                Crash(i);
            }

            OpenAll();
            _hosts[i] = new SimulatedHost(this, TimeSpan.Zero, MostCases);
        }

        // Half an hour each, until no clock and no timer of these cases can run any longer.
        for (var round = 0; round < 20; round++)
        {
            foreach (var unanswered in _commands.Where(command => !command.Answered).ToList())
            {
                Send(unanswered);
                OpenAll();
            }

            Act(_hosts[0]);
            OpenAll();
            _ = _hosts[0].DeliverAsync();
            OpenAll();
            Advance(TimeSpan.FromMinutes(30));
        }

        Act(_hosts[0]);
        OpenAll();
    }

    private List<string> Broken()
    {
        var laws = new Laws(new MemoryLogReader(Tables), new MemoryProofStore(Tables), _queries, Store);
        var broken = laws.BrokenAsync(_commands, Now).GetAwaiter().GetResult().ToList();
        broken.AddRange(_commands.Where(command => !command.Answered).Select(command => $"{command.Key} was never answered"));
        foreach (var (id, state) in laws.Folded)
        {
            foreach (var host in _hosts)
            {
                var finding = host.Engine.FindAsync(Procedure.Tenant, id);
                OpenAll();
                broken.AddRange(Differences(state, finding.GetAwaiter().GetResult()).Select(what => $"{id}: {what} in memory is not what the log says"));
            }

            if (state.Workflow.Jobs.Count > 0)
            {
                broken.Add($"{id}: a job was never answered");
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
        var gate = _gates[_random.Next(_gates.Count)];
        _gates.Remove(gate);
        Injected += fate == Fate.Done ? 0 : 1;
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
            gate.Abandon(gate.Commits && _random.Next(2) == 0 ? Fate.DoneUnknown : Fate.FailedUnknown);
        }

        _hosts[index] = NewHost();
        Injected++;
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

    private void Act(SimulatedHost host)
    {
        foreach (var due in Store.FindDueAsync(host.Time.GetUtcNow(), 100, CancellationToken.None).GetAwaiter().GetResult())
        {
            Note("due", due.At.Ticks);
            _ = host.ActAsync(due.Case);
        }
    }

    private void Advance(TimeSpan by)
    {
        Now += by;
        Note("time", by.Ticks);
    }

    private SentCommand? NextCommand()
    {
        var number = _commands.Count.ToString(CultureInfo.InvariantCulture);
        var cases = _commands.Count(command => command.Command is null);
        if (cases == 0 || (cases < MostCases && _random.Next(6) == 0))
        {
            return Keep(new SentCommand("case " + number, CaseEngine.IdFor(Procedure.Tenant, Procedure.Name, "case " + number)));
        }

        // Clients look at lists that may be old by the time they act.
        var tasks = _queries.ListTasksAsync(new TaskFilter(Procedure.Tenant, null, null, 0, 1000), CancellationToken.None).GetAwaiter().GetResult();
        if (tasks.IsEmpty)
        {
            return null;
        }

        var task = tasks[_random.Next(tasks.Length)];
        var mark = "command " + number;
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

    private SimulatedHost NewHost()
    {
        var skew = _faults ? MostSkew * ((_random.NextDouble() * 2) - 1) : TimeSpan.Zero;
        return new SimulatedHost(this, skew, _random.Next(1, MostCases + 1));
    }

    private void Note(string what, long number)
    {
        foreach (var letter in what)
        {
            Trace = (Trace ^ letter) * 1099511628211;
        }

        Trace = (Trace ^ (ulong)number) * 1099511628211;
        Trace = (Trace ^ (ulong)Events) * 1099511628211;
    }

    private static PackageRegistry Publish()
    {
        var registry = new PackageRegistry(new MemoryPackageStore(), new Xiezhi.Runtime.Due.DueSignal(), new VirtualClock(Procedure.Start.AddDays(-1)), Microsoft.Extensions.Options.Options.Create(new XiezhiOptions()));
        var published = registry.PublishAsync(Procedure.Tenant, Procedure.Files, null, Procedure.Publisher).GetAwaiter().GetResult();
        return published.Published ? registry : throw new InvalidOperationException(string.Join('\n', published.Diagnostics));
    }
}

namespace Xiezhi.Simulation.Tests.Faults;

/// <summary>When which fault happens: a quarter of the operations, as a seed decides. Thread-safe.</summary>
internal sealed class FaultPlan(Fault fault, int seed)
{
    private const int OneIn = 4;

    private static readonly Fault[] All =
        [Fault.DiskFull, Fault.CommittedUnknown, Fault.NotCommittedUnknown, Fault.CommittedThrown, Fault.ConnectionCut, Fault.SerialisationFailure, Fault.SlowDisk];

    private readonly Lock _turn = new();
    private readonly Random _random = new(seed);
    private bool _over;

    /// <summary>How often something went wrong.</summary>
    public int Injected { get; private set; }

    /// <summary>From now on all goes well.</summary>
    public void End()
    {
        lock (_turn)
        {
            _over = true;
        }
    }

    /// <summary>What happens to the next commit.</summary>
    public Fault Next()
    {
        lock (_turn)
        {
            if (!Happens())
            {
                return Fault.None;
            }

            Injected++;
            return fault == Fault.Mixed ? All[_random.Next(All.Length)] : fault;
        }
    }

    /// <summary>Whether the next reading fails.</summary>
    public bool CutsReading()
    {
        lock (_turn)
        {
            var cut = fault is Fault.ConnectionCut or Fault.Mixed && Happens();
            Injected += cut ? 1 : 0;
            return cut;
        }
    }

    private bool Happens() => !_over && fault != Fault.None && _random.Next(OneIn) == 0;
}

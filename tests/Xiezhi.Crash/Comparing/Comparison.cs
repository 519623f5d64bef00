using System.Globalization;
using Xiezhi.Crash.Load;

namespace Xiezhi.Crash.Comparing;

/// <summary>What the clients' journals and the server's log say of each other.</summary>
internal sealed class Comparison
{
    private readonly List<string> _findings = [];

    /// <summary>How many commands were acknowledged.</summary>
    public int Acknowledged { get; private set; }

    /// <summary>How many things were acknowledged or decided and are not there.</summary>
    public int Lost { get; private set; }

    /// <summary>How many things happened more often than they were asked for.</summary>
    public int Doubled { get; private set; }

    /// <summary>How many cases have a chain of hashes, or a row made from it, that does not hold.</summary>
    public int Broken { get; private set; }

    /// <summary>How many timers and milestones came late for good, or early.</summary>
    public int Missed { get; private set; }

    /// <summary>Whether all is as it must be.</summary>
    public bool Holds => (Lost, Doubled, Broken, Missed) == (0, 0, 0, 0);

    /// <summary>What was found, in words.</summary>
    public IReadOnlyList<string> Findings => _findings;

    public void CountAcknowledged(IEnumerable<CommandRecord> commands) => Acknowledged = commands.Count(command => command.Standing == Standing.Acknowledged);

    public void AddLost(string what) => Lost += Keep("lost", what);

    public void AddDoubled(string what) => Doubled += Keep("doubled", what);

    public void AddBroken(string what) => Broken += Keep("broken", what);

    public void AddMissed(string what) => Missed += Keep("missed", what);

    /// <summary>The line that the checks read.</summary>
    public string Line(int kills) => string.Create(
        CultureInfo.InvariantCulture,
        $"kills {kills}, acknowledged {Acknowledged}, lost {Lost}, doubled {Doubled}, broken chains {Broken}, timers missed {Missed}");

    private int Keep(string kind, string what)
    {
        _findings.Add(kind + ": " + what);
        return 1;
    }
}

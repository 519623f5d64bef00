using System.Collections.Concurrent;
using System.Globalization;
using Xiezhi.Governance.Cases;
using Xiezhi.Simulation.Tests.Laws;
using Xiezhi.Workflow.Events;

namespace Xiezhi.Simulation.Tests.Worlds;

/// <summary>How often what happened, in all worlds together. Thread-safe.</summary>
internal sealed class Tally
{
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public long this[string what] => _counts.GetValueOrDefault(what);

    public void Count(string what) => _counts.AddOrUpdate(what, 1, static (_, count) => count + 1);

    public void Add(Tally other)
    {
        foreach (var (what, times) in other._counts)
        {
            _counts.AddOrUpdate(what, times, (_, count) => count + times);
        }
    }

    /// <summary>Counts what a history tells.</summary>
    public void Count(History history)
    {
        foreach (var recorded in history.Events)
        {
            Count("event");
            switch (recorded.Event)
            {
                case CaseEnded:
                    Count("case ended");
                    break;
                case ClockBreached:
                    Count("breach");
                    break;
                case EscalationTaken taken:
                    Count("ladder " + taken.Kind);
                    break;
                case CaseReturned:
                    Count("return");
                    break;
                case ProcedureMoved { Event: TimerFired fired }:
                    Count("timer " + fired.Element);
                    break;
            }
        }

        foreach (var told in history.Seen!.Effects.CountBy(effect => effect.Message.Id))
        {
            Count("effect");
            if (told.Value > 1)
            {
                Count("effect repeated");
            }
        }
    }

    public override string ToString() =>
        string.Join(", ", _counts.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Key} {count.Value}")));
}

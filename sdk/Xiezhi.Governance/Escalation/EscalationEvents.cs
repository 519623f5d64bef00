using System.Collections.Immutable;
using Xiezhi.Governance.Clocks;

namespace Xiezhi.Governance.Escalation;

/// <summary>A step of a ladder was due, but what it waits for had happened; it is not taken any more.</summary>
/// <param name="ServiceLevel">The service level of the clock.</param>
/// <param name="Clock">The clock.</param>
/// <param name="Step">Which step of the ladder, counted from 0.</param>
/// <param name="DueAt">When it was due.</param>
public sealed record EscalationPassed(string ServiceLevel, string Clock, int Step, DateTimeOffset DueAt) : ClockEvent;

/// <summary>Parties were called together (召集会商).</summary>
/// <param name="ServiceLevel">The service level of the clock.</param>
/// <param name="Clock">The clock.</param>
/// <param name="Group">What the group is called.</param>
/// <param name="Convener">The party that calls it together.</param>
/// <param name="Parties">The ids of its members.</param>
public sealed record PartiesConvened(string ServiceLevel, string Clock, string Group, string Convener, ImmutableArray<string> Parties) : ClockEvent
{
    /// <inheritdoc/>
    public bool Equals(PartiesConvened? other) =>
        base.Equals(other) && Group == other.Group && Convener == other.Convener && ServiceLevel == other.ServiceLevel && Clock == other.Clock
        && Parties.AsSpan().SequenceEqual(other.Parties.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(ServiceLevel, Clock, Group, Convener, Parties.Length);
}

/// <summary>A supervision case (督办) is to be opened about this one. The same key never opens a second.</summary>
/// <param name="ServiceLevel">The service level of the clock.</param>
/// <param name="Clock">The clock.</param>
/// <param name="Package">The name of the package that the supervision case begins with.</param>
/// <param name="Key">The key that opens it.</param>
/// <param name="Supervisor">The party that supervises.</param>
public sealed record SupervisionOrdered(string ServiceLevel, string Clock, string Package, string Key, string Supervisor) : ClockEvent;

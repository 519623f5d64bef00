using System.Collections.Immutable;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Clocks;
using Xiezhi.Governance.Duties.Dispatch;

namespace Xiezhi.Insight.Histories;

/// <summary>What the log tells of one case: a fold over its events that keeps what indicators are made from.</summary>
/// <remarks>
/// Immutable. All instants are UTC. Unlike <see cref="CaseState"/> it needs no package, and it keeps what was before: who led
/// when, every clock, every escalation.
/// </remarks>
public sealed record CaseRecord
{
    /// <summary>Whose case it is.</summary>
    public required string Tenant { get; init; }

    /// <summary>The case.</summary>
    public required CaseId Id { get; init; }

    /// <summary>The key that opened it.</summary>
    public required string Key { get; init; }

    /// <summary>The version of policy it keeps.</summary>
    public required string PackageId { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When its last event was recorded.</summary>
    public required DateTimeOffset LastAt { get; init; }

    /// <summary>How it stands.</summary>
    public CaseStatus Status { get; init; }

    /// <summary>When it ended, or <see langword="null"/> while it is open.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How many petitions it stands for: its own, and those of the cases merged into it; none of its own where the engine opened it, as a part.</summary>
    public int Petitions { get; init; } = 1;

    /// <summary>The case that it is merged into, which stands for its petition; <see langword="null"/> where it is on its own.</summary>
    public string? MergedInto { get; init; }

    /// <summary>What it is about.</summary>
    public string? Title { get; init; }

    /// <summary>The id of its matter.</summary>
    public string? Matter { get; init; }

    /// <summary>The code of its territory.</summary>
    public string? Territory { get; init; }

    /// <summary>The id of its service level.</summary>
    public string? ServiceLevel { get; init; }

    /// <summary>Who led it, from the first to the last; empty where nobody ever did.</summary>
    public ImmutableArray<LeadPeriod> LeadPeriods { get; init; } = [];

    /// <summary>Its clocks, in the order in which they started.</summary>
    public ImmutableArray<ClockRecord> Clocks { get; init; } = [];

    /// <summary>When the one who raised the issue was first answered.</summary>
    public DateTimeOffset? FirstReplyAt { get; init; }

    /// <summary>How far it was raised; 0 where it was not.</summary>
    public int Level { get; init; }

    /// <summary>How often it was returned (退单).</summary>
    public int Returns { get; init; }

    /// <summary>How often it was handled again (重办).</summary>
    public int Reworks { get; init; }

    /// <summary>The steps of escalation ladders that were taken, in order.</summary>
    public ImmutableArray<EscalationRecord> Escalations { get; init; } = [];

    /// <summary>The findings, in order.</summary>
    public ImmutableArray<FindingRecord> Findings { get; init; } = [];

    /// <summary>The deliberations (会商), in order.</summary>
    public ImmutableArray<DeliberationRecord> Deliberations { get; init; } = [];

    /// <summary>How it found who leads it, or <see langword="null"/> where nobody was ever named to.</summary>
    public DispatchHistory? Dispatch { get; init; }

    /// <summary>The commands that were refused, in order.</summary>
    public ImmutableArray<RefusalRecord> Refusals { get; init; } = [];

    /// <summary>The parties that lead it now, by the log's last word.</summary>
    public ImmutableArray<string> Leads => LeadPeriods is [.., var last] ? last.Leads : [];

    /// <summary>Whether exactly one party leads it and a duty says so; otherwise nobody does, several do, or it is with the backstop.</summary>
    public bool HasClearDuty => LeadPeriods is [.., { Leads.Length: 1, ClearDuty: true }];

    /// <summary>The elapsed time from opening to the first reply, or <see langword="null"/> where nobody answered.</summary>
    public TimeSpan? TimeToAnswer => FirstReplyAt - OpenedAt;

    /// <summary>Whether what was promised was done in time.</summary>
    public Timeliness Timeliness => this switch
    {
        _ when Clocks.Any(clock => clock.Standing == ClockStanding.Breached) => Timeliness.Late,
        _ when Clocks.Any(clock => clock.Standing is ClockStanding.Running or ClockStanding.Paused) => Timeliness.Running,
        _ when Clocks.Any(clock => clock.Standing == ClockStanding.Met) => Timeliness.OnTime,
        _ => Timeliness.NoClock,
    };

    /// <summary>The parties that answer for <see cref="Timeliness"/>: who led at the first breach, or when the last promise was kept, else who leads now.</summary>
    /// <remarks>A case that is handed on after its breach does not take the breach with it.</remarks>
    public ImmutableArray<string> AnswerableLeads => Timeliness switch
    {
        Timeliness.Late => LeadsAt(Clocks.Where(clock => clock.Standing == ClockStanding.Breached).Min(clock => clock.BreachedIn)),
        Timeliness.OnTime => LeadsAt(Clocks.Where(clock => clock.Standing == ClockStanding.Met).Max(clock => clock.StoppedIn)),
        _ => Leads,
    };

    private ImmutableArray<string> LeadsAt(long sequence) => LeadPeriods.LastOrDefault(period => period.FromSequence < sequence)?.Leads ?? [];
}

using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Parties;
using Xiezhi.Runtime.Retention;

namespace Xiezhi.Runtime;

/// <summary>How an embedded engine behaves.</summary>
public sealed class XiezhiOptions
{
    /// <summary>How many cases are kept in memory between commands, at most; 1 to 1,000,000. Default: 10,000.</summary>
    public int CachedCases { get; set; } = 10_000;

    /// <summary>
    /// After how many events of a case a snapshot of it is written, in the background, so that opening it again need not fold its whole log; 0 to
    /// 1,000,000, and 0 for never. More events lie between two where a snapshot is large: one for each 2,000 bytes. Default: 200.
    /// </summary>
    public int SnapshotEvery { get; set; } = 200;

    /// <summary>How often a command is worked out again because another changed its case first; 1 to 100. Default: 16.</summary>
    public int ConflictRetries { get; set; } = 16;

    /// <summary>For how long a host that delivers an outgoing message keeps it from others. Default: 2 minutes.</summary>
    public TimeSpan OutboxHold { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>For how long a host that acts on what is due keeps a case from others that do so; a host that is cut off gives it up after that. Default: 1 minute.</summary>
    public TimeSpan DueHold { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How many cases a host acts on at once, so that their commits share transactions; those who ask meanwhile share them too. 1 to 256. Default: 32.
    /// </summary>
    public int DueConcurrency { get; set; } = 32;

    /// <summary>What this host calls itself in claims on work. Default: the machine's name, the process and a number that is new at each start.</summary>
    public string HostName { get; set; } = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";

    /// <summary>How often delivery of a message is tried before it is set aside; 1 to 100. Default: 10.</summary>
    public int OutboxAttempts { get; set; } = 10;

    /// <summary>How many messages of different cases a host delivers at once; those of one case follow each other. 1 to 100. Default: 8.</summary>
    public int OutboxConcurrency { get; set; } = 8;

    /// <summary>
    /// For how long reminders to one party are collected into one digest; none, the default, delivers each by itself. At most a day. Windows
    /// are fixed spans of UTC, so that several hosts collect alike.
    /// </summary>
    public TimeSpan DigestWindow { get; set; }

    /// <summary>For how long what is no part of the record is kept.</summary>
    public RetentionOptions Retention { get; } = new();

    /// <summary>Who may publish packages. Default: systems only.</summary>
    public Func<Actor, bool> MayPublish { get; set; } = static actor => actor.Kind == PartyKind.System;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(CachedCases, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(CachedCases, 1_000_000);
        ArgumentOutOfRangeException.ThrowIfNegative(SnapshotEvery);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(SnapshotEvery, 1_000_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(ConflictRetries, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ConflictRetries, 100);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(OutboxHold, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(OutboxConcurrency, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(OutboxConcurrency, 100);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(DueHold, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(DueConcurrency, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(DueConcurrency, 256);
        ArgumentException.ThrowIfNullOrEmpty(HostName);
        ArgumentOutOfRangeException.ThrowIfLessThan(DigestWindow, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(DigestWindow, TimeSpan.FromDays(1));
        ArgumentOutOfRangeException.ThrowIfLessThan(OutboxAttempts, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(OutboxAttempts, 100);
        Retention.Validate();
    }
}

using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;

namespace Xiezhi.Runtime.Cases;

/// <summary>A case as lists show it: read from its log, never written apart from it.</summary>
public sealed record CaseSummary
{
    /// <summary>Whose case it is.</summary>
    public required string Tenant { get; init; }

    /// <summary>The case.</summary>
    public required CaseId Id { get; init; }

    /// <summary>The key that opened it.</summary>
    public required string Key { get; init; }

    /// <summary>The version of policy it keeps.</summary>
    public required string PackageId { get; init; }

    /// <summary>How it stands.</summary>
    public required CaseStatus Status { get; init; }

    /// <summary>What it is about.</summary>
    public string? Title { get; init; }

    /// <summary>The id of its matter.</summary>
    public string? Matter { get; init; }

    /// <summary>The code of its territory.</summary>
    public string? Territory { get; init; }

    /// <summary>The id of the party that leads it.</summary>
    public string? Lead { get; init; }

    /// <summary>The id of its service level.</summary>
    public string? ServiceLevel { get; init; }

    /// <summary>How far it was raised; 0 where it was not.</summary>
    public int Level { get; init; }

    /// <summary>When it was opened, UTC.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When it ended, UTC.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When the next promise that is not met yet is due, UTC.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Whether a promise was broken.</summary>
    public bool Breached { get; init; }

    /// <summary>How many events its log has.</summary>
    public required long Version { get; init; }

    /// <summary>The hash of the last of them.</summary>
    public required EventHash Head { get; init; }
}

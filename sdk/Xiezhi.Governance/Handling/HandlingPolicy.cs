using System.Collections.Immutable;
using Xiezhi.Governance.Handling.Assignment;
using Xiezhi.Governance.Handling.CallBacks;
using Xiezhi.Governance.Handling.Claims;
using Xiezhi.Governance.Handling.CoHandling;
using Xiezhi.Governance.Handling.FourEyes;
using Xiezhi.Governance.Handling.Whistles;
using Xiezhi.Governance.ServiceLevels;

namespace Xiezhi.Governance.Handling;

/// <summary>What <c>handling.json</c> says: how parties handle a case between them. Each member of the file is a room of this folder.</summary>
public sealed record HandlingPolicy
{
    /// <summary>No rules: what a package without the file has.</summary>
    public static HandlingPolicy None { get; } = new();

    /// <summary>How a lead and co-handlers handle a case together; <see langword="null"/> where the file does not say.</summary>
    public CoHandlingRule? CoHandling { get; init; }

    /// <summary>The kinds of whistle, in the order of the file.</summary>
    public ImmutableArray<WhistleDefinition> Whistles { get; init; } = [];

    /// <summary>The limits that parties have towards each other, as service levels; they run whatever service level a case has.</summary>
    public ImmutableArray<ServiceLevel> Levels { get; init; } = [];

    /// <summary>The kind of whistle with <paramref name="id"/>, or <see langword="null"/>.</summary>
    public WhistleDefinition? Whistle(string id) => Whistles.FirstOrDefault(whistle => whistle.Id == id);

    internal bool HasLevel(string id) => Levels.Any(level => level.Id == id);

    internal HandlingPolicy WithLevels() => this with { Levels = [.. CoHandling is null ? [] : new[] { CoHandling.Limits }, .. Whistles.Select(whistle => whistle.Limits)] };

    /// <summary>How tasks are claimed (认领); <see langword="null"/> where nobody needs to and nobody can.</summary>
    public ClaimPolicy? Claims { get; init; }

    /// <summary>Which tasks the same must not do (四眼).</summary>
    public ImmutableArray<FourEyesRule> FourEyes { get; init; } = [];

    /// <summary>Which cases are called back (抽样回访); <see langword="null"/> where none are.</summary>
    public CallBackPolicy? CallBacks { get; init; }

    /// <summary>How waiting tasks are given to people; <see langword="null"/> where they wait until somebody claims them.</summary>
    public AssignmentPolicy? Assignment { get; init; }
}

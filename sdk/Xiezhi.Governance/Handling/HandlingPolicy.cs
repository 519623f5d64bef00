using System.Collections.Immutable;
using Xiezhi.Governance.Handling.CoHandling;
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
}

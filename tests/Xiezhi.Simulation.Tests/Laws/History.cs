using System.Collections.Immutable;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Runtime.Outbox;
using Xiezhi.Simulation.Tests.Worlds;

namespace Xiezhi.Simulation.Tests.Laws;

/// <summary>What was asked, what the log says came of it, and what somebody with the right time saw meanwhile.</summary>
internal sealed record History
{
    /// <summary>The log, by case, and by place within it.</summary>
    public required ImmutableArray<RecordedEvent> Events { get; init; }

    /// <summary>What clients sent, and what they were told.</summary>
    public required IReadOnlyCollection<SentCommand> Commands { get; init; }

    /// <summary>Up to when what was due has been acted on.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>What was seen; <see langword="null"/> where nobody looked on.</summary>
    public Chronicle? Seen { get; init; }

    /// <summary>The log of each case.</summary>
    public IEnumerable<IReadOnlyList<RecordedEvent>> Cases => Events.GroupBy(recorded => recorded.Case).Select(group => group.ToList());
}

/// <summary>What is seen by somebody who stands beside the store and the world outside, and whose clock is right.</summary>
internal sealed record Chronicle
{
    /// <summary>When each event was stored.</summary>
    public Dictionary<(CaseId Case, long Sequence), DateTimeOffset> Stored { get; init; } = [];

    /// <summary>What reached the world outside, each time it did.</summary>
    public List<Effect> Effects { get; init; } = [];

    /// <summary>Who took which work on, in the order in which that happened.</summary>
    public List<Hold> Holds { get; init; } = [];
}

/// <summary>A message that reached the world outside.</summary>
internal sealed record Effect(OutboxMessage Message, DateTimeOffset At);

/// <summary>Work that a host took on.</summary>
/// <param name="Work">A case or a message.</param>
/// <param name="Owner">The host.</param>
/// <param name="From">When it took the work on.</param>
/// <param name="Until">When its lease is over.</param>
internal sealed record Hold(string Work, string Owner, DateTimeOffset From, DateTimeOffset Until)
{
    /// <summary>When it was given up or done.</summary>
    public DateTimeOffset? Released { get; set; }

    /// <summary>From when on others may have it.</summary>
    public DateTimeOffset Ends => Released < Until ? Released.Value : Until;
}

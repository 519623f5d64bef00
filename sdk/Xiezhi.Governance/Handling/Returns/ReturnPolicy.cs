using System.Collections.Immutable;
using Xiezhi.Calendars;

namespace Xiezhi.Governance.Handling.Returns;

/// <summary>What the member <c>returns</c> of <c>handling.json</c> says.</summary>
public sealed record ReturnPolicy
{
    /// <summary>What a return must give as its reasons.</summary>
    public required ReasonRequirement Reasons { get; init; }

    /// <summary>How often a case may be returned; <see langword="null"/> for no limit.</summary>
    public int? PerCase { get; init; }

    /// <summary>How often one party may return one case; <see langword="null"/> for no limit.</summary>
    public int? PerParty { get; init; }

    /// <summary>The decision that says how often, before the numbers: a number (of returns of the case), a context of <c>perCase</c> and <c>perParty</c>, or whether this return may be.</summary>
    public string? LimitDecision { get; init; }

    /// <summary>Who decides where a return is refused and where nobody takes the case: a party, a role of the duty list, or <c>superior</c> (of the party that leads).</summary>
    public string Arbiter { get; init; } = Superior;

    /// <summary>The decision that names the arbiter, before <see cref="Arbiter"/>.</summary>
    public string? ArbiterDecision { get; init; }

    /// <summary>How long the arbiter has; <see langword="null"/> for no limit.</summary>
    public Amount? Within { get; init; }

    /// <summary>The calendar that it is counted on.</summary>
    public WorkingCalendar? Calendar { get; init; }

    /// <summary>Who may refer a case to the arbiter without a return: words of who may.</summary>
    public ImmutableArray<string> ReferredBy { get; init; } = [];

    /// <summary>Whether a party that the arbiter appointed may appeal to the arbiter once, by returning the case with reasons.</summary>
    public bool Appeal { get; init; }

    /// <summary>The word for the superior of the party that leads.</summary>
    public const string Superior = "superior";
}

/// <summary>What the member <c>reworks</c> of <c>handling.json</c> says.</summary>
public sealed record ReworkPolicy
{
    /// <summary>What a rework must give as its reasons; <see langword="null"/> where it need not say why.</summary>
    public ReasonRequirement? Reasons { get; init; }

    /// <summary>Who may demand a rework, in words of who may and <c>petitioner</c>; empty for whoever may complete the task.</summary>
    public ImmutableArray<string> DemandedBy { get; init; } = [];

    /// <summary>How long after the reply it can be demanded; <see langword="null"/> for no limit.</summary>
    public Amount? Within { get; init; }

    /// <summary>The calendar that it is counted on.</summary>
    public WorkingCalendar? Calendar { get; init; }

    /// <summary>The rework from which on each one raises the case by a level (升级); <see langword="null"/> where none does.</summary>
    public int? RaiseFrom { get; init; }

    /// <summary>The word for whoever opened the case.</summary>
    public const string Petitioner = "petitioner";
}

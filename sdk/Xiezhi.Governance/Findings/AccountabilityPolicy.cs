using System.Collections.Immutable;
using Xiezhi.Calendars;
using Xiezhi.Governance.Texts;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Governance.Findings;

/// <summary>What <c>accountability.json</c> says: which rules propose findings, and what the life of a finding is.</summary>
/// <remarks>Immutable.</remarks>
public sealed record AccountabilityPolicy
{
    /// <summary>That of a package without the file: no rules, and findings stay proposed.</summary>
    public static AccountabilityPolicy None { get; } = new();

    /// <summary>Who answers for a case that nobody has received.</summary>
    public string Backstop { get; init; } = "";

    /// <summary>The rules, in the order of the file.</summary>
    public ImmutableArray<FindingRule> Rules { get; init; } = [];

    /// <summary>The deadlines and who does what; <see langword="null"/> where findings stay proposed.</summary>
    public FindingTerms? Terms { get; init; }

    /// <summary>Whether the package has no such file.</summary>
    public bool IsEmpty => Terms is null && Rules.IsEmpty && Backstop.Length == 0;
}

/// <summary>When something is held against a party.</summary>
/// <remarks>Immutable.</remarks>
public sealed record FindingRule
{
    /// <summary>Its id in the package.</summary>
    public required string Id { get; init; }

    /// <summary>The kind of the findings that it proposes.</summary>
    public required string Kind { get; init; }

    /// <summary>The types of event, by their names in the log, at which it is asked; empty where it is asked after each step.</summary>
    public ImmutableArray<string> On { get; init; } = [];

    /// <summary>The condition, or <see langword="null"/> where only the decision is asked.</summary>
    public IExpression? When { get; init; }

    /// <summary>The name of the decision that is asked, or <see langword="null"/>.</summary>
    public string? Decision { get; init; }

    /// <summary>Against whom; <see langword="null"/> for the party that answered for the case.</summary>
    public IExpression? Against { get; init; }

    /// <summary>The types of event whose last one is evidence, beside the event that the rule was asked at.</summary>
    public ImmutableArray<string> Evidence { get; init; } = [];

    /// <summary>Whether it proposes no second finding against the same party in one case.</summary>
    public bool Once { get; init; }
}

/// <summary>When a finding is not held against a party although it is true (容错免责).</summary>
/// <param name="Id">Its id in the package.</param>
/// <param name="When">The condition, over the case and <c>finding</c>; <see langword="null"/> where a decision is asked.</param>
/// <param name="Decision">The decision, which gives the reason or null; <see langword="null"/> where there is a condition.</param>
/// <param name="Reason">The reason.</param>
public sealed record ExemptionRule(string Id, IExpression? When, string? Decision, LocalizedText Reason);

/// <summary>The deadlines in the life of a finding, and who does what in it.</summary>
/// <remarks>Immutable. Parties are named by their ids, by the words for kinds of party, by <see cref="Superior"/> or by <see cref="Above"/>.</remarks>
public sealed record FindingTerms
{
    /// <summary>The superior of the party that a finding is against.</summary>
    public const string Superior = "superior";

    /// <summary>The superior of the party that decided.</summary>
    public const string Above = "above";

    /// <summary>What deadlines are measured on.</summary>
    public required WorkingCalendar Calendar { get; init; }

    /// <summary>How long the party may answer before others may decide.</summary>
    public required Amount Answer { get; init; }

    /// <summary>How long deciding may take.</summary>
    public required Amount Decide { get; init; }

    /// <summary>For how long a decision may be appealed.</summary>
    public required Amount Appeal { get; init; }

    /// <summary>How long deciding an appeal may take.</summary>
    public required Amount DecideAppeal { get; init; }

    /// <summary>How long after the fact a finding can be proposed and decided; <see langword="null"/> for ever.</summary>
    public Amount? Limitation { get; init; }

    /// <summary>Who may propose findings by hand.</summary>
    public ImmutableArray<string> ProposedBy { get; init; } = [];

    /// <summary>Who decides.</summary>
    public ImmutableArray<string> DecidedBy { get; init; } = [Superior];

    /// <summary>Who may appeal a dismissal; the party itself may appeal what was upheld.</summary>
    public ImmutableArray<string> AppealedBy { get; init; } = [];

    /// <summary>Who decides appeals.</summary>
    public ImmutableArray<string> AppealsDecidedBy { get; init; } = [Above];

    /// <summary>Who may withdraw a finding.</summary>
    public ImmutableArray<string> WithdrawnBy { get; init; } = [];

    /// <summary>When findings are not held against anybody.</summary>
    public ImmutableArray<ExemptionRule> Exemptions { get; init; } = [];

    /// <summary>The name of the decision that gives the points, over the case and <c>finding</c>; <see langword="null"/> where findings count nothing.</summary>
    public string? Points { get; init; }

    /// <summary>When an amount of time is over; <see langword="null"/> where the calendar can't say.</summary>
    internal DateTimeOffset? Due(DateTimeOffset from, Amount amount) => Calendar.Due(from, amount, Counting.Usual(amount.Unit)).Due?.ToUniversalTime();

    internal DateTimeOffset? LapsesAt(DateTimeOffset factAt) => Limitation is { } limitation ? Due(factAt, limitation) : null;
}

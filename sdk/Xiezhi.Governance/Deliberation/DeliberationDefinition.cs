using System.Collections.Frozen;
using System.Collections.Immutable;
using Xiezhi.Calendars;
using Xiezhi.Governance.Texts;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Governance.Deliberation;

/// <summary>A group whose interests are at stake and that must have a say.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its name.</param>
/// <param name="Members">Who belongs to it: FEEL over the case, a list of participants.</param>
/// <param name="AtLeast">How many of it must have cast a ballot, abstentions included; none where it may be missing.</param>
public sealed record StakeholderClass(string Id, LocalizedText Title, IExpression Members, int AtLeast);

/// <summary>How many must take part for a decision to stand: a number, or a share of those entitled.</summary>
/// <param name="Count">The number; 0 where a share is asked for.</param>
/// <param name="Percent">The share in percent; 0 where a number is asked for.</param>
public readonly record struct Quorum(int Count, decimal Percent)
{
    /// <summary>Whether <paramref name="present"/> of <paramref name="entitled"/> are enough. At least one always has to be there.</summary>
    public bool IsReached(int present, int entitled) => present > 0 && present >= Count && present * 100m >= Percent * entitled;
}

/// <summary>The time in which the public may comment before the vote.</summary>
/// <param name="Period">How long.</param>
/// <param name="Open">Who may comment: ids of parties, and words for kinds of parties.</param>
/// <param name="AnswerAll">Whether the vote waits until every comment is answered.</param>
public sealed record Consultation(Amount Period, ImmutableArray<string> Open, bool AnswerAll);

/// <summary>How several parties decide together (会商): a user task that names it is done when they have decided.</summary>
/// <remarks>Immutable. Its expressions are evaluated once, when the deliberation opens, and what they gave is recorded.</remarks>
public sealed record DeliberationDefinition
{
    /// <summary>Its id in the package.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>Who decides, besides the members of classes: a list of participants.</summary>
    public required IExpression Participants { get; init; }

    /// <summary>The groups that must have a say.</summary>
    public ImmutableArray<StakeholderClass> Classes { get; init; } = [];

    /// <summary>Who must not decide because their own interest is at stake: a list of participants; <see langword="null"/> where no rule says.</summary>
    public IExpression? Conflicts { get; init; }

    /// <summary>The weight of each participant: a context by participant; <see langword="null"/> where all weigh alike.</summary>
    public IExpression? Weights { get; init; }

    /// <summary>Who leads it: answers comments, recuses, closes early, and breaks a tie where the rule says so.</summary>
    public required IExpression Chair { get; init; }

    /// <summary>What can be chosen, where the file lists it.</summary>
    public ImmutableArray<string> Options { get; init; } = [];

    /// <summary>What can be chosen, where the case says it.</summary>
    public IExpression? OptionsFrom { get; init; }

    /// <summary>How ballots become a decision.</summary>
    public required VotingMethod Method { get; init; }

    /// <summary>What happens when options come out alike.</summary>
    public TieRule Tie { get; init; }

    /// <summary>How many must take part.</summary>
    public required Quorum Quorum { get; init; }

    /// <summary>How long ballots are taken.</summary>
    public required Amount Period { get; init; }

    /// <summary>On which calendar the periods are counted.</summary>
    public required WorkingCalendar Calendar { get; init; }

    /// <summary>How often the period is begun again when at its end too few took part.</summary>
    public int Extensions { get; init; }

    /// <summary>Whether what somebody chose is kept from the others.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Whether it ends as soon as all who are entitled have cast a ballot.</summary>
    public bool ClosesEarly { get; init; } = true;

    /// <summary>The consultation of the public before the vote; <see langword="null"/> where there is none.</summary>
    public Consultation? Consultation { get; init; }

    /// <summary>The variable of the case that takes the result.</summary>
    public required string Result { get; init; }
}

/// <summary>The deliberations of a package, and which user tasks they decide.</summary>
/// <param name="Definitions">By their ids.</param>
/// <param name="ByElement">The id of the deliberation of each element that names one.</param>
public sealed record DeliberationCatalogue(FrozenDictionary<string, DeliberationDefinition> Definitions, FrozenDictionary<string, string> ByElement)
{
    /// <summary>None.</summary>
    public static DeliberationCatalogue Empty { get; } =
        new(FrozenDictionary<string, DeliberationDefinition>.Empty, FrozenDictionary<string, string>.Empty);
}

using System.Collections.Immutable;
using Xiezhi.Governance.Handling.Closing;
using Xiezhi.Governance.ServiceLevels;
using Xiezhi.Governance.Texts;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Governance.Handling.Whistles;

/// <summary>A kind of whistle (吹哨报到): who may call whom to a case, within which limits, and how it is closed.</summary>
/// <remarks>Immutable.</remarks>
public sealed record WhistleDefinition
{
    /// <summary>Its id in the package.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>Who may blow it: words of who may.</summary>
    public required ImmutableArray<string> BlownBy { get; init; }

    /// <summary>Who may be called: ids of parties and words for kinds of party.</summary>
    public required ImmutableArray<string> Called { get; init; }

    /// <summary>What must hold for it to be blown; <see langword="null"/> where it always may.</summary>
    public IExpression? When { get; init; }

    /// <summary>The tasks that are not completed while such a whistle is open.</summary>
    public ImmutableArray<string> Bars { get; init; } = [];

    /// <summary>How it is closed.</summary>
    public required ClosingRule Closing { get; init; }

    /// <summary>What each called party is judged by; none where they are not.</summary>
    public EvaluationScale Evaluation { get; init; } = EvaluationScale.None;

    /// <summary>The limits for each called party: <c>acknowledge</c>, <c>arrive</c>, <c>speak</c>.</summary>
    public required ServiceLevel Limits { get; init; }
}

/// <summary>What called parties are judged by.</summary>
/// <param name="Criteria">The criteria, all of which are judged.</param>
/// <param name="Grades">The grades that each is given one of.</param>
public sealed record EvaluationScale(ImmutableArray<EvaluationCriterion> Criteria, ImmutableArray<EvaluationGrade> Grades)
{
    /// <summary>Nobody is judged.</summary>
    public static EvaluationScale None { get; } = new([], []);
}

/// <summary>One thing that is judged.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its name.</param>
public sealed record EvaluationCriterion(string Id, LocalizedText Title);

/// <summary>One grade (满意, 基本满意, 不满意).</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its name.</param>
/// <param name="Points">What it is worth.</param>
/// <param name="NeedsWords">Whether whoever gives it must say why.</param>
public sealed record EvaluationGrade(string Id, LocalizedText Title, int Points, bool NeedsWords);

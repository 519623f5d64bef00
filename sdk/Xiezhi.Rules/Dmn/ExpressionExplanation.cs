using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Dmn.Explaining;

namespace Xiezhi.Rules.Dmn;

/// <summary>What one boxed expression, or one invocation, came to, with its parts.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">What it is there for: the name of a context's entry or of a parameter, <c>then</c>, the name of the knowledge that was invoked. May be empty.</param>
/// <param name="Value">What it came to.</param>
/// <remarks>Immutable; equal when all that it says is equal.</remarks>
public sealed record ExpressionExplanation(ExpressionKind Kind, string Name, Value Value)
{
    /// <summary>The text of a literal expression; else empty.</summary>
    public string Text { get; init; } = "";

    /// <summary>The arguments of an invoked knowledge model or service, by the names of its parameters.</summary>
    public ValueContext Arguments { get; init; } = ValueContext.Empty;

    /// <summary>What was evaluated for it, in order: entries, the condition and the branch taken, the rounds of an iteration, knowledge that was invoked.</summary>
    public ImmutableArray<ExpressionExplanation> Parts { get; init; } = [];

    /// <summary>What a decision table saw; <see langword="null"/> where this is no decision table.</summary>
    public TableExplanation? Table { get; init; }

    /// <summary>The decisions that a decision service made.</summary>
    public ImmutableArray<Explanation> Decisions { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(ExpressionExplanation? other) => other is not null && ExplanationData.Of(this).Equals(ExplanationData.Of(other));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Name, Value);

    internal IEnumerable<TableExplanation> Tables()
    {
        var left = new Stack<ExpressionExplanation>([this]);
        while (left.TryPop(out var next))
        {
            if (next.Table is { } table)
            {
                yield return table;
            }

            for (var i = next.Parts.Length - 1; i >= 0; i--)
            {
                left.Push(next.Parts[i]);
            }
        }
    }
}

/// <summary>The kinds of boxed expressions (DMN 1.5, 7.3 and 10.2.1) and of what they invoke.</summary>
public enum ExpressionKind
{
    /// <summary>Text in FEEL.</summary>
    Literal,

    /// <summary>A decision table.</summary>
    DecisionTable,

    /// <summary>A boxed context.</summary>
    Context,

    /// <summary>A boxed list.</summary>
    List,

    /// <summary>A relation.</summary>
    Relation,

    /// <summary>A boxed invocation.</summary>
    Invocation,

    /// <summary>A boxed function definition.</summary>
    Function,

    /// <summary>A boxed conditional.</summary>
    Conditional,

    /// <summary>A boxed filter.</summary>
    Filter,

    /// <summary>A boxed iteration.</summary>
    For,

    /// <summary>Whether some item satisfies.</summary>
    Some,

    /// <summary>Whether every item satisfies.</summary>
    Every,

    /// <summary>A business knowledge model that was invoked.</summary>
    KnowledgeModel,

    /// <summary>A decision service that was invoked.</summary>
    DecisionService,
}

using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Testing.Scenarios;

/// <summary>What must hold of a case. What is <see langword="null"/> is not looked at.</summary>
public sealed record Expectation
{
    /// <summary>How the case stands: <c>open</c>, <c>closed</c>, <c>cancelled</c>.</summary>
    public string? Status { get; init; }

    /// <summary>The party that leads; an empty text for nobody.</summary>
    public string? Lead { get; init; }

    /// <summary>The matter.</summary>
    public string? Matter { get; init; }

    /// <summary>The territory.</summary>
    public string? Territory { get; init; }

    /// <summary>The service level.</summary>
    public string? ServiceLevel { get; init; }

    /// <summary>The elements whose tasks are open, in any order.</summary>
    public ImmutableArray<string>? Open { get; init; }

    /// <summary>Elements that were entered in this order, others between them.</summary>
    public ImmutableArray<string>? Route { get; init; }

    /// <summary>Elements that were never entered.</summary>
    public ImmutableArray<string>? Never { get; init; }

    /// <summary>Facts of a kind, such as <c>findings</c>, <c>clocks</c> or <c>told</c>, each with the members that are looked at.</summary>
    public ImmutableArray<ExpectedFacts> Facts { get; init; } = [];

    /// <summary>FEEL expressions over the case and the values that they must give.</summary>
    public ImmutableArray<ExpectedValue>? Data { get; init; }

    /// <summary>The codes of the incidents that stand; none where it is left out, so that no incident passes unseen.</summary>
    public ImmutableArray<string> Incidents { get; init; } = [];
}

/// <summary>Facts of one kind that are expected.</summary>
/// <param name="Kind">The member of <c>expect</c> that names them.</param>
/// <param name="Rows">The facts, each with the members that are looked at; moments local to the package's zone, as differences show them. A fact that is named rather than listed has its name in <c>name</c>.</param>
public sealed record ExpectedFacts(string Kind, ImmutableArray<ValueContext> Rows);

/// <summary>An expression over the case and what it must give.</summary>
/// <param name="Text">The expression as it is written.</param>
/// <param name="Expression">The expression.</param>
/// <param name="Value">What it must give.</param>
public sealed record ExpectedValue(string Text, IExpression Expression, Value Value);

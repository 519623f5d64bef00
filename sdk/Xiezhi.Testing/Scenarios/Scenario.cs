using System.Collections.Immutable;
using Xiezhi.Calendars;
using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Testing.Scenarios;

/// <summary>A case as an analyst tells it: what comes, what is done when and by whom, and what must come of it.</summary>
/// <param name="File">The file it stands in.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Opening">How the case is opened.</param>
/// <param name="Steps">What is done, in order.</param>
/// <param name="Until">Until when time goes on behind the last step; <see langword="null"/> where it stops there.</param>
/// <param name="Held">Elements whose jobs nobody does by itself; the jobs of others that only tell somebody are done at once.</param>
/// <param name="Expected">What must hold at the end.</param>
public sealed record Scenario(
    string File, string Title, ScenarioStep Opening, ImmutableArray<ScenarioStep> Steps, ScenarioTime? Until, ImmutableArray<string> Held, Expectation? Expected);

/// <summary>A moment: a time, or an amount after the step before.</summary>
/// <param name="At">The time, UTC.</param>
/// <param name="After">The amount.</param>
public sealed record ScenarioTime(DateTimeOffset? At, Amount? After);

/// <summary>What somebody does at a moment.</summary>
public sealed record ScenarioStep
{
    /// <summary>Which step it is, counted from 1; 0 for the opening.</summary>
    public required int Number { get; init; }

    /// <summary>When.</summary>
    public required ScenarioTime Time { get; init; }

    /// <summary>Who: <c>lead</c>, a party's id, <c>PARTY/PERSON</c> or <c>citizen:ID</c>; empty where nobody does anything.</summary>
    public string By { get; init; } = "";

    /// <summary>What is done, as a word; empty where time alone passes.</summary>
    public string Verb { get; init; } = "";

    /// <summary>On what: an element, a message's name, a reason.</summary>
    public string Subject { get; init; } = "";

    /// <summary>What is given with it.</summary>
    public ValueContext Variables { get; init; } = ValueContext.Empty;

    /// <summary>A text given with it: a correlation key, an error code, reasons.</summary>
    public string? Text { get; init; }

    /// <summary>The options chosen, for a vote.</summary>
    public ImmutableArray<ImmutableArray<string>> Preferences { get; init; } = [];

    /// <summary>The code with which it must be refused; <see langword="null"/> where it must be done.</summary>
    public string? Refused { get; init; }

    /// <summary>What must hold after it.</summary>
    public Expectation? Expected { get; init; }
}

/// <summary>What must hold. What is <see langword="null"/> is not looked at.</summary>
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

    /// <summary>When the clocks are due, by their ids.</summary>
    public ImmutableArray<KeyValuePair<string, DateTimeOffset>>? Due { get; init; }

    /// <summary>How the clocks stand, by their ids: <c>running</c>, <c>paused</c>, <c>met</c>, <c>breached</c>, <c>cancelled</c>.</summary>
    public ImmutableArray<KeyValuePair<string, string>>? Clocks { get; init; }

    /// <summary>The steps of ladders that were taken, all of them in order.</summary>
    public ImmutableArray<ExpectedEscalation>? Escalations { get; init; }

    /// <summary>The findings that were proposed, all of them in order.</summary>
    public ImmutableArray<ExpectedFinding>? Findings { get; init; }

    /// <summary>FEEL expressions over the case and the values that they must give.</summary>
    public ImmutableArray<ExpectedValue>? Data { get; init; }

    /// <summary>The codes of the incidents that stand; none where it is left out, so that no incident passes unseen.</summary>
    public ImmutableArray<string> Incidents { get; init; } = [];
}

/// <summary>A step of a ladder.</summary>
/// <param name="Do">What was done, such as <c>remind</c>.</param>
/// <param name="To">Whom it reached; any where <see langword="null"/>.</param>
/// <param name="Clock">Of which clock; any where <see langword="null"/>.</param>
/// <param name="At">When it was due; any time where <see langword="null"/>.</param>
public sealed record ExpectedEscalation(string Do, string? To, string? Clock, DateTimeOffset? At);

/// <summary>A finding.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Against">Against whom; anybody where <see langword="null"/>.</param>
public sealed record ExpectedFinding(string Kind, string? Against);

/// <summary>An expression over the case and what it must give.</summary>
/// <param name="Text">The expression as it is written.</param>
/// <param name="Expression">The expression.</param>
/// <param name="Value">What it must give.</param>
public sealed record ExpectedValue(string Text, IExpression Expression, Value Value);

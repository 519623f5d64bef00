using System.Collections.Immutable;
using Xiezhi.Calendars;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Testing.Scenarios.Commands;

namespace Xiezhi.Testing.Scenarios;

/// <summary>A case as an analyst tells it: what comes, what is done when and by whom, and what must come of it.</summary>
/// <param name="File">The file it stands in.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Opening">How the case is opened.</param>
/// <param name="Steps">What is done, in order.</param>
/// <param name="Until">Until when time goes on behind the last step; <see langword="null"/> where it stops there.</param>
/// <param name="Held">Elements whose jobs nobody does by itself; the jobs of others that only tell somebody are done at once.</param>
/// <param name="Expected">What must hold of the first case at the end.</param>
public sealed record Scenario(
    string File, string Title, ScenarioStep Opening, ImmutableArray<ScenarioStep> Steps, ScenarioTime? Until, ImmutableArray<string> Held, Expectation? Expected)
{
    /// <summary>What must hold of other cases at the end, by their names.</summary>
    public ImmutableArray<KeyValuePair<string, Expectation>> Cases { get; init; } = [];
}

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

    /// <summary>On which case, by its name in the scenario.</summary>
    public required string Case { get; init; }

    /// <summary>Who: a role of the case such as <c>lead</c>, a party's id, either with <c>/PERSON</c> behind it, <c>citizen:ID</c>, or <c>engine</c>; empty where nobody does anything.</summary>
    public string By { get; init; } = "";

    /// <summary>What is done, as it is written; empty where time alone passes.</summary>
    public string What { get; init; } = "";

    /// <summary>What is known of the case, where the step opens one; else <see langword="null"/>.</summary>
    public ValueContext? Opens { get; init; }

    /// <summary>The code with which it must be refused; <see langword="null"/> where it must be done.</summary>
    public string? Refused { get; init; }

    /// <summary>What must hold of its case after it.</summary>
    public Expectation? Expected { get; init; }

    /// <summary>The command, or <see langword="null"/> where it names what is not there; nothing where nobody does anything.</summary>
    internal Func<CommandScene, CaseCommand?>? Command { get; init; }
}

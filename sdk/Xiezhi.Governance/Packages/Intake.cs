using System.Collections.Immutable;
using Xiezhi.Governance.Parties;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Governance.Packages;

/// <summary>How rows of a file become cases and commands (<c>intake.json</c>).</summary>
public sealed record Intake
{
    /// <summary>The columns that the file must have.</summary>
    public required ImmutableArray<string> Columns { get; init; }

    /// <summary>The column whose text makes a row one case and not two.</summary>
    public required string Key { get; init; }

    /// <summary>The column with the time at which the case is opened.</summary>
    public required string ReceivedAt { get; init; }

    /// <summary>The kind of party that opens it.</summary>
    public required PartyKind OpenedByKind { get; init; }

    /// <summary>The column with the id of the party that opens it.</summary>
    public required string OpenedById { get; init; }

    /// <summary>What the case knows at the start, from the row.</summary>
    public required ImmutableArray<KeyValuePair<string, IExpression>> Variables { get; init; }

    /// <summary>What people did later, in order.</summary>
    public required ImmutableArray<IntakeCommand> Commands { get; init; }
}

/// <summary>What somebody did, as a row tells it: completed a task.</summary>
/// <param name="Task">The id of the task's element.</param>
/// <param name="At">The column with the time; empty means that it never happened.</param>
/// <param name="By">The party's id, or <c>lead</c> for whoever leads the case then.</param>
/// <param name="Variables">What was added to the case, from the row.</param>
public sealed record IntakeCommand(string Task, string At, string By, ImmutableArray<KeyValuePair<string, IExpression>> Variables)
{
    /// <summary>The person who acts for the party, written behind it as <c>PARTY/PERSON</c>; <see langword="null"/> where the party acts as such.</summary>
    public string? Person { get; init; }
}

using System.Collections.Immutable;
using Xiezhi.Calendars;
using Xiezhi.Governance.Escalation;
using Xiezhi.Governance.Texts;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Governance.ServiceLevels;

/// <summary>A promise (服务时限): the clocks that run on a case that has it.</summary>
/// <param name="Id">Its id in the package.</param>
/// <param name="Title">Its name.</param>
/// <param name="Clocks">Its clocks, in the order of the file.</param>
public sealed record ServiceLevel(string Id, LocalizedText Title, ImmutableArray<ClockDefinition> Clocks)
{
    /// <summary>The clock with <paramref name="id"/>, or <see langword="null"/>.</summary>
    public ClockDefinition? Clock(string id) => Clocks.FirstOrDefault(clock => clock.Id == id);
}

/// <summary>One clock of a service level: what is promised, how it is measured, and what happens on the way.</summary>
/// <remarks>The conditions are looked at after each step of the case; when several hold at once, stop goes before pause and pause before start.</remarks>
public sealed record ClockDefinition
{
    /// <summary>Its id in the service level.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>How much time is promised.</summary>
    public required Amount Target { get; init; }

    /// <summary>What it is measured on.</summary>
    public required WorkingCalendar Calendar { get; init; }

    /// <summary>From when it counts and when in the day it is due.</summary>
    public required Counting Counting { get; init; }

    /// <summary>When it begins.</summary>
    public required IExpression Start { get; init; }

    /// <summary>While it does not run.</summary>
    public required IExpression Pause { get; init; }

    /// <summary>When what was promised is done.</summary>
    public required IExpression Stop { get; init; }

    /// <summary>What happens on the way, by share of the target, the smallest first.</summary>
    public required ImmutableArray<EscalationStep> Ladder { get; init; }
}

using System.Collections.Immutable;
using Xiezhi.Calendars;

namespace Xiezhi.Governance.Handling.Claims;

/// <summary>How tasks are claimed, given back and delegated, as the member <c>claims</c> of <c>handling.json</c> says.</summary>
public sealed record ClaimPolicy
{
    /// <summary>The tasks that it is about; all user tasks where empty. A task that is decided together is never claimed.</summary>
    public ImmutableArray<string> Tasks { get; init; } = [];

    /// <summary>Whether a task must be claimed before it can be completed.</summary>
    public bool Required { get; init; }

    /// <summary>After how long a claim lapses; <see langword="null"/> for never.</summary>
    public Amount? LapseAfter { get; init; }

    /// <summary>The calendar of <see cref="LapseAfter"/>.</summary>
    public required WorkingCalendar Calendar { get; init; }

    /// <summary>Who may take a claim from its holder, with a reason, besides the package's operators: words of who may, and <c>superior</c> (of the holder's party).</summary>
    public ImmutableArray<string> ReleasedBy { get; init; } = [MemberWords.Superior];

    /// <summary>Who may give a task that nobody holds to somebody, besides the engine.</summary>
    public ImmutableArray<string> AssignedBy { get; init; } = [];

    /// <summary>How a holder passes a task on; <see langword="null"/> where none may.</summary>
    public TaskDelegationPolicy? Delegation { get; init; }

    /// <summary>Whether it is about the tasks of an element.</summary>
    public bool Covers(string element) => Tasks.IsEmpty || Tasks.Contains(element);
}

/// <summary>How the holder of a task passes it on (转交).</summary>
/// <param name="To">The parties that may be given it besides the holder's own: words of who may.</param>
/// <param name="Times">How often one task can be passed on, at least 1.</param>
/// <param name="Accept">Whether it must be accepted; until then the giver holds it.</param>
public sealed record TaskDelegationPolicy(ImmutableArray<string> To, int Times, bool Accept);

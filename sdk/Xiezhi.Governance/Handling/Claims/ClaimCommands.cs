using Xiezhi.Governance.Cases;

namespace Xiezhi.Governance.Handling.Claims;

/// <summary>What somebody asks about who holds a task.</summary>
/// <param name="TaskId">The task's id within the case.</param>
public abstract record ClaimCommand(int TaskId) : CaseCommand;

/// <summary>Claims an open task (认领): from then on only the one who did may complete it. Claiming what one holds does nothing more.</summary>
/// <param name="TaskId">The task's id within the case.</param>
public sealed record ClaimTask(int TaskId) : ClaimCommand(TaskId);

/// <summary>Gives a task back (释放), or takes it from its holder, which needs a reason.</summary>
/// <param name="TaskId">The task's id within the case.</param>
/// <param name="Reason">Why.</param>
public sealed record ReleaseTask(int TaskId, string Reason) : ClaimCommand(TaskId);

/// <summary>Passes a task that one holds on to somebody else (转交).</summary>
/// <param name="TaskId">The task's id within the case.</param>
/// <param name="Party">To which party; the same for somebody in it.</param>
/// <param name="Person">To which person; <see langword="null"/> for whoever of the party takes it.</param>
/// <param name="Reason">Why; needed.</param>
public sealed record DelegateTask(int TaskId, string Party, string? Person, string Reason) : ClaimCommand(TaskId);

/// <summary>Accepts a task that was passed on to one.</summary>
/// <param name="TaskId">The task's id within the case.</param>
public sealed record AcceptTask(int TaskId) : ClaimCommand(TaskId);

/// <summary>Declines a task that was passed on to one: it stays with who passed it on.</summary>
/// <param name="TaskId">The task's id within the case.</param>
/// <param name="Reason">Why; needed.</param>
public sealed record DeclineTask(int TaskId, string Reason) : ClaimCommand(TaskId);

/// <summary>Gives a task that nobody holds to somebody who may do it (指派).</summary>
/// <param name="TaskId">The task's id within the case.</param>
/// <param name="Party">To which party.</param>
/// <param name="Person">To which person; <see langword="null"/> for the party as such.</param>
/// <param name="Reason">Why.</param>
public sealed record AssignTask(int TaskId, string Party, string? Person, string Reason) : ClaimCommand(TaskId)
{
    /// <summary>How it was worked out, where it was.</summary>
    public AssignmentEvidence? Evidence { get; init; }
}

/// <summary>How an assignment was worked out.</summary>
/// <param name="Batch">The batch that it was worked out in: a hash of all that was known then.</param>
/// <param name="Cost">What the assignment of this task costs.</param>
/// <param name="Alternatives">How many others could have been given the task.</param>
public sealed record AssignmentEvidence(string Batch, long Cost, int Alternatives);

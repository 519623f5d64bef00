using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Handling.Joining;

namespace Xiezhi.Governance.Cases;

/// <summary>What somebody asks of a case.</summary>
public abstract record CaseCommand
{
    private protected CaseCommand()
    {
    }
}

/// <summary>Opens a case.</summary>
/// <param name="Key">What makes this case one and not two: the message's id, the form's number. The same key never opens a second case.</param>
/// <param name="Variables">What is known at the start.</param>
public sealed record OpenCase(string Key, ValueContext Variables) : CaseCommand
{
    /// <summary>Of which case it is a part (拆分); <see langword="null"/> where of none.</summary>
    public PartOf? PartOf { get; init; }

    /// <summary>The message that begins the procedure; <see langword="null"/> where it begins at its plain start.</summary>
    public string? Message { get; init; }

    /// <summary>The id of the start event to begin at, because its time has come; only the engine says so.</summary>
    public string? TimedStart { get; init; }
}

/// <summary>Completes an open task.</summary>
/// <param name="TaskId">The task's id within the case.</param>
/// <param name="Variables">What the one who did it adds to the case.</param>
public sealed record CompleteTask(int TaskId, ValueContext Variables) : CaseCommand;

/// <summary>Acts on everything that is due by now: timers of the procedure, milestones of clocks. Doing it twice does nothing more.</summary>
public sealed record ActOnDue : CaseCommand;

/// <summary>Delivers a message that the procedure waits for.</summary>
/// <param name="Name">The message's name in the procedure.</param>
/// <param name="CorrelationKey">What tells waits for the same message apart, or <see langword="null"/>.</param>
/// <param name="Payload">What it says.</param>
public sealed record DeliverMessage(string Name, string? CorrelationKey, ValueContext Payload) : CaseCommand;

/// <summary>Reports that a job of a service or send task was done.</summary>
/// <param name="JobId">The job's id within the case.</param>
/// <param name="Variables">What it gave.</param>
public sealed record CompleteJob(int JobId, ValueContext Variables) : CaseCommand;

/// <summary>Reports that a job can't be done.</summary>
/// <param name="JobId">The job's id within the case.</param>
/// <param name="ErrorCode">The code of the BPMN error that it means, which a boundary event may catch; <see langword="null"/> for a failure that no procedure foresees.</param>
/// <param name="Message">What went wrong.</param>
public sealed record FailJob(int JobId, string? ErrorCode, string Message) : CaseCommand;

/// <summary>Tries again what an incident stopped.</summary>
/// <param name="IncidentId">The incident's id within the case.</param>
public sealed record RetryIncident(int IncidentId) : CaseCommand;

/// <summary>Ends a case before its procedure has ended.</summary>
/// <param name="Reason">Why.</param>
public sealed record CancelCase(string Reason) : CaseCommand;

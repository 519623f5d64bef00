using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Log;

namespace Xiezhi.Governance.Duties;

/// <summary>What a case knows of its duties: a fold over its <see cref="DutyEvent"/>s.</summary>
public sealed record DutyState
{
    /// <summary>Nothing asked yet.</summary>
    public static DutyState None { get; } = new();

    /// <summary>What the duty list said last; nobody before it was asked.</summary>
    public DutyAssignment Assignment { get; init; } = DutyAssignment.None;

    /// <summary>The sequence number of the event that says so; 0 before the list was asked.</summary>
    public long AssignedIn { get; init; }

    /// <summary>What the list was told then.</summary>
    internal ValueContext Inputs { get; init; } = ValueContext.Empty;

    internal DutyState Apply(DutyEvent own, RecordedEvent recorded) => own switch
    {
        DutiesAssigned assigned => this with { Assignment = assigned.Assignment, AssignedIn = recorded.Sequence, Inputs = assigned.Inputs },
        _ => this,
    };
}

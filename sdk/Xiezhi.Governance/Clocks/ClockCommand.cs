using Xiezhi.Governance.Cases;

namespace Xiezhi.Governance.Clocks;

/// <summary>What somebody asks of the clocks of a case.</summary>
public abstract record ClockCommand : CaseCommand
{
    private protected ClockCommand()
    {
    }
}

/// <summary>Works out provisional due times again, where the years on their way are published by now. Only the engine asks for it.</summary>
public sealed record RecomputeProvisional : ClockCommand;

/// <summary>Something asked of one clock.</summary>
public abstract record OneClockCommand : ClockCommand
{
    private protected OneClockCommand()
    {
    }

    /// <summary>The clock's id in the service level of the case.</summary>
    public abstract string Clock { get; init; }

    /// <summary>What the clock is for, where there is one for each: <c>task:12</c>, or a party's id.</summary>
    public string? Subject { get; init; }
}

/// <summary>Asks for more time (申请延期); in time only until the clock is due.</summary>
/// <param name="Clock">The clock's id in the service level of the case.</param>
/// <param name="Amount">How much, such as <c>5wd</c>.</param>
/// <param name="Reason">Why; must be given.</param>
public sealed record RequestExtension(string Clock, string Amount, string Reason) : OneClockCommand;

/// <summary>Grants the time that was asked for (准予延期); not by whoever asked.</summary>
/// <param name="Clock">The clock's id in the service level of the case.</param>
/// <param name="Reason">Why; must be given.</param>
public sealed record GrantExtension(string Clock, string Reason) : OneClockCommand
{
    /// <summary>How much is granted, where that is less than was asked for.</summary>
    public string? Amount { get; init; }
}

/// <summary>Denies the time that was asked for (不予延期); not by whoever asked.</summary>
/// <param name="Clock">The clock's id in the service level of the case.</param>
/// <param name="Reason">Why; must be given.</param>
public sealed record DenyExtension(string Clock, string Reason) : OneClockCommand;

/// <summary>Suspends a clock (挂账), or gives its suspension another review date.</summary>
/// <param name="Clock">The clock's id in the service level of the case.</param>
/// <param name="Reason">Why, in writing; must be given.</param>
/// <param name="ReviewAt">When it is looked at again; must lie ahead.</param>
public sealed record SuspendClock(string Clock, string Reason, DateTimeOffset ReviewAt) : OneClockCommand;

/// <summary>Ends a suspension before its review date, or after it where the clock does not go on by itself.</summary>
/// <param name="Clock">The clock's id in the service level of the case.</param>
/// <param name="Reason">Why; must be given.</param>
public sealed record EndSuspension(string Clock, string Reason) : OneClockCommand;

using System.Collections.Immutable;
using Xiezhi.Calendars;

namespace Xiezhi.Governance.Handling.CallBacks;

/// <summary>Which cases are called back, by whom and how, as the member <c>callBacks</c> of <c>handling.json</c> says.</summary>
public sealed record CallBackPolicy
{
    /// <summary>What brings a case into the draw.</summary>
    public CallBackTrigger On { get; init; }

    /// <summary>Of <see cref="CallBackTrigger.Task"/>: the user task whose completion does.</summary>
    public string? Task { get; init; }

    /// <summary>The share that is drawn, in percent, 0 to 100; <see langword="null"/> where <see cref="ShareBy"/> says it.</summary>
    public decimal? Share { get; init; }

    /// <summary>The decision that gives the share in percent for a case.</summary>
    public string? ShareBy { get; init; }

    /// <summary>The text that the draws of this package begin with.</summary>
    public string Seed { get; init; } = "";

    /// <summary>The span of time after which draws begin with another text.</summary>
    public CallBackPeriod Period { get; init; }

    /// <summary>Who calls back: words of who may.</summary>
    public ImmutableArray<string> Owner { get; init; } = [];

    /// <summary>Until when; <see langword="null"/> without a limit.</summary>
    public Amount? Within { get; init; }

    /// <summary>The calendar of <see cref="Within"/>.</summary>
    public required WorkingCalendar Calendar { get; init; }

    /// <summary>How often it is tried to reach somebody, at least 1.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>The message that tells the procedure to have the case handled again; <see langword="null"/> where a call-back can't ask for it.</summary>
    public string? Rework { get; init; }
}

/// <summary>What brings a case into the draw.</summary>
public enum CallBackTrigger
{
    /// <summary>Each reply to the citizen.</summary>
    Reply,

    /// <summary>The end of the procedure; not that of a case that was cancelled.</summary>
    Closed,

    /// <summary>Each completion of a user task.</summary>
    Task,
}

/// <summary>Spans of time in the package's zone.</summary>
public enum CallBackPeriod
{
    /// <summary>Months: <c>2024-09</c>.</summary>
    Month,

    /// <summary>Quarters: <c>2024-Q3</c>.</summary>
    Quarter,

    /// <summary>Years: <c>2024</c>.</summary>
    Year,
}

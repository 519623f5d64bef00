namespace Xiezhi.Calendars;

/// <summary>Which day is the first that counts.</summary>
/// <remarks>
/// It matters for hours, and for days that end with the working day. Days that end at the exact time are complete at the start's time of day,
/// each one day after the other, so that the day of the start is never a whole one and both members mean the same.
/// </remarks>
public enum CountFrom
{
    /// <summary>The day of the start counts, if any of its working time is left. Hours run from the start itself.</summary>
    SameDay,

    /// <summary>The day of the start does not count (Civil Code of the PRC, article 201, paragraph 1). Hours run from the beginning of the next date.</summary>
    NextDay,
}

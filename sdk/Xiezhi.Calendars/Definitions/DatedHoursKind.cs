namespace Xiezhi.Calendars;

/// <summary>What an entry for a date says of it.</summary>
public enum DatedHoursKind
{
    /// <summary>No work: a holiday.</summary>
    Closed,

    /// <summary>Work with the hours of an ordinary day or of a named day of the week: a make-up day.</summary>
    Worked,

    /// <summary>Work with hours of its own.</summary>
    OwnHours,
}

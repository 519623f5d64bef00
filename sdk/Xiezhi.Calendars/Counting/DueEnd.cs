namespace Xiezhi.Calendars;

/// <summary>At what time of its last day an amount is due.</summary>
public enum DueEnd
{
    /// <summary>At the time of day of the start, or when exactly so much time has passed.</summary>
    Exact,

    /// <summary>When the last day closes for work, or at its midnight where it is no working day (Civil Code of the PRC, article 203, paragraph 2).</summary>
    EndOfWorkingDay,
}

namespace Xiezhi.Calendars;

/// <summary>What happens when the last day of elapsed time or of calendar days is no working day.</summary>
public enum LastDay
{
    /// <summary>It stays where it falls.</summary>
    AsItFalls,

    /// <summary>It moves to the next working day (Civil Code of the PRC, article 203, paragraph 1).</summary>
    NextWorkingDay,
}

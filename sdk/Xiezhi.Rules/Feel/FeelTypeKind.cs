namespace Xiezhi.Rules.Feel;

/// <summary>The families of FEEL's types.</summary>
public enum FeelTypeKind
{
    /// <summary>Every value.</summary>
    Any,

    /// <summary>Only null.</summary>
    Null,

    /// <summary>Numbers.</summary>
    Number,

    /// <summary>Text.</summary>
    String,

    /// <summary>True and false.</summary>
    Boolean,

    /// <summary>Dates.</summary>
    Date,

    /// <summary>Times of day.</summary>
    Time,

    /// <summary>Dates with a time of day.</summary>
    DateAndTime,

    /// <summary>Durations of days and time.</summary>
    DaysAndTimeDuration,

    /// <summary>Durations of years and months.</summary>
    YearsAndMonthsDuration,

    /// <summary>Lists of one type.</summary>
    List,

    /// <summary>Contexts with members.</summary>
    Context,

    /// <summary>Ranges of one type.</summary>
    Range,

    /// <summary>Functions.</summary>
    Function,
}

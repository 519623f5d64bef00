namespace Xiezhi.Foundation.Values;

/// <summary>The kinds of value that data, rules and procedures know: those of FEEL (DMN 1.5, 10.3.2).</summary>
public enum ValueKind
{
    /// <summary>No value.</summary>
    Null,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A decimal number; see <see cref="Values.Number"/>.</summary>
    Number,

    /// <summary>Text.</summary>
    String,

    /// <summary>A calendar date.</summary>
    Date,

    /// <summary>A time of day, with or without an offset or zone.</summary>
    Time,

    /// <summary>A date with a time of day.</summary>
    DateAndTime,

    /// <summary>A length of time in days, hours, minutes and seconds.</summary>
    DaysAndTimeDuration,

    /// <summary>A length of time in years and months.</summary>
    YearsAndMonthsDuration,

    /// <summary>An ordered sequence of values.</summary>
    List,

    /// <summary>Named entries, in order.</summary>
    Context,

    /// <summary>A range with its bounds.</summary>
    Range,

    /// <summary>A function of the expression language; it can't be stored.</summary>
    Function,
}

using Xiezhi.Calendars;

namespace Xiezhi.Cli.Calendars;

/// <summary>One question about working time, as it was written: on the command line, or as a line of a batch with the options' names as keys.</summary>
internal sealed record CalendarQuestion
{
    public string? Calendar { get; init; }

    public string? From { get; init; }

    public string? Within { get; init; }

    public string? To { get; init; }

    public string? Unit { get; init; }

    public IReadOnlyList<string>? Pauses { get; init; }

    public string? Count { get; init; }

    public string? End { get; init; }

    public string? LastDay { get; init; }

    public string? WorkingDay { get; init; }

    /// <summary>This question, with what it leaves out taken from <paramref name="common"/>.</summary>
    public CalendarQuestion With(CalendarQuestion common) => new()
    {
        Calendar = Calendar ?? common.Calendar,
        From = From ?? common.From,
        Within = Within ?? common.Within,
        To = To ?? common.To,
        Unit = Unit ?? common.Unit,
        Pauses = Pauses ?? common.Pauses,
        Count = Count ?? common.Count,
        End = End ?? common.End,
        LastDay = LastDay ?? common.LastDay,
        WorkingDay = WorkingDay ?? common.WorkingDay,
    };

    /// <summary>How <paramref name="unit"/> is counted: as usual, but for what the question says.</summary>
    public Counting Counting(AmountUnit unit)
    {
        var usual = Xiezhi.Calendars.Counting.Usual(unit);
        return usual with
        {
            From = Count switch { null => usual.From, "same-day" => CountFrom.SameDay, "next-day" => CountFrom.NextDay, _ => throw Wrong("count", Count, "same-day, next-day") },
            End = End switch { null => usual.End, "exact" => DueEnd.Exact, "end-of-day" => DueEnd.EndOfWorkingDay, _ => throw Wrong("end", End, "exact, end-of-day") },
            LastDay = LastDay switch
            {
                null => usual.LastDay,
                "as-it-falls" => Xiezhi.Calendars.LastDay.AsItFalls,
                "next-working-day" => Xiezhi.Calendars.LastDay.NextWorkingDay,
                _ => throw Wrong("last-day", LastDay, "as-it-falls, next-working-day"),
            },
            WorkingDayLength = WorkingDay switch
            {
                null or "date" => null,
                _ when Amount.TryParse(WorkingDay, out var length) && length.Unit == AmountUnit.WorkingHours && length.Time > TimeSpan.Zero && length.Time <= TimeSpan.FromDays(1)
                    => length.Time,
                _ => throw Wrong("working-day", WorkingDay, "date, 8wh"),
            },
        };
    }

    public static QuestionException Wrong(string option, string? value, string expected) => new("calendar-wrong-value", option, value ?? "", expected);
}

/// <summary>What is wrong with a question, as the key of a text and what fills it.</summary>
#pragma warning disable CA1032 // It is thrown here alone, always with a text to show.
internal sealed class QuestionException(string text, params object[] values) : Exception(text)
#pragma warning restore CA1032
{
    public string Text { get; } = text;

    public object[] Values { get; } = values;
}

using Xiezhi.Calendars;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Cli.Calendars;

/// <summary>The answer to a question: a text, or why there is none.</summary>
internal sealed record CalendarAnswer(string? Text, bool Provisional, Diagnostic? Problem)
{
    /// <summary>When something is due.</summary>
    public static CalendarAnswer Due(CalendarQuestion question, KnownCalendars calendars)
    {
        var (calendar, from, pauses) = Common(question, calendars);
        if (question.To is not null)
        {
            throw new QuestionException("calendar-not-here", "to", "elapsed");
        }

        if (!Amount.TryParse(Given(question.Within, "within"), out var amount))
        {
            throw CalendarQuestion.Wrong("within", question.Within, "PT4H, 4wh, 5wd, 7d");
        }

        var due = calendar.Due(from, amount, question.Counting(amount.Unit), pauses);
        return new CalendarAnswer(due.Failed ? null : due.Due.Value.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", System.Globalization.CultureInfo.InvariantCulture), due.Provisional, due.Diagnostic);
    }

    /// <summary>How much time has passed.</summary>
    public static CalendarAnswer Elapsed(CalendarQuestion question, KnownCalendars calendars)
    {
        var (calendar, from, pauses) = Common(question, calendars);
        if (question.Within is not null)
        {
            throw new QuestionException("calendar-not-here", "within", "due");
        }

        if (!calendar.TryParseMoment(Given(question.To, "to"), out var to))
        {
            throw CalendarQuestion.Wrong("to", question.To, "2024-09-12, 2024-09-12T10:00, 2024-09-12T10:00:00+08:00");
        }

        var unit = question.Unit switch
        {
            "elapsed" => AmountUnit.Elapsed,
            null or "wh" => AmountUnit.WorkingHours,
            "wd" => AmountUnit.WorkingDays,
            "d" => AmountUnit.CalendarDays,
            _ => throw CalendarQuestion.Wrong("unit", question.Unit, "elapsed, wh, wd, d"),
        };
        var elapsed = calendar.Elapsed(from, to, unit, question.Counting(unit), pauses);
        return new CalendarAnswer(elapsed.Failed ? null : elapsed.Elapsed.Value.ToString(), elapsed.Provisional, elapsed.Diagnostic);
    }

    private static (WorkingCalendar Calendar, DateTimeOffset From, Pause[] Pauses) Common(CalendarQuestion question, KnownCalendars calendars)
    {
        var calendar = calendars.Get(question.Calendar);
        if (!calendar.TryParseMoment(Given(question.From, "from"), out var from))
        {
            throw CalendarQuestion.Wrong("from", question.From, "2024-09-12, 2024-09-12T10:00, 2024-09-12T10:00:00+08:00");
        }

        var pauses = (question.Pauses ?? []).Select(text => Pause.TryParse(text, calendar, out var pause)
            ? pause
            : throw CalendarQuestion.Wrong("pause", text, "2024-09-12T10:00/2024-09-13T09:00"));
        return (calendar, from, pauses.ToArray());
    }

    private static string Given(string? value, string option) => value ?? throw new QuestionException("calendar-missing-value", option);
}

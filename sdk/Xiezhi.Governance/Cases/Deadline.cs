using Xiezhi.Calendars;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Governance.Cases;

/// <summary>Until when somebody has time who is given an amount of it now.</summary>
/// <remarks>A calendar that does not know the year sets nobody free of the time: it is counted without the calendar then.</remarks>
internal static class Deadline
{
    /// <summary>The instant, UTC; what was wrong with the calendar is recorded under <paramref name="member"/>, once.</summary>
    public static DateTimeOffset Of(CaseDraft draft, WorkingCalendar calendar, Amount amount, string member)
    {
        var (at, problem) = After(draft, calendar, amount);
        if (problem is not null)
        {
            FactKeeping.RecordUnfit(draft, member, problem.ToString());
        }

        return at;
    }

    /// <summary>The instant, UTC, and what was wrong with the calendar.</summary>
    public static (DateTimeOffset At, Diagnostic? Problem) After(CaseDraft draft, WorkingCalendar calendar, Amount amount)
    {
        var due = draft.Package.CalendarNow(calendar).Due(draft.Now, amount, Counting.Usual(amount.Unit));
        return due.Failed
            ? (draft.Now + (amount.Time > TimeSpan.Zero ? amount.Time : TimeSpan.FromDays(amount.Days)), due.Diagnostic)
            : (due.Due.Value.ToUniversalTime(), null);
    }
}

using Xiezhi.Calendars;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Governance.Packages;

/// <summary>Lets timers of a procedure be given in working time (<c>5wd</c>, <c>4wh</c>) and calendar days (<c>7d</c>), besides ISO 8601.</summary>
internal sealed class WorkingTimers(WorkingCalendar calendar) : ITimers
{
    public bool Knows(string text) => Amount.TryParse(text, out var amount) && amount.Unit != AmountUnit.Elapsed;

    public bool TryDue(DateTimeOffset from, string text, out DateTimeOffset due)
    {
        due = default;
        if (!Amount.TryParse(text, out var amount) || amount.Unit == AmountUnit.Elapsed)
        {
            return false;
        }

        var result = calendar.Due(from, amount, Counting.FromTheStart);
        due = result.Due?.ToUniversalTime() ?? default;
        return !result.Failed;
    }
}

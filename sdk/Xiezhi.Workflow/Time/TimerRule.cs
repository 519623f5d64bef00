using System.Globalization;
using System.Xml;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Workflow.Time;

/// <summary>When a timer is due, and how it goes on: read once when its element is entered.</summary>
/// <param name="Due">The first time.</param>
/// <param name="Interval">What it repeats at; <see langword="null"/> where it fires once.</param>
/// <param name="Remaining">How often it fires after the first time; -1 without end.</param>
internal readonly record struct Schedule(DateTimeOffset Due, string? Interval = null, int Remaining = 0);

/// <summary>The time of a timer event: a literal, or an expression that gives one (BPMN 2.0, table 10.101).</summary>
internal sealed class TimerRule(string tag, string? literal, IExpression? expression)
{
    private const string Cycle = "timeCycle";

    /// <summary>Whether <paramref name="text"/> can be read without evaluating anything.</summary>
    internal static bool IsLiteral(string tag, string text, ITimers? timers) =>
        TryRead(tag, text, DateTimeOffset.UnixEpoch.AddYears(30), timers, out _) || (timers?.Knows(IntervalOf(tag, text)) ?? false);

    /// <summary>The schedule counted from <paramref name="now"/>, or why there is none.</summary>
    internal Schedule? Read(IVariables variables, DateTimeOffset now, ITimers? timers, Location where, out Diagnostic? failure)
    {
        failure = null;
        if (literal is not null)
        {
            if (TryRead(tag, literal, now, timers, out var fixedTime))
            {
                return fixedTime;
            }

            failure = WorkflowCodes.NoTime.At(where, literal, "no moment that can be told");
            return null;
        }

        var result = expression!.Evaluate(variables, now);
        if (result.Failed)
        {
            failure = result.Failure;
            return null;
        }

        if (TryRead(result.Value, now, timers, out var schedule))
        {
            return schedule;
        }

        failure = WorkflowCodes.NoTime.At(where, expression.Text, result.Value.ToString());
        return null;
    }

    /// <summary>The time one <paramref name="interval"/> behind <paramref name="from"/>.</summary>
    internal static bool TryNext(DateTimeOffset from, string interval, ITimers? timers, out DateTimeOffset due)
    {
        if (timers?.Knows(interval) == true)
        {
            return timers.TryDue(from, interval, out due);
        }

        due = default;
        return IsoDuration.TryParse(interval, out var duration) && duration.TryAddTo(from, out due);
    }

    private bool TryRead(Value value, DateTimeOffset now, ITimers? timers, out Schedule schedule)
    {
        schedule = default;
        if (value.AsString is { } text)
        {
            return TryRead(tag, text, now, timers, out schedule);
        }

        DateTimeOffset due = default;
        var read = value switch
        {
            { AsDaysAndTimeDuration: { } length } => length.TryToTimeSpan(out var span) && new IsoDuration(0, span).TryAddTo(now, out due),
            { AsYearsAndMonthsDuration: { } length } => Math.Abs(length.Months) <= 120_000 && new IsoDuration((int)length.Months, default).TryAddTo(now, out due),
            { AsDateAndTime: { } moment } => TryInstant(moment, now.Offset, out due),
            { AsDate: { } date } => TryInstant(new DateAndTime(date, default), now.Offset, out due),
            _ => false,
        };
        schedule = new Schedule(due);
        return read;
    }

    private static bool TryRead(string tag, string text, DateTimeOffset now, ITimers? timers, out Schedule schedule)
    {
        schedule = default;
        DateTimeOffset due;
        if (tag == Cycle)
        {
            return TryCycle(text, now, timers, out schedule);
        }

        if (timers?.Knows(text) == true)
        {
            var told = timers.TryDue(now, text, out due);
            schedule = new Schedule(due);
            return told;
        }

        var read = IsoDuration.TryParse(text, out var duration) ? duration.TryAddTo(now, out due) : TryMoment(text, now.Offset, out due);
        schedule = new Schedule(due);
        return read;
    }

    /// <summary>Reads <c>R3/PT1H</c>, <c>R/2024-09-12T08:00:00Z/PT1H</c>, <c>R5/5wd</c>.</summary>
    private static bool TryCycle(string text, DateTimeOffset now, ITimers? timers, out Schedule schedule)
    {
        schedule = default;
        var parts = text.Split('/');
        if (parts.Length is not (2 or 3) || !parts[0].StartsWith('R') || !TryNext(now, parts[^1], timers, out var first))
        {
            return false;
        }

        var times = -1;
        if (parts[0].Length > 1 && (!int.TryParse(parts[0].AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out times) || times < 1))
        {
            return false;
        }

        if (parts.Length == 3 && !TryMoment(parts[1], now.Offset, out first))
        {
            return false;
        }

        schedule = new Schedule(first, parts[^1], times < 0 ? -1 : times - 1);
        // A repetition that does not go forward would fire without end at one moment.
        return TryNext(first, parts[^1], timers, out var second) && second > first;
    }

    private static string IntervalOf(string tag, string text) => tag == Cycle ? text[(text.LastIndexOf('/') + 1)..] : text;

    private static bool TryMoment(string text, TimeSpan offset, out DateTimeOffset moment)
    {
        moment = default;
        text = text.Trim();
        if (text.Length < 10 || text[4] != '-' || text[7] != '-')
        {
            return false;
        }

        // XmlConvert reads ISO 8601 and nothing else; .NET's own parser takes much that only looks like a date.
        try
        {
            var at = XmlConvert.ToDateTime(text, XmlDateTimeSerializationMode.RoundtripKind);
            if (at.Kind == DateTimeKind.Unspecified)
            {
                return TryWithOffset(at, offset, out moment);
            }

            moment = XmlConvert.ToDateTimeOffset(text);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool TryInstant(DateAndTime value, TimeSpan offset, out DateTimeOffset instant)
    {
        instant = default;
        if (value.TryToInstant(out instant))
        {
            return true;
        }

        return value.Time is { OffsetSeconds: null, Zone: null } && value.Date.TryToDateOnly(out var date)
            && TryWithOffset(date.ToDateTime(new TimeOnly(value.Time.NanosecondOfDay / 100)), offset, out instant);
    }

    private static bool TryWithOffset(DateTime local, TimeSpan offset, out DateTimeOffset moment)
    {
        moment = default;
        var ticks = local.Ticks - offset.Ticks;
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        moment = new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), offset);
        return true;
    }
}

using System.Collections.Immutable;

namespace Xiezhi.Calendars;

/// <summary>The hours of an ordinary week: for each day of the week its intervals, in order; none on a day of rest.</summary>
/// <remarks>Immutable. Two weeks are equal when all their intervals are.</remarks>
public sealed class WorkingWeek : IEquatable<WorkingWeek>
{
    private readonly ImmutableArray<ImmutableArray<WorkingInterval>> _days;

    private WorkingWeek(ImmutableArray<ImmutableArray<WorkingInterval>> days) => _days = days;

    /// <summary>A week without work, to add days to by <see cref="With"/>.</summary>
    public static WorkingWeek Empty { get; } = new([.. Enumerable.Repeat(ImmutableArray<WorkingInterval>.Empty, 7)]);

    /// <summary>Every hour of every day.</summary>
    public static WorkingWeek Always { get; } = new([.. Enumerable.Repeat(ImmutableArray.Create(default(WorkingInterval)), 7)]);

    /// <summary>The hours of <paramref name="day"/>, in order of opening.</summary>
    public ImmutableArray<WorkingInterval> this[DayOfWeek day] => _days[(int)day];

    /// <summary>Whether no day has any hours.</summary>
    public bool IsEmpty => _days.All(day => day.IsEmpty);

    /// <summary>The same hours from Monday to Friday, and none at the weekend.</summary>
    public static WorkingWeek MondayToFriday(params ImmutableArray<WorkingInterval> hours)
    {
        var week = Empty;
        for (var day = DayOfWeek.Monday; day <= DayOfWeek.Friday; day++)
        {
            week = week.With(day, hours);
        }

        return week;
    }

    /// <summary>The same week with the hours of one day replaced.</summary>
    public WorkingWeek With(DayOfWeek day, params ImmutableArray<WorkingInterval> hours) => new(_days.SetItem((int)day, Hours.Sorted(hours)));

    /// <summary>The hours of an ordinary working day: those of the first day from Monday on that has any. A make-up day is worked like it.</summary>
    public ImmutableArray<WorkingInterval> OrdinaryDay
    {
        get
        {
            for (var i = 0; i < 7; i++)
            {
                var hours = _days[(i + 1) % 7];
                if (!hours.IsEmpty)
                {
                    return hours;
                }
            }

            return [];
        }
    }

    /// <inheritdoc/>
    public bool Equals(WorkingWeek? other)
    {
        if (other is null)
        {
            return false;
        }

        for (var i = 0; i < 7; i++)
        {
            if (!_days[i].AsSpan().SequenceEqual(other._days[i].AsSpan()))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as WorkingWeek);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var interval in _days.SelectMany(day => day))
        {
            hash.Add(interval);
        }

        return hash.ToHashCode();
    }
}

using System.Collections.Immutable;
using Xiezhi.Governance.Packages;

namespace Xiezhi.Cli.Run;

/// <summary>One thing that the input tells: a message that came, or what somebody did later.</summary>
/// <param name="At">When.</param>
/// <param name="Row">The row.</param>
/// <param name="Command">What was done; <see langword="null"/> where the message came.</param>
/// <param name="Number">Which command of the row, counted from 0.</param>
internal sealed record ScheduleEntry(DateTimeOffset At, MessageRow Row, IntakeCommand? Command, int Number);

/// <summary>Everything that the input tells, in the order in which it happened.</summary>
internal sealed record Schedule(ImmutableArray<ScheduleEntry> Entries, int Rows)
{
    public DateTimeOffset Start => Entries.IsEmpty ? DateTimeOffset.UnixEpoch : Entries[0].At;

    public DateTimeOffset End => Entries.IsEmpty ? DateTimeOffset.UnixEpoch : Entries[^1].At;

    public static Schedule Of(ImmutableArray<MessageRow> rows, Intake intake)
    {
        var entries = new List<ScheduleEntry>();
        foreach (var row in rows)
        {
            entries.Add(new ScheduleEntry(row.Times[intake.ReceivedAt], row, null, -1));
            for (var i = 0; i < intake.Commands.Length; i++)
            {
                if (row.Times.TryGetValue(intake.Commands[i].At, out var at))
                {
                    entries.Add(new ScheduleEntry(at, row, intake.Commands[i], i));
                }
            }
        }

        // At one moment the order of the file decides, and within a row that of its commands.
        return new Schedule([.. entries.OrderBy(entry => entry.At).ThenBy(entry => entry.Row.Line).ThenBy(entry => entry.Number)], rows.Length);
    }
}

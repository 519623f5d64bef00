using System.Collections.Immutable;
using Xiezhi.Governance.Log;
using Xiezhi.Runtime.Commits;
using Xiezhi.Storage.Schema;

namespace Xiezhi.Benchmarks.Durable;

/// <summary>The tables and what is done with a row of them, in the order of writing.</summary>
internal enum Write
{
    InsertCase,
    UpdateCase,
    InsertCommand,
    InsertEvent,
    DeleteTask,
    DeleteOwners,
    InsertTask,
    InsertOwner,
    DeleteMoment,
    SetMoment,
}

/// <summary>A row of a transition without what makes it one of a certain case: that is filled in when it is written.</summary>
/// <param name="Write">What is done.</param>
/// <param name="Values">The columns; the tenant and, but for idempotency keys, the case come first and are left out.</param>
internal sealed record Row(Write Write, ImmutableArray<object?> Values);

/// <summary>What one transition writes, in every case the same: taken from what the engine committed, so that the limit writes the same bytes.</summary>
internal sealed record Transition(ImmutableArray<Row> Rows)
{
    public static Transition Of(CaseCommit commit)
    {
        var s = commit.Summary;
        object?[] shown = [(int)s.Status, s.Title, s.Matter, s.Territory, s.Lead, s.ServiceLevel, s.Level, StoredTime.From(s.EndedAt), StoredTime.From(s.DueAt), s.Breached, s.Version, s.Head.Bytes.ToArray()];
        var rows = ImmutableArray.CreateBuilder<Row>();
        rows.Add(commit.ExpectedVersion == 0
            ? new Row(Write.InsertCase, [.. shown, s.Key, s.PackageId, StoredTime.From(s.OpenedAt)])
            : new Row(Write.UpdateCase, [.. shown, commit.ExpectedVersion]));
        if (commit.IdempotencyKey is not null)
        {
            rows.Add(new Row(Write.InsertCommand, [s.Version]));
        }

        rows.AddRange(commit.Events.Select(one => new Row(
            Write.InsertEvent, [one.Sequence, EventText.TypeName(one.Event), StoredTime.From(one.At), one.Text, one.Hash.Bytes.ToArray()])));
        rows.AddRange(commit.TasksClosed.Select(task => new Row(Write.DeleteTask, [task])));
        rows.AddRange(commit.TasksClosed.Select(task => new Row(Write.DeleteOwners, [task])));
        rows.AddRange(commit.TasksOpened.Select(task => new Row(Write.InsertTask, [task.TaskId, task.Element, task.Name, StoredTime.From(task.OpenedAt)])));
        rows.AddRange(commit.TasksOpened.SelectMany(task => task.Owners.Select(owner => new Row(Write.InsertOwner, [task.TaskId, owner]))));
        rows.AddRange(commit.MomentsCleared.Select(name => new Row(Write.DeleteMoment, [name])));
        rows.AddRange(commit.MomentsSet.Select(moment => new Row(Write.SetMoment, [moment.Name, StoredTime.From(moment.At)])));
        if (!commit.Outbox.IsEmpty || !commit.OwnersChanged.IsEmpty || !commit.TasksHeld.IsEmpty)
        {
            throw new InvalidOperationException("The case does more than the hand-written statements know.");
        }

        return new Transition(rows.ToImmutable());
    }
}

/// <summary>A transition of a certain case.</summary>
internal sealed record Due(string Case, string Key, Transition Transition);

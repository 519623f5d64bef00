using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Xiezhi.Foundation.Json;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Log;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Outbox;
using Xiezhi.Storage.Schema;

namespace Xiezhi.Storage.Cases;

/// <summary>The prepared statements that write a commit, bound to one connection.</summary>
internal sealed class SqliteCommitStatements : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly List<SqliteStatement> _all = [];
    private readonly SqliteStatement _insertCase;
    private readonly SqliteStatement _updateCase;
    private readonly SqliteStatement _insertCommand;
    private readonly SqliteStatement _deleteCommand;
    private readonly SqliteStatement _insertEvent;
    private readonly SqliteStatement _insertTask;
    private readonly SqliteStatement _insertOwner;
    private readonly SqliteStatement _deleteTask;
    private readonly SqliteStatement _deleteOwners;
    private readonly SqliteStatement _holdTask;
    private readonly SqliteStatement _setMoment;
    private readonly SqliteStatement _clearMoment;
    private readonly SqliteStatement _insertOutbox;

    public SqliteCommitStatements(SqliteConnection connection)
    {
        _connection = connection;
        _insertCase = Prepare(
            """
            INSERT INTO cases (Tenant, Id, "Key", PackageId, Status, Title, Matter, Territory, Lead, ServiceLevel, Level, OpenedAt, EndedAt, DueAt, Breached, Version, Head)
            VALUES ($Tenant, $Id, $Key, $PackageId, $Status, $Title, $Matter, $Territory, $Lead, $ServiceLevel, $Level, $OpenedAt, $EndedAt, $DueAt, $Breached, $Version, $Head)
            ON CONFLICT DO NOTHING
            """,
            "Tenant", "Id", "Key", "PackageId", "Status", "Title", "Matter", "Territory", "Lead", "ServiceLevel", "Level", "OpenedAt", "EndedAt", "DueAt", "Breached", "Version", "Head");
        _updateCase = Prepare(
            """
            UPDATE cases SET Status = $Status, Title = $Title, Matter = $Matter, Territory = $Territory, Lead = $Lead, ServiceLevel = $ServiceLevel,
              Level = $Level, EndedAt = $EndedAt, DueAt = $DueAt, Breached = $Breached, Version = $Version, Head = $Head
            WHERE Tenant = $Tenant AND Id = $Id AND Version = $Expected
            """,
            "Tenant", "Id", "Status", "Title", "Matter", "Territory", "Lead", "ServiceLevel", "Level", "EndedAt", "DueAt", "Breached", "Version", "Head", "Expected");
        _insertCommand = Prepare(
            """INSERT INTO commands (Tenant, "Key", CaseId, Version) VALUES ($Tenant, $Key, $CaseId, $Version) ON CONFLICT DO NOTHING""",
            "Tenant", "Key", "CaseId", "Version");
        _deleteCommand = Prepare("""DELETE FROM commands WHERE Tenant = $Tenant AND "Key" = $Key""", "Tenant", "Key");
        _insertEvent = Prepare(
            "INSERT INTO events (Tenant, CaseId, Sequence, Type, At, Text, Hash) VALUES ($Tenant, $CaseId, $Sequence, $Type, $At, $Text, $Hash)",
            "Tenant", "CaseId", "Sequence", "Type", "At", "Text", "Hash");
        _insertTask = Prepare(
            "INSERT INTO tasks (Tenant, CaseId, TaskId, Element, Name, OpenedAt) VALUES ($Tenant, $CaseId, $TaskId, $Element, $Name, $OpenedAt)",
            "Tenant", "CaseId", "TaskId", "Element", "Name", "OpenedAt");
        _insertOwner = Prepare(
            "INSERT INTO task_owners (Tenant, CaseId, TaskId, Owner) VALUES ($Tenant, $CaseId, $TaskId, $Owner) ON CONFLICT DO NOTHING",
            "Tenant", "CaseId", "TaskId", "Owner");
        _deleteTask = Prepare("DELETE FROM tasks WHERE Tenant = $Tenant AND CaseId = $CaseId AND TaskId = $TaskId", "Tenant", "CaseId", "TaskId");
        _deleteOwners = Prepare("DELETE FROM task_owners WHERE Tenant = $Tenant AND CaseId = $CaseId AND TaskId = $TaskId", "Tenant", "CaseId", "TaskId");
        _holdTask = Prepare(
            """
            UPDATE tasks SET HolderParty = $HolderParty, HolderPerson = $HolderPerson, HeldUntil = $HeldUntil
            WHERE Tenant = $Tenant AND CaseId = $CaseId AND TaskId = $TaskId
            """,
            "HolderParty", "HolderPerson", "HeldUntil", "Tenant", "CaseId", "TaskId");
        _setMoment = Prepare(
            "INSERT INTO moments (Tenant, CaseId, Name, At) VALUES ($Tenant, $CaseId, $Name, $At) ON CONFLICT (Tenant, CaseId, Name) DO UPDATE SET At = excluded.At",
            "Tenant", "CaseId", "Name", "At");
        _clearMoment = Prepare("DELETE FROM moments WHERE Tenant = $Tenant AND CaseId = $CaseId AND Name = $Name", "Tenant", "CaseId", "Name");
        _insertOutbox = Prepare(
            """
            INSERT INTO outbox (Id, Tenant, CaseId, JobId, Kind, Recipient, Payload, CreatedAt, Attempts, NextAttemptAt)
            VALUES ($Id, $Tenant, $CaseId, $JobId, $Kind, $Recipient, $Payload, $CreatedAt, 0, $CreatedAt)
            """,
            "Id", "Tenant", "CaseId", "JobId", "Kind", "Recipient", "Payload", "CreatedAt");
    }

    /// <summary>Writes one commit within the open transaction; a conflict or duplicate leaves nothing behind.</summary>
    public CommitOutcome Write(CaseCommit commit)
    {
        var summary = commit.Summary;
        var caseId = summary.Id.ToString();
        if (commit.IdempotencyKey is { } key && _insertCommand.Run(summary.Tenant, key, caseId, summary.Version) == 0)
        {
            return CommitOutcome.Duplicate;
        }

        if (!WriteSummary(commit))
        {
            if (commit.IdempotencyKey is not null)
            {
                _deleteCommand.Run(summary.Tenant, commit.IdempotencyKey);
            }

            return CommitOutcome.Conflict;
        }

        foreach (var recorded in commit.Events)
        {
            _insertEvent.Run(summary.Tenant, caseId, recorded.Sequence, EventText.TypeName(recorded.Event), StoredTime.From(recorded.At), recorded.Text, recorded.Hash.Bytes.ToArray());
        }

        foreach (var task in commit.TasksClosed)
        {
            _deleteTask.Run(summary.Tenant, caseId, task);
            _deleteOwners.Run(summary.Tenant, caseId, task);
        }

        foreach (var task in commit.TasksOpened)
        {
            WriteTask(task, caseId);
        }

        foreach (var changed in commit.OwnersChanged)
        {
            _deleteOwners.Run(summary.Tenant, caseId, changed.TaskId);
            WriteOwners(summary.Tenant, caseId, changed.TaskId, changed.Owners);
        }

        foreach (var held in commit.TasksHeld)
        {
            _holdTask.Run(held.Holder?.Party, held.Holder?.Person, StoredTime.From(held.HeldUntil), summary.Tenant, caseId, held.TaskId);
        }

        foreach (var name in commit.MomentsCleared)
        {
            _clearMoment.Run(summary.Tenant, caseId, name);
        }

        foreach (var moment in commit.MomentsSet)
        {
            _setMoment.Run(summary.Tenant, caseId, moment.Name, StoredTime.From(moment.At));
        }

        foreach (var message in commit.Outbox)
        {
            WriteMessage(message, caseId);
        }

        return CommitOutcome.Committed;
    }

    public void Dispose() => _all.ForEach(statement => statement.Dispose());

    private bool WriteSummary(CaseCommit commit)
    {
        var s = commit.Summary;
        var (status, opened, ended, due, head) =
            ((int)s.Status, StoredTime.From(s.OpenedAt), StoredTime.From(s.EndedAt), StoredTime.From(s.DueAt), s.Head.Bytes.ToArray());
        return commit.ExpectedVersion == 0
            ? _insertCase.Run(s.Tenant, s.Id.ToString(), s.Key, s.PackageId, status, s.Title, s.Matter, s.Territory, s.Lead, s.ServiceLevel, s.Level, opened, ended, due, s.Breached, s.Version, head) == 1
            : _updateCase.Run(s.Tenant, s.Id.ToString(), status, s.Title, s.Matter, s.Territory, s.Lead, s.ServiceLevel, s.Level, ended, due, s.Breached, s.Version, head, commit.ExpectedVersion) == 1;
    }

    private void WriteTask(OpenTask task, string caseId)
    {
        _insertTask.Run(task.Tenant, caseId, task.TaskId, task.Element, task.Name, StoredTime.From(task.OpenedAt));
        WriteOwners(task.Tenant, caseId, task.TaskId, task.Owners);
    }

    private void WriteOwners(string tenant, string caseId, int taskId, ImmutableArray<string> owners)
    {
        foreach (var owner in owners)
        {
            _insertOwner.Run(tenant, caseId, taskId, owner);
        }
    }

    private void WriteMessage(OutboxMessage message, string caseId) =>
        _insertOutbox.Run(message.Id, message.Tenant, caseId, message.JobId, message.Kind, message.Recipient, ValueJson.ToText(Value.From(message.Payload)), StoredTime.From(message.CreatedAt));

    private SqliteStatement Prepare(string sql, params ReadOnlySpan<string> parameters)
    {
        var statement = new SqliteStatement(_connection, sql, parameters);
        _all.Add(statement);
        return statement;
    }
}

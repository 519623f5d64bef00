using Npgsql;
using NpgsqlTypes;
using Xiezhi.Foundation.Json;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Log;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Outbox;
using Xiezhi.Storage.Schema;
using Xiezhi.Storage.Schema.PostgreSql;

namespace Xiezhi.Storage.Cases.PostgreSql;

/// <summary>What writes commits of different cases: one statement a table for all of them, with a column of values for each parameter.</summary>
/// <remarks>
/// Rows that others may want too are locked table by table, and within a table in the order of tenant and id, in every process: so no two transactions
/// can wait for one another. A case that has another version than expected, and a case or a key that is there already, end the transaction.
/// </remarks>
internal static class CommitStatements
{
    // The division ends the transaction where a case was not as expected; as a column of the table it can't be worked out before it is asked for.
    private const string UpdateCases =
        """
        WITH changed AS (
          UPDATE cases c SET status = w.status, title = w.title, matter = w.matter, territory = w.territory, lead = w.lead, service_level = w.service_level,
            level = w.level, ended_at = w.ended_at, due_at = w.due_at, breached = w.breached, version = w.version, head = w.head
          FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            AS w(tenant, id, status, title, matter, territory, lead, service_level, level, ended_at, due_at, breached, version, head, expected)
          WHERE c.tenant = w.tenant AND c.id = w.id AND c.version = w.expected
          RETURNING 1)
        SELECT 1 / (CASE WHEN count(*) = $16 THEN 1 ELSE 0 END) FROM changed
        """;

    private const string InsertCases =
        """
        INSERT INTO cases (tenant, id, status, title, matter, territory, lead, service_level, level, ended_at, due_at, breached, version, head, key, package_id, opened_at)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
        """;

    private const string InsertCommands = "INSERT INTO commands (tenant, key, case_id, version) SELECT * FROM unnest($1, $2, $3, $4)";

    private const string InsertEvents = "INSERT INTO events (tenant, case_id, sequence, type, at, text, hash) SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7)";

    private const string DeleteTasks =
        "DELETE FROM tasks t USING unnest($1, $2, $3) AS w(tenant, case_id, task_id) WHERE t.tenant = w.tenant AND t.case_id = w.case_id AND t.task_id = w.task_id";

    private const string DeleteOwners =
        "DELETE FROM task_owners t USING unnest($1, $2, $3) AS w(tenant, case_id, task_id) WHERE t.tenant = w.tenant AND t.case_id = w.case_id AND t.task_id = w.task_id";

    private const string InsertTasks = "INSERT INTO tasks (tenant, case_id, task_id, element, name, opened_at) SELECT * FROM unnest($1, $2, $3, $4, $5, $6)";

    private const string InsertOwners = "INSERT INTO task_owners (tenant, case_id, task_id, owner) SELECT * FROM unnest($1, $2, $3, $4)";

    private const string HoldTasks =
        """
        UPDATE tasks t SET holder_party = w.party, holder_person = w.person, held_until = w.until
        FROM unnest($1, $2, $3, $4, $5, $6) AS w(tenant, case_id, task_id, party, person, until)
        WHERE t.tenant = w.tenant AND t.case_id = w.case_id AND t.task_id = w.task_id
        """;

    private const string DeleteMoments =
        "DELETE FROM moments m USING unnest($1, $2, $3) AS w(tenant, case_id, name) WHERE m.tenant = w.tenant AND m.case_id = w.case_id AND m.name = w.name";

    private const string SetMoments =
        """
        INSERT INTO moments (tenant, case_id, name, at) SELECT * FROM unnest($1, $2, $3, $4)
        ON CONFLICT (tenant, case_id, name) DO UPDATE SET at = excluded.at, claimed_by = NULL, claimed_until = NULL
        """;

    /// <summary>Adds messages; one whose id is there already ends the transaction.</summary>
    public const string InsertOutbox =
        """
        INSERT INTO outbox (id, tenant, case_id, job_id, kind, recipient, payload, created_at, attempts, next_attempt_at)
        SELECT id, tenant, case_id, job_id, kind, recipient, payload, created_at, 0, created_at
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) AS w(id, tenant, case_id, job_id, kind, recipient, payload, created_at)
        """;

    private const string LockCases =
        """
        SELECT c.tenant, c.id, c.version FROM cases c JOIN unnest($1, $2) AS w(tenant, id) ON c.tenant = w.tenant AND c.id = w.id
        ORDER BY c.tenant, c.id FOR UPDATE OF c
        """;

    private const string FindCommands = "SELECT c.tenant, c.key FROM commands c JOIN unnest($1, $2) AS w(tenant, key) ON c.tenant = w.tenant AND c.key = w.key";

    /// <summary>Locks the cases that are there, in order, and reads their versions.</summary>
    public static void AddLock(NpgsqlBatch batch, IEnumerable<CaseCommit> commits)
    {
        var cases = commits.Select(commit => (Tenant: StoredText.Write(commit.Summary.Tenant), Id: commit.Summary.Id.ToString())).Distinct().ToArray();
        batch.Add(LockCases, Texts(cases, row => row.Tenant), Texts(cases, row => row.Id));
    }

    /// <summary>Reads which of the idempotency keys are there.</summary>
    public static void AddFindCommands(NpgsqlBatch batch, IEnumerable<CaseCommit> commits)
    {
        var keys = commits.Where(commit => commit.IdempotencyKey is not null)
            .Select(commit => (Tenant: StoredText.Write(commit.Summary.Tenant), Key: StoredText.WriteKey(commit.IdempotencyKey!))).Distinct().ToArray();
        batch.Add(FindCommands, Texts(keys, row => row.Tenant), Texts(keys, row => row.Key));
    }

    /// <summary>Writes commits, no two of them of the same case.</summary>
    public static void AddWrite(NpgsqlBatch batch, IEnumerable<CaseCommit> commits)
    {
        var all = commits.Select(commit => new Commit(commit)).OrderBy(commit => commit.Tenant, StringComparer.Ordinal).ThenBy(commit => commit.Id, StringComparer.Ordinal).ToArray();
        AddSummaries(batch, all);
        AddKeys(batch, all);
        AddEvents(batch, all);
        AddTasks(batch, all);
        AddMoments(batch, all);
        AddMessages(batch, all);
    }

    private static void AddSummaries(NpgsqlBatch batch, Commit[] all)
    {
        var known = Array.FindAll(all, commit => commit.Content.ExpectedVersion > 0);
        if (known.Length > 0)
        {
            batch.Add(UpdateCases, [.. Summary(known), Numbers(known, commit => commit.Content.ExpectedVersion), Parameter.Number(known.Length)]);
        }

        var opened = Array.FindAll(all, commit => commit.Content.ExpectedVersion == 0);
        if (opened.Length > 0)
        {
            batch.Add(
                InsertCases,
                [
                    .. Summary(opened),
                    Texts(opened, commit => StoredText.Write(commit.Summary.Key)),
                    Texts(opened, commit => StoredText.Write(commit.Summary.PackageId)),
                    Numbers(opened, commit => StoredTime.From(commit.Summary.OpenedAt)),
                ]);
        }
    }

    private static NpgsqlParameter[] Summary(Commit[] rows) =>
    [
        Texts(rows, row => row.Tenant),
        Texts(rows, row => row.Id),
        Integers(rows, row => (int)row.Summary.Status),
        Texts(rows, row => StoredText.WriteOptional(row.Summary.Title)),
        Texts(rows, row => StoredText.WriteOptional(row.Summary.Matter)),
        Texts(rows, row => StoredText.WriteOptional(row.Summary.Territory)),
        Texts(rows, row => StoredText.WriteOptional(row.Summary.Lead)),
        Texts(rows, row => StoredText.WriteOptional(row.Summary.ServiceLevel)),
        Integers(rows, row => row.Summary.Level),
        OptionalNumbers(rows, row => StoredTime.From(row.Summary.EndedAt)),
        OptionalNumbers(rows, row => StoredTime.From(row.Summary.DueAt)),
        Parameter.Of(NpgsqlDbType.Boolean, Array.ConvertAll(rows, row => row.Summary.Breached)),
        Numbers(rows, row => row.Summary.Version),
        Bytes(rows, row => row.Summary.Head),
    ];

    private static void AddKeys(NpgsqlBatch batch, Commit[] all)
    {
        var keys = all.Where(commit => commit.Content.IdempotencyKey is not null)
            .Select(commit => (commit.Tenant, Key: StoredText.WriteKey(commit.Content.IdempotencyKey!), commit.Id, commit.Summary.Version))
            .OrderBy(row => row.Tenant, StringComparer.Ordinal).ThenBy(row => row.Key, StringComparer.Ordinal).ToArray();
        if (keys.Length > 0)
        {
            batch.Add(InsertCommands, Texts(keys, row => row.Tenant), Texts(keys, row => row.Key), Texts(keys, row => row.Id), Numbers(keys, row => row.Version));
        }
    }

    private static void AddEvents(NpgsqlBatch batch, Commit[] all)
    {
        var events = all.SelectMany(commit => commit.Content.Events.Select(recorded => (Commit: commit, Event: recorded))).ToArray();
        if (events.Length > 0)
        {
            batch.Add(
                InsertEvents,
                Texts(events, row => row.Commit.Tenant),
                Texts(events, row => row.Commit.Id),
                Numbers(events, row => row.Event.Sequence),
                Texts(events, row => EventText.TypeName(row.Event.Event)),
                Numbers(events, row => StoredTime.From(row.Event.At)),
                Texts(events, row => StoredText.Write(row.Event.Text)),
                Bytes(events, row => row.Event.Hash));
        }
    }

    private static void AddTasks(NpgsqlBatch batch, Commit[] all)
    {
        var closed = all.SelectMany(commit => commit.Content.TasksClosed.Select(task => (commit.Tenant, commit.Id, Task: task))).ToArray();
        if (closed.Length > 0)
        {
            batch.Add(DeleteTasks, Texts(closed, row => row.Tenant), Texts(closed, row => row.Id), Integers(closed, row => row.Task));
        }

        var opened = all.SelectMany(commit => commit.Content.TasksOpened.Select(task => (commit.Tenant, commit.Id, Task: task))).ToArray();
        if (opened.Length > 0)
        {
            batch.Add(
                InsertTasks,
                Texts(opened, row => row.Tenant),
                Texts(opened, row => row.Id),
                Integers(opened, row => row.Task.TaskId),
                Texts(opened, row => StoredText.Write(row.Task.Element)),
                Texts(opened, row => StoredText.Write(row.Task.Name)),
                Numbers(opened, row => StoredTime.From(row.Task.OpenedAt)));
        }

        AddOwners(batch, all);
        AddHolders(batch, all);
    }

    private static void AddHolders(NpgsqlBatch batch, Commit[] all)
    {
        var held = all.SelectMany(commit => commit.Content.TasksHeld.Select(task => (commit.Tenant, commit.Id, Task: task))).ToArray();
        if (held.Length > 0)
        {
            batch.Add(
                HoldTasks,
                Texts(held, row => row.Tenant),
                Texts(held, row => row.Id),
                Integers(held, row => row.Task.TaskId),
                Texts(held, row => StoredText.WriteOptional(row.Task.Holder?.Party)),
                Texts(held, row => StoredText.WriteOptional(row.Task.Holder?.Person)),
                OptionalNumbers(held, row => StoredTime.From(row.Task.HeldUntil)));
        }
    }

    private static void AddOwners(NpgsqlBatch batch, Commit[] all)
    {
        var gone = all.SelectMany(commit => commit.Content.TasksClosed.Concat(commit.Content.OwnersChanged.Select(changed => changed.TaskId))
            .Select(task => (commit.Tenant, commit.Id, Task: task))).ToArray();
        if (gone.Length > 0)
        {
            batch.Add(DeleteOwners, Texts(gone, row => row.Tenant), Texts(gone, row => row.Id), Integers(gone, row => row.Task));
        }

        var owners = all.SelectMany(commit =>
            commit.Content.TasksOpened.Select(task => (task.TaskId, task.Owners)).Concat(commit.Content.OwnersChanged.Select(changed => (changed.TaskId, changed.Owners)))
                .SelectMany(task => task.Owners.Distinct(StringComparer.Ordinal).Select(owner => (commit.Tenant, commit.Id, task.TaskId, Owner: StoredText.Write(owner))))).ToArray();
        if (owners.Length > 0)
        {
            batch.Add(InsertOwners, Texts(owners, row => row.Tenant), Texts(owners, row => row.Id), Integers(owners, row => row.TaskId), Texts(owners, row => row.Owner));
        }
    }

    private static void AddMoments(NpgsqlBatch batch, Commit[] all)
    {
        var cleared = all.SelectMany(commit => commit.Content.MomentsCleared.Select(name => (commit.Tenant, commit.Id, Name: StoredText.Write(name)))).ToArray();
        if (cleared.Length > 0)
        {
            batch.Add(DeleteMoments, Texts(cleared, row => row.Tenant), Texts(cleared, row => row.Id), Texts(cleared, row => row.Name));
        }

        // One statement sets a row once; of two with the same name the later holds.
        var set = all.SelectMany(commit => commit.Content.MomentsSet.Reverse().DistinctBy(moment => moment.Name)
            .Select(moment => (commit.Tenant, commit.Id, Name: StoredText.Write(moment.Name), moment.At))).ToArray();
        if (set.Length > 0)
        {
            batch.Add(SetMoments, Texts(set, row => row.Tenant), Texts(set, row => row.Id), Texts(set, row => row.Name), Numbers(set, row => StoredTime.From(row.At)));
        }
    }

    private static void AddMessages(NpgsqlBatch batch, Commit[] all)
    {
        var messages = all.SelectMany(commit => commit.Content.Outbox).ToArray();
        if (messages.Length > 0)
        {
            batch.Add(InsertOutbox, Messages(messages));
        }
    }

    /// <summary>The parameters of <see cref="InsertOutbox"/>.</summary>
    public static NpgsqlParameter[] Messages(OutboxMessage[] messages) =>
    [
        Texts(messages, message => StoredText.Write(message.Id)),
        Texts(messages, message => StoredText.Write(message.Tenant)),
        Texts(messages, message => message.Case.ToString()),
        Parameter.Of(NpgsqlDbType.Integer, Array.ConvertAll(messages, message => message.JobId)),
        Texts(messages, message => StoredText.Write(message.Kind)),
        Texts(messages, message => StoredText.WriteOptional(message.Recipient)),
        Texts(messages, message => StoredText.Write(ValueJson.ToText(Value.From(message.Payload)))),
        Numbers(messages, message => StoredTime.From(message.CreatedAt)),
    ];

    private static NpgsqlParameter Texts<T>(T[] rows, Converter<T, string?> column) => Parameter.Of(NpgsqlDbType.Text, Array.ConvertAll(rows, column));

    private static NpgsqlParameter Integers<T>(T[] rows, Converter<T, int> column) => Parameter.Of(NpgsqlDbType.Integer, Array.ConvertAll(rows, column));

    private static NpgsqlParameter Numbers<T>(T[] rows, Converter<T, long> column) => Parameter.Of(NpgsqlDbType.Bigint, Array.ConvertAll(rows, column));

    private static NpgsqlParameter OptionalNumbers<T>(T[] rows, Converter<T, long?> column) => Parameter.Of(NpgsqlDbType.Bigint, Array.ConvertAll(rows, column));

    private static NpgsqlParameter Bytes<T>(T[] rows, Converter<T, EventHash> column) =>
        Parameter.Of(NpgsqlDbType.Bytea, Array.ConvertAll(rows, row => column(row).Bytes.ToArray()));

    private sealed record Commit(CaseCommit Content)
    {
        public CaseSummary Summary => Content.Summary;

        public string Tenant { get; } = StoredText.Write(Content.Summary.Tenant);

        public string Id { get; } = Content.Summary.Id.ToString();
    }
}

using System.Collections.Immutable;
using System.Diagnostics;
using Npgsql;
using Xiezhi.Governance.Cases;
using Xiezhi.Runtime.Commits;
using Xiezhi.Storage.Schema.PostgreSql;

namespace Xiezhi.Storage.Cases.PostgreSql;

/// <summary>Makes a batch of commits durable in one transaction.</summary>
/// <remarks>
/// <para>At first nothing is asked: all is sent at once, a transaction of one round trip, which fails as a whole where one commit does not fit.</para>
/// <para>Only then it is looked first, in two round trips: the cases are locked, each commit is judged by what is there and by what those before it in
/// the batch do, and those that fit are written. Whatever another process was faster with meanwhile ends the transaction, and it is looked again.</para>
/// <para>Where the connection is lost after something was sent, a transaction is durable whole or not at all, so that one of its events tells. It is
/// looked for behind the locks of the transaction, which may still be running on the server, before anything is sent again.</para>
/// </remarks>
internal sealed class CommitTransaction(PostgreSqlDatabase database, IReadOnlyList<CaseCommit> commits)
{
    private const int MostAttempts = 20;
    private const int MostAttemptsToConnect = 3;
    private const int MostWait = 500;

    // For how long a server is asked again that took a transaction and did not answer.
    private static readonly TimeSpan ServerAwaited = TimeSpan.FromSeconds(30);

    private readonly List<Sent> _unanswered = [];

    public async Task<ImmutableArray<CommitOutcome>> RunAsync(CancellationToken cancellationToken)
    {
        if (commits.Count == 0)
        {
            return [];
        }

        var all = ImmutableArray.CreateRange(Enumerable.Repeat(CommitOutcome.Committed, commits.Count));
        if (AreApart() && await TryAtOnceAsync(all, cancellationToken).ConfigureAwait(false))
        {
            return all;
        }

        var watch = Stopwatch.StartNew();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (await LookAndWriteAsync(cancellationToken).ConfigureAwait(false) is { } outcomes)
                {
                    return outcomes;
                }

                if (attempt >= MostAttempts)
                {
                    var problem = new TimeoutException("Other processes changed the same cases again and again.");
                    throw _unanswered.Count == 0 ? problem : Unknown(problem);
                }
            }
            catch (NpgsqlException problem) when (_unanswered.Count == 0 ? !IsRefusal(problem) && attempt < MostAttemptsToConnect : !IsRefusal(problem) || IsOfTheMoment(problem))
            {
                if (_unanswered.Count > 0 && watch.Elapsed > ServerAwaited)
                {
                    throw Unknown(problem);
                }
            }

            // Longer each time, and not as long as whoever was met.
            await Task.Delay(Random.Shared.Next(1, Math.Min(MostWait, 4 << Math.Min(attempt, 10))), CancellationToken.None).ConfigureAwait(false);
        }
    }

    // Of each case and each key one: then no commit depends on another of the batch.
    private bool AreApart()
    {
        var (cases, keys) = (new HashSet<(string, CaseId)>(commits.Count), new HashSet<(string, string)>(commits.Count));
        return commits.All(commit =>
            cases.Add((commit.Summary.Tenant, commit.Summary.Id)) && (commit.IdempotencyKey is not { } key || keys.Add((commit.Summary.Tenant, StoredText.WriteKey(key)))));
    }

    // Statements that are sent together without a BEGIN are one transaction, which is committed when the last of them is done.
    private async Task<bool> TryAtOnceAsync(ImmutableArray<CommitOutcome> all, CancellationToken cancellationToken)
    {
        var connection = await database.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        using var batch = connection.CreateBatch();
        var known = commits.Where(commit => commit.ExpectedVersion > 0).ToList();
        if (known.Count > 1)
        {
            CommitStatements.AddLock(batch, known);
        }

        CommitStatements.AddWrite(batch, commits);
        try
        {
            await SendAsync(batch, new Sent(commits, all)).ConfigureAwait(false);
            return true;
        }
        catch (NpgsqlException)
        {
            // What was refused is looked at closely; what was not answered, too.
            return false;
        }
    }

    private async Task<ImmutableArray<CommitOutcome>?> LookAndWriteAsync(CancellationToken cancellationToken)
    {
        var connection = await database.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        try
        {
            var (versions, keys, answered) = await LookAsync(connection).ConfigureAwait(false);
            if (answered is not null)
            {
                return answered.Outcomes;
            }

            var (outcomes, waves) = Judge(versions, keys);
            if (waves.Count > 0)
            {
                using var batch = connection.CreateBatch();
                waves.ForEach(wave => CommitStatements.AddWrite(batch, wave));
                batch.Add("COMMIT");
                await SendAsync(batch, new Sent([.. waves.SelectMany(wave => wave)], outcomes)).ConfigureAwait(false);
            }

            return outcomes;
        }
        catch (PostgresException refusal) when (IsRace(refusal))
        {
            return null;
        }
    }

    private async Task<(Dictionary<(string Tenant, string Id), long> Versions, HashSet<(string Tenant, string Key)> Keys, Sent? Answered)> LookAsync(NpgsqlConnection connection)
    {
        using var batch = connection.CreateBatch();
        batch.Add("BEGIN ISOLATION LEVEL READ COMMITTED");
        CommitStatements.AddLock(batch, commits);
        CommitStatements.AddFindCommands(batch, commits);
        foreach (var sent in _unanswered)
        {
            batch.Add(
                "SELECT hash FROM events WHERE tenant = $1 AND case_id = $2 AND sequence = $3",
                Parameter.Text(StoredText.Write(sent.Witness.Tenant)), Parameter.Text(sent.Witness.Case.ToString()), Parameter.Number(sent.Witness.Sequence));
        }

        database.CountRoundTrip();
        var rows = await batch.ExecuteReaderAsync().ConfigureAwait(false);
        await using var closing = rows.ConfigureAwait(false);
        var versions = new Dictionary<(string, string), long>();
        while (await rows.ReadAsync().ConfigureAwait(false))
        {
            versions[(rows.GetString(0), rows.GetString(1))] = rows.GetInt64(2);
        }

        await rows.NextResultAsync().ConfigureAwait(false);
        var keys = new HashSet<(string, string)>();
        while (await rows.ReadAsync().ConfigureAwait(false))
        {
            keys.Add((rows.GetString(0), rows.GetString(1)));
        }

        foreach (var sent in _unanswered)
        {
            await rows.NextResultAsync().ConfigureAwait(false);
            if (await rows.ReadAsync().ConfigureAwait(false) && rows.GetFieldValue<byte[]>(0).AsSpan().SequenceEqual(sent.Witness.Hash.Bytes.Span))
            {
                return (versions, keys, sent);
            }
        }

        return (versions, keys, null);
    }

    // In the order given, as if each were alone; commits of one case that all fit are written one behind the other.
    private (ImmutableArray<CommitOutcome> Outcomes, List<List<CaseCommit>> Waves) Judge(Dictionary<(string Tenant, string Id), long> versions, HashSet<(string Tenant, string Key)> keys)
    {
        var outcomes = ImmutableArray.CreateBuilder<CommitOutcome>(commits.Count);
        var waves = new List<List<CaseCommit>>();
        var written = new Dictionary<(string, string), int>();
        foreach (var commit in commits)
        {
            var tenant = StoredText.Write(commit.Summary.Tenant);
            var id = (tenant, commit.Summary.Id.ToString());
            var key = commit.IdempotencyKey is { } given ? (tenant, StoredText.WriteKey(given)) : default;
            if (commit.IdempotencyKey is not null && keys.Contains(key))
            {
                outcomes.Add(CommitOutcome.Duplicate);
                continue;
            }

            if (versions.GetValueOrDefault(id) != commit.ExpectedVersion)
            {
                outcomes.Add(CommitOutcome.Conflict);
                continue;
            }

            outcomes.Add(CommitOutcome.Committed);
            versions[id] = commit.Summary.Version;
            if (commit.IdempotencyKey is not null)
            {
                keys.Add(key);
            }

            var wave = written.GetValueOrDefault(id);
            written[id] = wave + 1;
            if (wave == waves.Count)
            {
                waves.Add([]);
            }

            waves[wave].Add(commit);
        }

        return (outcomes.MoveToImmutable(), waves);
    }

    private async Task SendAsync(NpgsqlBatch batch, Sent sent)
    {
        try
        {
            // Giving up now would leave nobody knowing.
            database.CountRoundTrip();
            await batch.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (NpgsqlException problem) when (!IsRefusal(problem))
        {
            _unanswered.Add(sent);
            throw;
        }
    }

    /// <summary>Whether the server has answered, and so has rolled back. FATAL and PANIC may have come after the commit.</summary>
    public static bool IsRefusal(NpgsqlException problem) => problem is PostgresException { InvariantSeverity: "ERROR" };

    private static CommitOutcomeUnknownException Unknown(Exception problem) =>
        new("The connection was lost during a commit, and the server can't be asked what became of it.", problem);

    /// <summary>Whether it says nothing of the commits: the server is a standby just now, a lock or a statement took too long, there was no room.</summary>
    private static bool IsOfTheMoment(NpgsqlException problem) => problem.SqlState?[..2] is "25" or "53" or "55" or "57";

    /// <summary>Whether another process was faster; anything else is wrong with a row of these commits, and would be again.</summary>
    private static bool IsRace(PostgresException refusal) => refusal.SqlState switch
    {
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.DivisionByZero => true,
        PostgresErrorCodes.UniqueViolation => refusal.TableName is "cases" or "commands",
        _ => false,
    };

    /// <summary>What was sent: one event tells of all.</summary>
    private sealed record Sent(IReadOnlyList<CaseCommit> Written, ImmutableArray<CommitOutcome> Outcomes)
    {
        public Governance.Log.RecordedEvent Witness { get; } = Written.First(commit => !commit.Events.IsEmpty).Events[^1];
    }
}

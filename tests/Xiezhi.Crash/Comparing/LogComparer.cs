using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Xiezhi.Crash.Load;
using Xiezhi.Crash.Servers;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Governance.Packages;
using Xiezhi.Runtime;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Notifications;
using Xiezhi.Runtime.Outbox;
using Xiezhi.Runtime.Packages;
using Xiezhi.Runtime.Proofs;

namespace Xiezhi.Crash.Comparing;

/// <summary>Reads the server's database with the engine's own readers, once the server is gone, and compares.</summary>
internal sealed class LogComparer : IAsyncDisposable
{
    private readonly ServiceProvider _provider;

    public LogComparer(IDatabase database)
    {
        var services = new ServiceCollection();
        database.Use(services.AddXiezhi());
        _provider = services.BuildServiceProvider();
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    /// <summary>Whether nothing is due and nothing waits for delivery.</summary>
    public async Task<bool> IsQuietAsync(CancellationToken cancellationToken) =>
        await _provider.GetRequiredService<ICaseStore>().NextDueAsync(cancellationToken) is null
        && await _provider.GetRequiredService<IOutboxStore>().NextAttemptAsync(cancellationToken) is null;

    public async Task<Comparison> CompareAsync(IReadOnlyList<CommandRecord> commands, CancellationToken cancellationToken)
    {
        var result = new Comparison();
        result.CountAcknowledged(commands);
        var package = await ReadPackageAsync(cancellationToken);
        var cases = new Dictionary<string, CaseState>(StringComparer.Ordinal);
        var told = await NotificationsAsync(cancellationToken);
        var events = _provider.GetRequiredService<ILogReader>().ReadAllAsync(ServerKeys.Tenant, cancellationToken);
        await foreach (var log in ByCase(events))
        {
            var examined = CaseExamination.Examine(package, log, told, result);
            if (!cases.TryAdd(examined.State.Key, examined.State))
            {
                result.AddDoubled($"the key {examined.State.Key} opened two cases");
            }

            examined.CompareWith(commands.Where(command => command.Case == examined.State.Key && command.Element.Length > 0), result);
            await CompareWithTablesAsync(package, examined.State, result, cancellationToken);
        }

        foreach (var command in commands.Where(command => command.Standing != Standing.Unknown && !cases.ContainsKey(command.Case)))
        {
            result.AddLost($"{command.Key} was answered, and its case is not there");
        }

        foreach (var command in commands.Where(command => command.Standing == Standing.Refused))
        {
            result.AddLost($"{command.Key} was refused: {command.Answer}");
        }

        await AuditAsync(result, cancellationToken);
        return result;
    }

    private static async Task<GovernancePackage> ReadPackageAsync(CancellationToken cancellationToken)
    {
        var found = new DiagnosticBag();
        return PackageReader.Read(await PackageFolder.ReadAsync(ServerProcess.PackagePath, cancellationToken), found)
            ?? throw new InvalidDataException(string.Join('\n', found.ToImmutable()));
    }

    private async Task<ILookup<CaseId, Notification>> NotificationsAsync(CancellationToken cancellationToken)
    {
        const int Page = 1000;
        var inboxes = _provider.GetRequiredService<INotificationStore>();
        var all = new List<Notification>();
        ImmutableArray<Notification> page;
        do
        {
            page = await inboxes.ListAsync(ServerKeys.Tenant, null, all.Count, Page, cancellationToken);
            all.AddRange(page);
        }
        while (page.Length == Page);
        return all.ToLookup(notification => notification.Case);
    }

    private static async IAsyncEnumerable<IReadOnlyList<RecordedEvent>> ByCase(IAsyncEnumerable<RecordedEvent> events)
    {
        var log = new List<RecordedEvent>();
        await foreach (var recorded in events)
        {
            if (log.Count > 0 && log[0].Case != recorded.Case)
            {
                yield return log;
                log = [];
            }

            log.Add(recorded);
        }

        if (log.Count > 0)
        {
            yield return log;
        }
    }

    // Rows that are made from the log must say what the log says.
    private async Task CompareWithTablesAsync(GovernancePackage package, CaseState state, Comparison result, CancellationToken cancellationToken)
    {
        var queries = _provider.GetRequiredService<ICaseQueries>();
        var summary = await queries.FindCaseAsync(ServerKeys.Tenant, state.Id, cancellationToken);
        if (summary is null || (summary.Version, summary.Head, summary.Status) != (state.Version, state.Head, state.Status))
        {
            result.AddBroken($"case {state.Id}: the list of cases does not say what its log says");
        }

        var listed = (await queries.ListTasksAsync(new TaskFilter(ServerKeys.Tenant, null, state.Id, 0, 1000), cancellationToken)).Select(task => task.TaskId);
        if (!listed.Order().SequenceEqual(state.Workflow.Tasks.Select(task => task.Id).Order()))
        {
            result.AddBroken($"case {state.Id}: the list of tasks does not say what its log says");
        }

        foreach (var moment in CaseMoments.Of(package, state).Where(moment => moment.At <= DateTimeOffset.UtcNow))
        {
            result.AddMissed($"case {state.Id}: {moment.Name} was due at {moment.At:O}");
        }
    }

    private async Task AuditAsync(Comparison result, CancellationToken cancellationToken)
    {
        var proofs = new LogProofs(_provider.GetRequiredService<IProofStore>(), TimeProvider.System);
        foreach (var audit in (await proofs.AuditAsync([], null, cancellationToken)).Values)
        {
            foreach (var defect in audit.Defects)
            {
                result.AddBroken(defect.Problem.ToString()!);
            }
        }
    }
}

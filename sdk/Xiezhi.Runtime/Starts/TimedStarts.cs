using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Packages;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Packages;

namespace Xiezhi.Runtime.Starts;

/// <summary>Opens the cases that timed starts of published packages are to open: each occurrence once, in order, also those missed while no host ran.</summary>
/// <remarks>
/// Thread-safe. Nothing is stored beside the cases: an occurrence has its key, by which its case is opened once, whoever tries and however often.
/// A version opens what occurs while it is in force, also where that is caught up after its successor came.
/// </remarks>
internal sealed partial class TimedStarts(PackageRegistry packages, CaseEngine engine, ICaseQueries queries, TimeProvider time, ILogger<TimedStarts> log) : IDisposable
{
    /// <summary>What the keys of these cases begin with; nobody else may open cases under such keys.</summary>
    public const string KeyPrefix = CaseEngine.OwnKeys + "timer:";

    private const string OccurrenceName = "occurrence";

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<string, (ImmutableArray<PackagePublication> Of, ImmutableArray<StartSchedule> Schedules)> _plans = new(StringComparer.Ordinal);
    private ImmutableArray<StartSchedule> _reported = [];

    /// <summary>Opens what is due by now.</summary>
    /// <returns>How many cases were opened.</returns>
    public async Task<int> OpenDueAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var opened = 0;
            foreach (var tenant in await packages.TenantsAsync(cancellationToken).ConfigureAwait(false))
            {
                opened += await OpenDueAsync(tenant, cancellationToken).ConfigureAwait(false);
            }

            return opened;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>When the next case is to be opened, or <see langword="null"/> where none is.</summary>
    public async Task<DateTimeOffset?> NextAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            DateTimeOffset? next = null;
            foreach (var tenant in await packages.TenantsAsync(cancellationToken).ConfigureAwait(false))
            {
                var first = (await PlanAsync(tenant, cancellationToken).ConfigureAwait(false)).Select(schedule => schedule.Due).Min();
                next = next is null || first < next ? first ?? next : next;
            }

            return next;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<int> OpenDueAsync(string tenant, CancellationToken cancellationToken)
    {
        var opened = 0;
        var schedules = await PlanAsync(tenant, cancellationToken).ConfigureAwait(false);
        var stuck = new HashSet<StartSchedule>();
        var now = time.GetUtcNow();
        while (schedules.Where(schedule => schedule.Due <= now && !stuck.Contains(schedule)).MinBy(schedule => schedule.Due) is { } first)
        {
            if (await OpenAsync(tenant, first, cancellationToken).ConfigureAwait(false) is { } result)
            {
                opened += result.Status == CommandStatus.Done ? 1 : 0;
                first.Advance();
                Report(first);
            }
            else
            {
                // The next of its occurrences waits for this one, so that what was opened is always the first of them.
                stuck.Add(first);
            }
        }

        return opened;
    }

    // One start that can't open its case must keep neither other starts nor whatever else is due waiting.
    private async Task<CommandResult?> OpenAsync(string tenant, StartSchedule start, CancellationToken cancellationToken)
    {
        var variables = ValueContext.Of((OccurrenceName, Value.From(start.Occurrence)));
        try
        {
            var result = await engine.OpenAtAsync(tenant, start.Package, start.Key, start.Element, variables, cancellationToken).ConfigureAwait(false);
            if (result.Succeeded)
            {
                return result;
            }

            LogNotOpened(null, start.Key, start.Package.Manifest.Name, tenant, result.Reason?.ToString());
        }
#pragma warning disable CA1031 // Whatever it suffers from, it is tried again.
        catch (Exception problem) when (problem is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogNotOpened(problem, start.Key, start.Package.Manifest.Name, tenant, problem.Message);
        }

        return null;
    }

    private async Task<ImmutableArray<StartSchedule>> PlanAsync(string tenant, CancellationToken cancellationToken)
    {
        var publications = await packages.ListAsync(tenant, cancellationToken).ConfigureAwait(false);
        if (_plans.TryGetValue(tenant, out var known) && known.Of == publications)
        {
            return known.Schedules;
        }

        var schedules = ImmutableArray.CreateBuilder<StartSchedule>();
        var isWhole = true;
        foreach (var ofOneName in publications.GroupBy(publication => publication.Name, StringComparer.Ordinal))
        {
            foreach (var term in StartTerm.Of(ofOneName))
            {
                isWhole &= await PlanAsync(tenant, term, schedules, cancellationToken).ConfigureAwait(false);
            }
        }

        var plan = schedules.ToImmutable();
        if (isWhole)
        {
            _plans[tenant] = (publications, plan);
        }

        return plan;
    }

    // A version that can't be read now must not keep the others from what they are to open.
    private async Task<bool> PlanAsync(string tenant, StartTerm term, ImmutableArray<StartSchedule>.Builder schedules, CancellationToken cancellationToken)
    {
        try
        {
            if (await packages.GetAsync(tenant, term.PackageId, cancellationToken).ConfigureAwait(false) is { } package)
            {
                foreach (var start in TimedStart.Of(package))
                {
                    var schedule = new StartSchedule(package, start, term);
                    await schedule.FindAsync(time.GetUtcNow(), key => IsOpenedAsync(tenant, package, key, cancellationToken)).ConfigureAwait(false);
                    schedules.Add(schedule);
                    Report(schedule);
                }
            }

            return true;
        }
#pragma warning disable CA1031 // Whatever is wrong with it, it is tried again.
        catch (Exception problem) when (problem is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogNotPlanned(problem, term.PackageId, tenant);
            return false;
        }
    }

    private async Task<bool> IsOpenedAsync(string tenant, GovernancePackage package, string key, CancellationToken cancellationToken) =>
        await queries.FindCaseAsync(tenant, CaseEngine.IdFor(tenant, package.Manifest.Name, key), cancellationToken).ConfigureAwait(false) is not null;

    private void Report(StartSchedule schedule)
    {
        if (schedule.IsUntold && !_reported.Contains(schedule))
        {
            _reported = _reported.Add(schedule);
            LogUntold(schedule.Element, schedule.Package.Manifest.Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The case {Key} of package {Package} of tenant {Tenant} could not be opened; it is tried again, and what follows it waits: {Reason}")]
    private partial void LogNotOpened(Exception? problem, string key, string package, string tenant, string? reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Package {PackageId} of tenant {Tenant} could not be looked at for what begins by time; it is tried again.")]
    private partial void LogNotPlanned(Exception problem, string packageId, string tenant);

    [LoggerMessage(Level = LogLevel.Error, Message = "When the start {Element} of package {Package} occurs next can't be told by its calendar; publish a version whose calendar knows the year.")]
    private partial void LogUntold(string element, string package);
}

using System.Collections.Immutable;
using System.Globalization;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Handling.Assignment;
using Xiezhi.Governance.Handling.Claims;
using Xiezhi.Governance.Packages;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Packages;

namespace Xiezhi.Runtime.Assignment;

/// <summary>Gives the tasks that nobody holds to people, where their package says so: a batch a package, each worked out whole.</summary>
/// <remarks>
/// Thread-safe. Run twice it gives nothing twice: a task that is given is held. Where somebody claims a task while the batch is worked out, they keep it.
/// </remarks>
public sealed class AssignmentWork
{
    private const int PageSize = 1000;

    private readonly CaseEngine _engine;
    private readonly ICaseQueries _queries;
    private readonly PackageRegistry _packages;
    private readonly IAssignmentSolver? _solver;
    private readonly TimeProvider _time;

    internal AssignmentWork(CaseEngine engine, ICaseQueries queries, PackageRegistry packages, IAssignmentSolver? solver, TimeProvider time)
    {
        _engine = engine;
        _queries = queries;
        _packages = packages;
        _solver = solver;
        _time = time;
    }

    /// <summary>Gives what waits in the cases of a tenant.</summary>
    /// <returns>A report a package, in the order of their ids; none where nothing waits that is given.</returns>
    /// <exception cref="InvalidOperationException">No solver is registered.</exception>
    public async Task<ImmutableArray<AssignmentReport>> RunAsync(string tenant, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(tenant);
        if (_solver is null)
        {
            throw new InvalidOperationException("No solver is registered; Xiezhi.Assignment brings one: UseOrTools().");
        }

        var tasks = await TasksAsync(tenant, cancellationToken).ConfigureAwait(false);
        var loads = tasks.Where(task => task.Holder?.Person is not null).GroupBy(task => task.Holder!.Person!, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        var waiting = await WaitingAsync(tenant, tasks, cancellationToken).ConfigureAwait(false);
        var reports = ImmutableArray.CreateBuilder<AssignmentReport>();
        foreach (var group in waiting.GroupBy(one => one.Package.Id, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            reports.Add(await RunAsync(tenant, group.First().Package, [.. group], loads, cancellationToken).ConfigureAwait(false));
        }

        return reports.ToImmutable();
    }

    private async Task<AssignmentReport> RunAsync(
        string tenant, GovernancePackage package, List<Waiting> waiting, Dictionary<string, int> loads, CancellationToken cancellationToken)
    {
        var problem = WaitingTasks.Problem(package, waiting.Select(one => (one.State, one.TaskId)), loads, _time.GetUtcNow());
        var solution = _solver!.Solve(problem);
        var batch = problem.Hash();
        var byId = waiting.ToDictionary(one => WaitingTasks.IdOf(one.State.Id, one.TaskId), StringComparer.Ordinal);
        var given = ImmutableArray.CreateBuilder<AssignedTask>();
        var overtaken = ImmutableArray.CreateBuilder<AssignedTask>();
        foreach (var assigned in solution.Assigned)
        {
            var (state, taskId, _) = byId[assigned.Task];
            var command = new AssignTask(taskId, assigned.Party, assigned.Person, "") { Evidence = new AssignmentEvidence(batch, assigned.Cost, assigned.Alternatives) };

            // The same batch again on a case that has not changed is the same command; once it has, it is another.
            var key = string.Create(CultureInfo.InvariantCulture, $"assign/{batch}/{state.Id}/{taskId}/{state.Version}");
            var result = await _engine.ExecuteAsync(tenant, state.Id, command, Actor.Engine, key, cancellationToken).ConfigureAwait(false);
            if (result.Status is CommandStatus.Done or CommandStatus.AlreadyDone)
            {
                given.Add(assigned);
                loads[assigned.Person] = loads.GetValueOrDefault(assigned.Person) + 1;
            }
            else
            {
                overtaken.Add(assigned);
            }
        }

        return new AssignmentReport(package.Id, batch, given.ToImmutable(), overtaken.ToImmutable(), solution.Left, solution.Cost);
    }

    private async Task<List<OpenTask>> TasksAsync(string tenant, CancellationToken cancellationToken)
    {
        // A task that closes meanwhile moves the pages; seen twice it counts once, and one that is passed over waits for the next run.
        var tasks = new Dictionary<(CaseId, int), OpenTask>();
        for (var skip = 0; ; skip += PageSize)
        {
            var page = await _queries.ListTasksAsync(new TaskFilter(tenant, null, null, skip, PageSize), cancellationToken).ConfigureAwait(false);
            foreach (var task in page)
            {
                tasks[(task.Case, task.TaskId)] = task;
            }

            if (page.Length < PageSize)
            {
                return [.. tasks.Values];
            }
        }
    }

    private async Task<List<Waiting>> WaitingAsync(string tenant, List<OpenTask> tasks, CancellationToken cancellationToken)
    {
        var waiting = new List<Waiting>();
        foreach (var task in tasks.Where(task => task.Holder is null))
        {
            if (await _engine.FindAsync(tenant, task.Case, cancellationToken).ConfigureAwait(false) is { IsOpen: true } state
                && await _packages.ForCaseAsync(tenant, state.PackageId, cancellationToken).ConfigureAwait(false) is { } package
                && WaitingTasks.AreGiven(package, state, task.TaskId))
            {
                waiting.Add(new Waiting(state, task.TaskId, package));
            }
        }

        return waiting;
    }

    private sealed record Waiting(CaseState State, int TaskId, GovernancePackage Package);
}

/// <summary>What a batch came to.</summary>
/// <param name="PackageId">The package whose tasks were given.</param>
/// <param name="Batch">The hash of all that it was worked out from; it stands in the log of each case.</param>
/// <param name="Given">The tasks that were given.</param>
/// <param name="Overtaken">The tasks that would have been given, had not somebody claimed them or the case changed meanwhile.</param>
/// <param name="Left">The tasks that are left, each with why.</param>
/// <param name="Cost">The whole cost, as <see cref="AssignmentProblem.Cost"/> counts it.</param>
public sealed record AssignmentReport(
    string PackageId, string Batch, ImmutableArray<AssignedTask> Given, ImmutableArray<AssignedTask> Overtaken, ImmutableArray<UnassignedTask> Left, long Cost);

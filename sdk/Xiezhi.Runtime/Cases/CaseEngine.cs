using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Clocks;
using Xiezhi.Governance.Handling.Joining;
using Xiezhi.Governance.Packages;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Due;
using Xiezhi.Runtime.Packages;
using Xiezhi.Runtime.Snapshots;

namespace Xiezhi.Runtime.Cases;

/// <summary>Carries out commands on cases: one command, one transaction, durable before it is answered.</summary>
/// <remarks>
/// Thread-safe. Commands on one case are carried out one after the other within a process; between processes the second to commit
/// is worked out again on what the first left.
/// </remarks>
public sealed class CaseEngine
{
    /// <summary>What the keys begin with under which the engine itself opens cases; others are refused them.</summary>
    internal const string OwnKeys = "xiezhi:";

    private readonly PackageRegistry _packages;
    private readonly CommitPipeline _pipeline;
    private readonly ICaseStore _store;
    private readonly CaseLoader _loader;
    private readonly CaseSnapshots _snapshots;
    private readonly DueSignal _signal;
    private readonly TimeProvider _time;
    private readonly CaseCache _cache;
    private readonly CaseLocks _locks;
    private readonly int _retries;

    internal CaseEngine(
        PackageRegistry packages,
        CommitPipeline pipeline,
        ICaseStore store,
        DueSignal signal,
        TimeProvider time,
        IOptions<XiezhiOptions> options,
        CaseLocks? locks = null,
        CaseSnapshots? snapshots = null)
    {
        _packages = packages;
        _pipeline = pipeline;
        _store = store;
        _snapshots = snapshots ?? new CaseSnapshots(null, options, NullLogger<CaseSnapshots>.Instance);
        _loader = new CaseLoader(packages, store, _snapshots);
        _signal = signal;
        _time = time;
        _locks = locks ?? new CaseLocks();
        _cache = new CaseCache(options.Value.CachedCases);
        _retries = options.Value.ConflictRetries;
    }

    /// <summary>The id of the case that <paramref name="key"/> opens, or opened, with the package of <paramref name="packageName"/>.</summary>
    public static CaseId IdFor(string tenant, string packageName, string key) => CaseId.For(tenant, packageName + "\n" + key);

    /// <summary>Opens a case with the package of <paramref name="packageName"/> that is in force now.</summary>
    /// <param name="tenant">Whose case it is.</param>
    /// <param name="packageName">The name of the package.</param>
    /// <param name="key">What makes the case one and not two; opening it again does nothing and says so.</param>
    /// <param name="variables">What is known at the start.</param>
    /// <param name="actor">Who opens it.</param>
    /// <param name="cancellationToken">Gives up waiting; what was decided may be durable all the same.</param>
    public Task<CommandResult> OpenAsync(
        string tenant, string packageName, string key, ValueContext variables, Actor actor, CancellationToken cancellationToken = default) =>
        OpenAsync(tenant, packageName, new OpenCase(key, variables), actor, "open " + key, cancellationToken);

    /// <summary>Opens a case by a message that begins the procedure of the package of <paramref name="packageName"/> that is in force now.</summary>
    /// <param name="tenant">Whose case it is.</param>
    /// <param name="packageName">The name of the package.</param>
    /// <param name="message">The name of the message in the procedure.</param>
    /// <param name="key">What makes the case one and not two; opening it again does nothing and says so.</param>
    /// <param name="payload">What the message says; the case begins with it.</param>
    /// <param name="actor">Who opens it.</param>
    /// <param name="cancellationToken">Gives up waiting; what was decided may be durable all the same.</param>
    public Task<CommandResult> OpenByMessageAsync(
        string tenant, string packageName, string message, string key, ValueContext payload, Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(message);
        return OpenAsync(tenant, packageName, new OpenCase(key, payload) { Message = message }, actor, "message " + message, cancellationToken);
    }

    /// <summary>Opens a case at a start event whose time has come, with the version that was in force then.</summary>
    internal async Task<CommandResult> OpenAtAsync(
        string tenant, GovernancePackage package, string key, string element, ValueContext variables, CancellationToken cancellationToken)
    {
        var id = IdFor(tenant, package.Manifest.Name, key);
        using var held = await _locks.HoldAsync(id, cancellationToken).ConfigureAwait(false);
        return await UnlessThereAsync(
            tenant,
            id,
            () => CarryOutAsync(
                new LoadedCase(package, CaseState.New(tenant, id)), new OpenCase(key, variables) { TimedStart = element }, Actor.Engine, "timer " + element, null, cancellationToken),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens a case as a command of the engine's own says it: also as a part of another.</summary>
    internal async Task<CommandResult> OpenAsync(
        string tenant, string packageName, OpenCase command, Actor actor, string cause, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(tenant);
        ArgumentException.ThrowIfNullOrEmpty(packageName);
        ArgumentException.ThrowIfNullOrEmpty(command.Key);
        ArgumentNullException.ThrowIfNull(command.Variables);
        ArgumentNullException.ThrowIfNull(actor);
        var id = IdFor(tenant, packageName, command.Key);
        if (command.Key.StartsWith(OwnKeys, StringComparison.Ordinal))
        {
            // Else somebody could open the case of a time to come, and it would not be opened when that comes.
            return CommandResult.Reject(CommandStatus.Rejected, id, RuntimeCodes.ReservedKey, command.Key, OwnKeys);
        }

        using var held = await _locks.HoldAsync(id, cancellationToken).ConfigureAwait(false);
        return await UnlessThereAsync(
            tenant,
            id,
            async () => await _packages.InForceAsync(tenant, packageName, _time.GetUtcNow(), cancellationToken).ConfigureAwait(false) is { } package
                ? await CarryOutAsync(new LoadedCase(package, CaseState.New(tenant, id)), command, actor, cause, null, cancellationToken).ConfigureAwait(false)
                : CommandResult.Reject(CommandStatus.Rejected, id, RuntimeCodes.NoPackageInForce, packageName),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Carries out a command on a case.</summary>
    /// <param name="tenant">Whose case it is.</param>
    /// <param name="id">The case.</param>
    /// <param name="command">What is asked.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="idempotencyKey">What makes the command one and not two, unique for the tenant; the same key again does nothing and says so.</param>
    /// <param name="cancellationToken">Gives up waiting; what was decided may be durable all the same.</param>
    public async Task<CommandResult> ExecuteAsync(
        string tenant, CaseId id, CaseCommand command, Actor actor, string? idempotencyKey = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(tenant);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(actor);
        if (command is OpenCase)
        {
            throw new ArgumentException($"A case is opened by {nameof(OpenAsync)}.", nameof(command));
        }

        using var held = await _locks.HoldAsync(id, cancellationToken).ConfigureAwait(false);
        if (await LoadAsync(tenant, id, cancellationToken).ConfigureAwait(false) is not { State.Exists: true } loaded)
        {
            return await WasDoneAsync(CaseState.New(tenant, id), idempotencyKey, cancellationToken).ConfigureAwait(false)
                ? new CommandResult(CommandStatus.AlreadyDone, id, null, null)
                : CommandResult.Reject(CommandStatus.NotFound, id, RuntimeCodes.NoSuchCase, id.ToString());
        }

        return await CarryOutAsync(loaded, command, actor, Cause(command), idempotencyKey, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The state of a case, or <see langword="null"/> where there is none.</summary>
    public async Task<CaseState?> FindAsync(string tenant, CaseId id, CancellationToken cancellationToken = default)
    {
        using var held = await _locks.HoldAsync(id, cancellationToken).ConfigureAwait(false);
        return await LoadAsync(tenant, id, cancellationToken).ConfigureAwait(false) is { State.Exists: true } loaded
            ? (await CatchUpAsync(loaded, cancellationToken).ConfigureAwait(false)).State
            : null;
    }

    /// <summary>
    /// Works out the provisional due times of a case again with the years that were published since its package was, by any later version of the
    /// same name. A case keeps its package, but not what its calendars did not know.
    /// </summary>
    /// <returns>The result; <see cref="CommandStatus.AlreadyDone"/> where nothing is provisional or nothing more is known.</returns>
    public async Task<CommandResult> RecomputeProvisionalAsync(string tenant, CaseId id, CancellationToken cancellationToken = default)
    {
        // What is in memory may have been loaded before the later version was published.
        using (await _locks.HoldAsync(id, cancellationToken).ConfigureAwait(false))
        {
            _cache.Remove(tenant, id);
        }

        return await ExecuteAsync(tenant, id, new RecomputeProvisional(), Actor.Engine, null, cancellationToken).ConfigureAwait(false);
    }

    // Nobody looks for the case before it is opened: the commit finds out whether it is there. Only what committed nothing has to look.
    private async Task<CommandResult> UnlessThereAsync(string tenant, CaseId id, Func<Task<CommandResult>> open, CancellationToken cancellationToken)
    {
        var known = _cache.Find(tenant, id);
        if (known is null)
        {
            var opened = await open().ConfigureAwait(false);
            if (opened.Succeeded || await LoadAsync(tenant, id, cancellationToken).ConfigureAwait(false) is not { } found)
            {
                return opened;
            }

            known = found;
        }

        known = await CatchUpAsync(known, cancellationToken).ConfigureAwait(false);
        return new CommandResult(CommandStatus.AlreadyDone, id, known.State, null);
    }

    private async Task<CommandResult> CarryOutAsync(
        LoadedCase loaded, CaseCommand command, Actor actor, string cause, string? idempotencyKey, CancellationToken cancellationToken)
    {
        var (tenant, id) = (loaded.State.Tenant, loaded.State.Id);
        for (var attempt = 0; attempt < _retries; attempt++)
        {
            var step = CaseStep.Step(loaded.Package, loaded.State, command, actor, cause, _time.GetUtcNow());

            // A commit finds out by itself that its key is durable already, so that nothing is asked before it. What commits nothing under the key has to
            // ask; and on a case that has ended the key may be kept in a form that a commit does not look at.
            if ((step.Events.IsEmpty || step.Rejection is not null || loaded.State.EndedAt is not null)
                && await WasDoneAsync(loaded.State, idempotencyKey, cancellationToken).ConfigureAwait(false))
            {
                var known = await CatchUpAsync(loaded, cancellationToken).ConfigureAwait(false);
                return new CommandResult(CommandStatus.AlreadyDone, id, known.State, null);
            }

            if (!step.Events.IsEmpty)
            {
                // From here on the command is decided: giving up would leave the caller without knowing, not the case without the events.
                // A refusal is recorded, but not under the command's key: the same command again must not be told that it was done.
                var later = loaded.At(step.State);
                var commit = CommitBuilder.Build(loaded, later, step.Events, step.Rejection is null ? idempotencyKey : null);
                CommitOutcome outcome;
                try
                {
                    outcome = await _pipeline.CommitAsync(commit).ConfigureAwait(false);
                }
                catch
                {
                    // Whether it is durable is unknown; the next command reads the log and knows.
                    _cache.Remove(tenant, id);
                    throw;
                }

                if (outcome != CommitOutcome.Committed)
                {
                    _cache.Remove(tenant, id);
                    var reloaded = await LoadAsync(tenant, id, cancellationToken).ConfigureAwait(false);
                    if (outcome == CommitOutcome.Duplicate || command is OpenCase)
                    {
                        return new CommandResult(CommandStatus.AlreadyDone, id, reloaded?.State, null);
                    }

                    loaded = reloaded ?? loaded;
                    continue;
                }

                _cache.Put(_snapshots.Keep(later));
                _signal.Raise(commit.MomentsSet, !commit.Outbox.IsEmpty);
            }

            // A commit tells whether the case was as it is in memory; where there is nothing to commit, the log has to.
            var current = step.Events.IsEmpty ? await CatchUpAsync(loaded, cancellationToken).ConfigureAwait(false) : loaded;
            if (current != loaded)
            {
                loaded = current;
                continue;
            }

            if (step.Rejection is { } reason)
            {
                var refused = GovernanceCodes.IsRefusal(reason);
                return new CommandResult(refused ? CommandStatus.Refused : CommandStatus.Rejected, id, step.State, reason);
            }

            // Nothing happened, so there was nothing to do: what was due has been acted on before.
            return new CommandResult(step.Events.IsEmpty ? CommandStatus.AlreadyDone : CommandStatus.Done, id, step.State, null);
        }

        return CommandResult.Reject(CommandStatus.Rejected, id, RuntimeCodes.TooManyConflicts, id.ToString());
    }

    private async Task<bool> WasDoneAsync(CaseState state, string? idempotencyKey, CancellationToken cancellationToken) =>
        idempotencyKey is not null && await (state.EndedAt is null
            ? _store.HasCommandAsync(state.Tenant, idempotencyKey, cancellationToken)
            : _store.HasCommandOfEndedAsync(state.Tenant, state.Id, idempotencyKey, cancellationToken)).ConfigureAwait(false);

    private async Task<LoadedCase?> LoadAsync(string tenant, CaseId id, CancellationToken cancellationToken)
    {
        if (_cache.Find(tenant, id) is { } cached)
        {
            return cached;
        }

        if (await _loader.LoadAsync(tenant, id, cancellationToken).ConfigureAwait(false) is not { } loaded)
        {
            return null;
        }

        loaded = _snapshots.Keep(loaded);
        _cache.Put(loaded);
        return loaded;
    }

    /// <summary>The case with what other processes have committed since it came into memory.</summary>
    private async Task<LoadedCase> CatchUpAsync(LoadedCase loaded, CancellationToken cancellationToken)
    {
        var (tenant, id) = (loaded.State.Tenant, loaded.State.Id);
        if (!_store.IsShared || !loaded.State.Exists)
        {
            return loaded;
        }

        var tail = await _store.ReadLogAsync(tenant, id, loaded.State.Version, cancellationToken).ConfigureAwait(false);
        if (tail.IsEmpty)
        {
            return loaded;
        }

        var current = _snapshots.Keep(loaded.At(tail.Aggregate(loaded.State, (state, recorded) => state.Apply(loaded.Package, recorded))));
        _cache.Put(current);
        return current;
    }

    private static string Cause(CaseCommand command) => command switch
    {
        CompleteTask complete => "complete task " + complete.TaskId,
        CompleteJob complete => "complete job " + complete.JobId,
        FailJob fail => "fail job " + fail.JobId,
        ActOnDue => "due",
        DeliverMessage deliver => "message " + deliver.Name,
        RetryIncident retry => "retry incident " + retry.IncidentId,
        CancelCase => "cancel",
        TakeCaseMessage taken => "case " + taken.From,
        _ => command.GetType().Name,
    };
}

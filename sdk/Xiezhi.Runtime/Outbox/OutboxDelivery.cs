using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Xiezhi.Governance.Cases;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Due;

namespace Xiezhi.Runtime.Outbox;

/// <summary>Delivers outgoing messages, at least once each, and brings answers back into their cases.</summary>
internal sealed partial class OutboxDelivery
{
    private const int BatchSize = 100;

    private readonly CaseEngine _engine;
    private readonly IOutboxStore _store;
    private readonly IReadOnlyList<IOutboxHandler> _handlers;
    private readonly TimeProvider _time;
    private readonly XiezhiOptions _options;
    private readonly ILogger<OutboxDelivery> _log;

    public OutboxDelivery(
        CaseEngine engine, IOutboxStore store, IEnumerable<IOutboxHandler> handlers, TimeProvider time, IOptions<XiezhiOptions> options, ILogger<OutboxDelivery> log)
    {
        _engine = engine;
        _store = store;
        _handlers = [.. handlers];
        _time = time;
        _options = options.Value;
        _log = log;
    }

    public Task<DateTimeOffset?> NextAttemptAsync(CancellationToken cancellationToken) => _store.NextAttemptAsync(cancellationToken);

    public async Task<int> DeliverAsync(CancellationToken cancellationToken)
    {
        int delivered;
        bool onlyPostponed;
        do
        {
            (delivered, onlyPostponed) = await DeliverBatchAsync(cancellationToken).ConfigureAwait(false);
        }
        while (onlyPostponed);
        return delivered;
    }

    private async Task<(int Delivered, bool OnlyPostponed)> DeliverBatchAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var messages = await _store.ClaimAsync(now, new WorkClaim(_options.HostName, _options.OutboxHold), BatchSize, cancellationToken).ConfigureAwait(false);
        var postponed = 0;
        var ready = new List<Parcel>();
        foreach (var parcel in Digest.Collect(messages, _options.DigestWindow))
        {
            if (parcel.Until > now)
            {
                // What waits for its digest is no attempt that failed.
                await PostponeAsync(parcel, parcel.Until, cancellationToken).ConfigureAwait(false);
                postponed += parcel.Messages.Length;
            }
            else
            {
                ready.Add(parcel);
            }
        }

        await DeliverAsync(ready, now + _options.OutboxHold, cancellationToken).ConfigureAwait(false);

        // What is behind a batch that was all put off must not wait for it.
        return (messages.Length - postponed, postponed == BatchSize);
    }

    // One slow receiver must not hold up the messages of other cases; those of one case keep their order as long as none fails.
    private async Task DeliverAsync(List<Parcel> parcels, DateTimeOffset heldUntil, CancellationToken cancellationToken)
    {
        var byCase = parcels.GroupBy(parcel => parcel.Message.Case).ToList();
        if (_options.OutboxConcurrency == 1 || byCase.Count <= 1)
        {
            foreach (var parcel in parcels)
            {
                await DeliverAsync(parcel, heldUntil, cancellationToken).ConfigureAwait(false);
            }

            return;
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = _options.OutboxConcurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(byCase, options, async (ofOne, cancelled) =>
        {
            foreach (var parcel in ofOne)
            {
                await DeliverAsync(parcel, heldUntil, cancelled).ConfigureAwait(false);
            }
        }).ConfigureAwait(false);
    }

    private async Task PostponeAsync(Parcel parcel, DateTimeOffset until, CancellationToken cancellationToken)
    {
        foreach (var message in parcel.Messages)
        {
            await _store.PostponeAsync(message.Id, until, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task DeliverAsync(Parcel parcel, DateTimeOffset heldUntil, CancellationToken cancellationToken)
    {
        // Held for too long, it may be another host's by now.
        if (_time.GetUtcNow() >= heldUntil)
        {
            return;
        }

        try
        {
            var answer = await HandAsync(parcel.Message, cancellationToken).ConfigureAwait(false);
            await KeepAsync(parcel, answer).ConfigureAwait(false);
        }
        catch (OutboxPostponedException later)
        {
            await PostponeAsync(parcel, _time.GetUtcNow() + later.After, cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever goes wrong outside, the message is kept and tried again or set aside; also where a handler gives up by itself.
        catch (Exception problem) when (problem is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            await FailAsync(parcel, problem).ConfigureAwait(false);
        }
    }

    private Task<OutboxAnswer> HandAsync(OutboxMessage message, CancellationToken cancellationToken) =>
        (_handlers.FirstOrDefault(handler => handler.Handles(message.Kind))
            ?? throw new InvalidOperationException($"No handler is registered for \"{message.Kind}\".")).DeliverAsync(message, cancellationToken);

    // It has happened outside: a host that stops just now keeps that all the same, or it would happen once more.
    private async Task KeepAsync(Parcel parcel, OutboxAnswer answer)
    {
        if (parcel.Message.JobId is { } job)
        {
            await AnswerAsync(parcel.Message, job, answer).ConfigureAwait(false);
        }

        if (!answer.Forwards.IsEmpty)
        {
            await _store.AddAsync(answer.Forwards, CancellationToken.None).ConfigureAwait(false);
        }

        foreach (var delivered in parcel.Messages)
        {
            await _store.DeliveredAsync(delivered.Id, _time.GetUtcNow(), CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task AnswerAsync(OutboxMessage message, int job, OutboxAnswer answer)
    {
        // The message's id as the command's key: a second delivery of the same message does not answer the job twice.
        CaseCommand command = answer.ErrorCode is { } code ? new FailJob(job, code, answer.Message) : new CompleteJob(job, answer.Variables);
        var result = await _engine.ExecuteAsync(message.Tenant, message.Case, command, Actor.Engine, "outbox " + message.Id, CancellationToken.None).ConfigureAwait(false);
        if (result.Succeeded || result.Reason is not { } reason)
        {
            return;
        }

        if (reason.Code == RuntimeCodes.TooManyConflicts.Code)
        {
            throw new InvalidOperationException(reason.ToString());
        }

        // A job that is no longer open needs no answer. One that still is, and can't take this one, would wait for ever.
        if (result.State is { IsOpen: true } state && state.Workflow.Jobs.Has(job))
        {
            throw new OutboxRefusedException(answer.Message.Length > 0 ? $"{reason} {answer.Message}" : reason.ToString());
        }
    }

    private async Task FailAsync(Parcel parcel, Exception problem)
    {
        var message = parcel.Message;
        var attempts = message.Attempts + 1;
        DateTimeOffset? next = problem is OutboxRefusedException || attempts >= _options.OutboxAttempts ? null : _time.GetUtcNow() + Delay(message.Id, attempts);
        LogFailed(problem, message.Id, message.Kind, attempts, next);
        if (next is null && message.JobId is { } job)
        {
            await TellCaseAsync(message, job, problem.Message).ConfigureAwait(false);
        }

        foreach (var failed in parcel.Messages)
        {
            await _store.FailedAsync(failed.Id, problem.Message, next, CancellationToken.None).ConfigureAwait(false);
        }
    }

    // The case that waits for the answer says so, and can try again with a message of its own.
    private async Task TellCaseAsync(OutboxMessage message, int job, string why)
    {
        try
        {
            await _engine.ExecuteAsync(message.Tenant, message.Case, new FailJob(job, null, why), Actor.Engine, "set aside " + message.Id, CancellationToken.None).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // A case that can't be worked on must not keep the messages of others waiting; the message is set aside all the same.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            LogNotTold(problem, message.Case, message.Id);
        }
    }

    // Doubles from 2 seconds up to an hour; the message's own id spreads messages that failed together.
    private static TimeSpan Delay(string id, int attempts)
    {
        var seconds = Math.Min(3600, Math.Pow(2, attempts));
        var spread = 1 + (id.Aggregate(0u, static (hash, letter) => (hash * 31) + letter) % 100 / 400.0);
        return TimeSpan.FromSeconds(seconds * spread);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {Id} of kind {Kind} was not delivered at attempt {Attempt}; next at {Next}.")]
    private partial void LogFailed(Exception problem, string id, string kind, int attempt, DateTimeOffset? next);

    [LoggerMessage(Level = LogLevel.Error, Message = "Case {Case} could not be told that message {Id} is set aside.")]
    private partial void LogNotTold(Exception problem, CaseId @case, string id);
}

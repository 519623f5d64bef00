using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Handling.Joining;
using Xiezhi.Runtime.Cases;

namespace Xiezhi.Runtime.Outbox;

/// <summary>Brings what one case says to another: a command of the engine on the other case, once for a message, and its answer where the other can't take it.</summary>
/// <remarks>A case that is not there is one of another tenant or of none; whoever asked goes on by itself.</remarks>
internal sealed class CaseMessages(CaseEngine engine) : IOutboxHandler
{
    /// <summary>What the kinds of these messages begin with; behind it stands one of <see cref="CaseWords"/>.</summary>
    public const string Prefix = "to-case:";

    public bool Handles(string kind) => kind.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>What a message says, and to which case; <see langword="null"/> where it is another message.</summary>
    public static (CaseId To, TakeCaseMessage Command)? Said(OutboxMessage message) =>
        message.Kind.StartsWith(Prefix, StringComparison.Ordinal) && CaseId.TryParse(message.Recipient, out var to)
            ? (to, new TakeCaseMessage(message.Kind[Prefix.Length..], message.Case, message.Payload))
            : null;

    /// <summary>The part that a message asks to be opened; <see langword="null"/> where it asks for something else.</summary>
    public static CaseOpener.Opening? Part(OutboxMessage message)
    {
        if (message.Kind != Prefix + CaseWords.OpenPart)
        {
            return null;
        }

        var content = message.Payload;
        var number = content["part"].AsNumber is { } given && given.TryToInt64(out var part) ? (int)part : 0;
        var outcomes = content["outcomes"].AsList?.Items.Select(item => item.AsString).OfType<string>() ?? [];
        return new CaseOpener.Opening(content["package"].AsString!, new OpenCase(content["openKey"].AsString!, content["variables"].AsContext ?? ValueContext.Empty)
        {
            PartOf = new PartOf(message.Case.ToString(), number, [.. outcomes]),
        });
    }

    /// <summary>What the case that was split is told of a part: that it is open, or <paramref name="why"/> it is not.</summary>
    public static TakeCaseMessage OfPart(OutboxMessage message, CaseId opened, string? why) => why is null
        ? new TakeCaseMessage(CaseWords.PartOpened, opened, ValueContext.Of(("part", message.Payload["part"])))
        : new TakeCaseMessage(
            CaseWords.PartNotOpened, opened, ValueContext.Of(("part", message.Payload["part"]), ("attempt", message.Payload["attempt"]), ("why", why)));

    /// <summary>What a case is answered whose word the other case can't take; <see langword="null"/> where nothing.</summary>
    /// <param name="said">What was said.</param>
    /// <param name="to">To which case.</param>
    /// <param name="why">The code that says why not; <see langword="null"/> where there is no such case.</param>
    /// <param name="state">How the other case stands.</param>
    public static TakeCaseMessage? Answer(TakeCaseMessage said, CaseId to, string? why, CaseState? state)
    {
        var attempt = ("attempt", said.Content["attempt"]);
        var reason = ("why", Value.From(why ?? MergeUndone.NoSuchCase));
        return said.Word switch
        {
            CaseWords.Join when why == JoiningCodes.MainIsMerged.Code && state?.Joining.Into is { } main =>
                new TakeCaseMessage(CaseWords.Elsewhere, to, ValueContext.Of(attempt, ("to", main))),
            CaseWords.Join => new TakeCaseMessage(CaseWords.NotJoined, to, ValueContext.Of(attempt, reason)),
            CaseWords.Link => new TakeCaseMessage(
                CaseWords.NotLinked, to, ValueContext.Of(("kind", said.Content["kind"]), ("stamp", said.Content["stamp"]), reason)),
            _ => null,
        };
    }

    public async Task<OutboxAnswer> DeliverAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        if (Part(message) is var (package, open))
        {
            var opened = await engine.OpenAsync(message.Tenant, package, open, Actor.Engine, "open " + open.Key, cancellationToken).ConfigureAwait(false);
            var word = OfPart(message, opened.Case, opened.Succeeded ? null : opened.Reason?.Code ?? opened.Status.ToString());
            await SayAsync(message, message.Case, word, "/answer", cancellationToken).ConfigureAwait(false);
        }
        else if (Said(message) is var (to, command))
        {
            var said = await SayAsync(message, to, command, "", cancellationToken).ConfigureAwait(false);
            if (!said.Succeeded
                && Answer(command, to, said.Status == CommandStatus.NotFound ? null : said.Reason?.Code, said.State) is { } answer)
            {
                await SayAsync(message, message.Case, answer, "/answer", cancellationToken).ConfigureAwait(false);
            }
        }

        return OutboxAnswer.Done;
    }

    private async Task<CommandResult> SayAsync(OutboxMessage message, CaseId to, TakeCaseMessage command, string place, CancellationToken cancellationToken)
    {
        // The message's id makes the command one: what is delivered again, or was taken before its answer was lost, is not taken twice.
        var key = "outbox " + message.Id + place;
        var said = await engine.ExecuteAsync(message.Tenant, to, command, Actor.Engine, key, cancellationToken).ConfigureAwait(false);
        return said.Reason?.Code == RuntimeCodes.TooManyConflicts.Code
            ? throw new InvalidOperationException($"Case {to} could not take \"{command.Word}\" of case {command.From}: {said.Reason}")
            : said;
    }
}

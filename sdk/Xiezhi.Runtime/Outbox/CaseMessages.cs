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

    public async Task<OutboxAnswer> DeliverAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var word = message.Kind[Prefix.Length..];
        if (word == CaseWords.OpenPart)
        {
            await OpenAsync(message, cancellationToken).ConfigureAwait(false);
        }
        else if (CaseId.TryParse(message.Recipient, out var to))
        {
            var said = await SayAsync(message, to, word, message.Case, message.Payload, "", cancellationToken).ConfigureAwait(false);
            if (!said.Succeeded && Answer(word, message, said) is var (answer, content))
            {
                await SayAsync(message, message.Case, answer, to, content, "/answer", cancellationToken).ConfigureAwait(false);
            }
        }

        return OutboxAnswer.Done;
    }

    private async Task OpenAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var (number, package) = (message.Payload["part"], message.Payload["package"].AsString!);
        var outcomes = message.Payload["outcomes"].AsList?.Items.Select(item => item.AsString).OfType<string>() ?? [];
        var open = new OpenCase(message.Payload["openKey"].AsString!, message.Payload["variables"].AsContext ?? ValueContext.Empty)
        {
            PartOf = new PartOf(message.Case.ToString(), number.AsNumber is { } given && given.TryToInt64(out var part) ? (int)part : 0, [.. outcomes]),
        };
        var opened = await engine.OpenAsync(message.Tenant, package, open, Actor.Engine, cancellationToken).ConfigureAwait(false);
        var (word, content) = opened.Succeeded
            ? (CaseWords.PartOpened, ValueContext.Of(("part", number)))
            : (CaseWords.PartNotOpened, ValueContext.Of(("part", number), ("attempt", message.Payload["attempt"]), ("why", opened.Reason?.Code)));
        await SayAsync(message, message.Case, word, opened.Case, content, "/answer", cancellationToken).ConfigureAwait(false);
    }

    private async Task<CommandResult> SayAsync(
        OutboxMessage message, CaseId to, string word, CaseId from, ValueContext content, string place, CancellationToken cancellationToken)
    {
        // The message's id makes the command one: what is delivered again, or was taken before its answer was lost, is not taken twice.
        var key = "outbox " + message.Id + place;
        var said = await engine.ExecuteAsync(message.Tenant, to, new TakeCaseMessage(word, from, content), Actor.Engine, key, cancellationToken).ConfigureAwait(false);
        return said.Reason?.Code == RuntimeCodes.TooManyConflicts.Code
            ? throw new InvalidOperationException($"Case {to} could not take \"{word}\" of case {from}: {said.Reason}")
            : said;
    }

    private static (string Word, ValueContext Content)? Answer(string word, OutboxMessage message, CommandResult said)
    {
        var why = said.Status == CommandStatus.NotFound ? MergeUndone.NoSuchCase : said.Reason?.Code;
        switch (word)
        {
            case CaseWords.Join when said.Reason?.Code == JoiningCodes.MainIsMerged.Code && said.State?.Joining.Into is { } main:
                return (CaseWords.Elsewhere, ValueContext.Of(("attempt", message.Payload["attempt"]), ("to", main)));
            case CaseWords.Join:
                return (CaseWords.NotJoined, ValueContext.Of(("attempt", message.Payload["attempt"]), ("why", why)));
            case CaseWords.Link:
                return (CaseWords.NotLinked, ValueContext.Of(("kind", message.Payload["kind"]), ("stamp", message.Payload["stamp"]), ("why", why)));
            default:
                return null;
        }
    }
}

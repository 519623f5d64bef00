using System.Collections.Immutable;
using Xiezhi.Foundation.Values;

namespace Xiezhi.Runtime.Outbox;

/// <summary>What is delivered at once: one message, or a digest of several.</summary>
/// <param name="Message">What the handler is given.</param>
/// <param name="Messages">The messages of the outbox that it stands for.</param>
/// <param name="Until">Not before this.</param>
internal sealed record Parcel(OutboxMessage Message, ImmutableArray<OutboxMessage> Messages, DateTimeOffset Until);

/// <summary>Collects reminders to one party within a window into one message, so that a storm does not bury the party. Pure.</summary>
/// <remarks>
/// A window is a fixed span of UTC; a reminder waits until the window in which it was committed is over. The digest bears the id of its first
/// message, so that a repetition is told; where a window has more than one batch, each batch is a digest. One reminder alone stays as it is.
/// </remarks>
internal static class Digest
{
    private const string About = "about";

    private static readonly ImmutableArray<string> Reminders = ["remind", "remind-superior"];

    public static IEnumerable<Parcel> Collect(ImmutableArray<OutboxMessage> messages, TimeSpan window)
    {
        var collected = new Dictionary<(string, string, long), ImmutableArray<OutboxMessage>>();
        foreach (var message in messages)
        {
            if (window > TimeSpan.Zero && IsReminder(message))
            {
                var key = (message.Tenant, message.Recipient!, message.CreatedAt.UtcTicks / window.Ticks);
                collected[key] = collected.TryGetValue(key, out var others) ? others.Add(message) : [message];
            }
            else
            {
                yield return new Parcel(message, [message], DateTimeOffset.MinValue);
            }
        }

        foreach (var ((_, _, place), together) in collected)
        {
            yield return new Parcel(together.Length == 1 ? together[0] : Write(together), together, new DateTimeOffset((place + 1) * window.Ticks, TimeSpan.Zero));
        }
    }

    private static bool IsReminder(OutboxMessage message) =>
        message is { Kind: NotificationKinds.Party, JobId: null, Recipient: not null }
        && message.Payload.TryGet(About, out var about) && about.AsString is { } word && Reminders.Contains(word);

    // About the first of the cases as far as a message is about one case; all are listed in it.
    private static OutboxMessage Write(ImmutableArray<OutboxMessage> together) => together[0] with
    {
        Id = together[0].Id + "-digest",
        Payload = ValueContext.Of(
            (About, "digest"),
            ("count", together.Length),
            ("reminders", new ValueList([.. together.Select(message => Value.From(message.Payload))]))),
        Attempts = together.Max(message => message.Attempts),
    };
}

namespace Xiezhi.Runtime.Retention;

/// <summary>For how long what is no part of the record is kept. Logs, checkpoints, packages and messages that were set aside are kept for ever.</summary>
/// <remarks>Each is a span of an hour to 36,500 days; none (zero) keeps all of the kind for ever.</remarks>
public sealed class RetentionOptions
{
    private static readonly TimeSpan Least = TimeSpan.FromHours(1);
    private static readonly TimeSpan Most = TimeSpan.FromDays(36_500);

    /// <summary>For how long an outgoing message is kept after it was delivered. Default: 30 days.</summary>
    public TimeSpan DeliveredMessages { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// After how long the idempotency keys of commands on a case that has ended are folded into digests of 16 bytes. A command that comes again
    /// after that is told from a new one all the same. Default: 30 days.
    /// </summary>
    public TimeSpan IdempotencyKeys { get; set; } = TimeSpan.FromDays(30);

    /// <summary>For how long what somebody was told stays in the inbox. Default: 730 days.</summary>
    public TimeSpan Notifications { get; set; } = TimeSpan.FromDays(730);

    /// <summary>For how long the snapshot of a case is kept after the case has ended; to open it later its log is folded. Default: 30 days.</summary>
    public TimeSpan Snapshots { get; set; } = TimeSpan.FromDays(30);

    internal void Validate()
    {
        Validate(DeliveredMessages, nameof(DeliveredMessages));
        Validate(IdempotencyKeys, nameof(IdempotencyKeys));
        Validate(Notifications, nameof(Notifications));
        Validate(Snapshots, nameof(Snapshots));
    }

    private static void Validate(TimeSpan period, string name)
    {
        if (period != TimeSpan.Zero)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(period, Least, name);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(period, Most, name);
        }
    }
}

namespace Xiezhi.Crash.Load;

/// <summary>What became of a command, as its client knows it.</summary>
internal enum Standing
{
    /// <summary>Sent, perhaps several times, and never answered: it may be in the log or not.</summary>
    Unknown,

    /// <summary>Answered with success: it must be in the log.</summary>
    Acknowledged,

    /// <summary>Answered with a refusal, which no command of these clients deserves.</summary>
    Refused,
}

/// <summary>One command of a client: a case that it opened, or a task that it completed, under a key that no other command has.</summary>
/// <param name="Key">The idempotency key.</param>
/// <param name="Case">The key that opened the case.</param>
/// <param name="Element">The task's element; empty for opening.</param>
/// <param name="Standing">What became of it.</param>
/// <param name="Answer">What it was refused with.</param>
internal sealed record CommandRecord(string Key, string Case, string Element, Standing Standing, string Answer);

using System.Collections.Immutable;

namespace Xiezhi.Runtime.Due;

/// <summary>Tells whoever keeps time in this process that something new falls due, so that it need not ask the store all the time.</summary>
/// <remarks>Thread-safe. A hint only: what is due stands in the store.</remarks>
public sealed class DueSignal
{
    /// <summary>Raised after a commit with the earliest new moment, or <see langword="null"/> for the present where a package was published.</summary>
    public event Action<DateTimeOffset?>? Changed;

    /// <summary>Raised after a commit whose messages wait for delivery.</summary>
    public event Action? MessagesWait;

    /// <summary>Raised after a version of a package was published, with the tenant: years may be known now that were not.</summary>
    public event Action<string>? Published;

    internal void RaisePublished(string tenant)
    {
        Published?.Invoke(tenant);

        // A start of the version may have its first time soon.
        Changed?.Invoke(null);
    }

    internal void Raise(ImmutableArray<DueMoment> moments, bool messagesWait)
    {
        if (messagesWait)
        {
            MessagesWait?.Invoke();
        }

        if (!moments.IsEmpty)
        {
            Changed?.Invoke(moments.Min(moment => moment.At));
        }
    }
}

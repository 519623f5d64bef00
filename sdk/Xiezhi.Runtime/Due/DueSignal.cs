using System.Collections.Immutable;

namespace Xiezhi.Runtime.Due;

/// <summary>Tells whoever keeps time in this process that something new falls due, so that it need not ask the store all the time.</summary>
/// <remarks>Thread-safe. A hint only: what is due stands in the store.</remarks>
public sealed class DueSignal
{
    /// <summary>Raised after a commit with the earliest new moment, or the present where messages wait for delivery.</summary>
    public event Action<DateTimeOffset?>? Changed;

    internal void Raise(ImmutableArray<DueMoment> moments, bool messagesWait)
    {
        if (messagesWait)
        {
            Changed?.Invoke(null);
        }

        if (!moments.IsEmpty)
        {
            Changed?.Invoke(moments.Min(moment => moment.At));
        }
    }
}

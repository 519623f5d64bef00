namespace Xiezhi.Rules.Inference.Matching;

/// <summary>What waits for a moment, the earliest first. What died in the meantime is passed over, and swept out when it is more than what waits.</summary>
internal sealed class DueQueue
{
    private const int SweptFrom = 64;

    private PriorityQueue<Stored, (long Moment, long Order)> _queue = new();
    private long _order;
    private int _waiting;

    /// <summary>How many wait.</summary>
    public int Count => _waiting;

    /// <summary>How many places are taken, dead ones included.</summary>
    public int Held => _queue.Count;

    public void Add(Stored item, long moment)
    {
        item.IsWaiting = true;
        _waiting++;
        _queue.Enqueue(item, (moment, _order++));
    }

    /// <summary>To be called when an item dies.</summary>
    public void Remove(Stored item)
    {
        if (!item.IsWaiting)
        {
            return;
        }

        item.IsWaiting = false;
        _waiting--;
        if (_waiting == 0)
        {
            _queue.Clear();
        }
        else if (_queue.Count > SweptFrom && _queue.Count > _waiting * 2)
        {
            _queue = new PriorityQueue<Stored, (long, long)>(_queue.UnorderedItems.Where(place => place.Element.IsWaiting));
        }
    }

    /// <summary>The earliest moment for which anything waits.</summary>
    public bool TryPeek(out long moment)
    {
        while (_queue.TryPeek(out var item, out var place))
        {
            if (item.IsWaiting)
            {
                moment = place.Moment;
                return true;
            }

            _queue.Dequeue();
        }

        moment = long.MaxValue;
        return false;
    }

    /// <summary>Takes out the first item.</summary>
    public Stored Take()
    {
        var item = _queue.Dequeue();
        item.IsWaiting = false;
        _waiting--;
        return item;
    }
}

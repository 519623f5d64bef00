using Xiezhi.Governance.Cases;

namespace Xiezhi.Runtime.Cases;

/// <summary>The cases used last, up to a number; the least lately used goes first.</summary>
/// <remarks>Thread-safe. An entry may be stale where another host wrote the case; its version shows that at the next commit.</remarks>
internal sealed class CaseCache(int capacity)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Tenant, CaseId Id), LinkedListNode<LoadedCase>> _nodes = [];
    private readonly LinkedList<LoadedCase> _order = new();

    public LoadedCase? Find(string tenant, CaseId id)
    {
        lock (_lock)
        {
            if (!_nodes.TryGetValue((tenant, id), out var node))
            {
                return null;
            }

            _order.Remove(node);
            _order.AddFirst(node);
            return node.Value;
        }
    }

    public void Put(LoadedCase loaded)
    {
        var key = (loaded.State.Tenant, loaded.State.Id);
        lock (_lock)
        {
            if (_nodes.Remove(key, out var old))
            {
                _order.Remove(old);
            }

            _nodes.Add(key, _order.AddFirst(loaded));
            if (_nodes.Count > capacity && _order.Last is { } oldest)
            {
                _order.RemoveLast();
                _nodes.Remove((oldest.Value.State.Tenant, oldest.Value.State.Id));
            }
        }
    }

    public void Remove(string tenant, CaseId id)
    {
        lock (_lock)
        {
            if (_nodes.Remove((tenant, id), out var node))
            {
                _order.Remove(node);
            }
        }
    }
}

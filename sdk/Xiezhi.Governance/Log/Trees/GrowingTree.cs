namespace Xiezhi.Governance.Log;

/// <summary>A tree that leaves are added to: it keeps one hash for each complete part, so that a root costs no more than the height.</summary>
internal sealed class GrowingTree
{
    // The largest complete part first; there is one for each binary digit of the size that is 1.
    private readonly Stack<EventHash> _parts = new();

    public long Size { get; private set; }

    public void Add(EventHash leaf)
    {
        var hash = leaf;
        for (var rest = Size; (rest & 1) == 1; rest >>= 1)
        {
            hash = MerkleTree.NodeHash(_parts.Pop(), hash);
        }

        _parts.Push(hash);
        Size++;
    }

    public EventHash Root()
    {
        EventHash? root = null;
        foreach (var part in _parts)
        {
            root = root is { } right ? MerkleTree.NodeHash(part, right) : part;
        }

        return root ?? MerkleTree.EmptyRoot;
    }
}

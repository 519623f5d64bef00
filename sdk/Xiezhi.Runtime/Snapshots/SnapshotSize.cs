namespace Xiezhi.Runtime.Snapshots;

/// <summary>How large a snapshot is, which is known once it has been written.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class SnapshotSize(int bytes)
{
    private volatile int _bytes = bytes;

    /// <summary>Bytes; 0 for none, or one that is not written yet.</summary>
    public int Bytes
    {
        get => _bytes;
        set => _bytes = value;
    }
}

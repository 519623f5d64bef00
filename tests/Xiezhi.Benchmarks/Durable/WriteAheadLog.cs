using System.Runtime.InteropServices;

namespace Xiezhi.Benchmarks.Durable;

/// <summary>What the write-ahead log of a SQLite database tells of itself.</summary>
internal static class WriteAheadLog
{
    /// <summary>
    /// A number that goes up by one with each transaction that is written, whoever writes it: <c>iChange</c> in the header of the index beside the log
    /// (sqlite.org/walformat.html, 2.1). It begins anew when nobody has the database open any more.
    /// </summary>
    public static uint Transactions(string database)
    {
        using var index = new FileStream(database + "-shm", FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> header = stackalloc byte[12];
        index.ReadExactly(header);
        return MemoryMarshal.Read<uint>(header[8..]);
    }
}

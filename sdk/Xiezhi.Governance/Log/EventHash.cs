using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Xiezhi.Governance.Log;

/// <summary>The hash of a recorded event: SHA-256 over the hash of the event before it and the event's own text.</summary>
/// <remarks>The default value, 32 zero bytes, stands before the first event of a case.</remarks>
public readonly struct EventHash : IEquatable<EventHash>
{
    /// <summary>How many bytes a hash has.</summary>
    public const int Size = SHA256.HashSizeInBytes;

    private const int MostOnStack = 2048;

    private static readonly byte[] Zero = new byte[Size];

    private readonly byte[]? _bytes;

    private EventHash(byte[] bytes) => _bytes = bytes;

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes ?? Zero;

    /// <summary>The hash with these bytes.</summary>
    /// <exception cref="ArgumentException">There are not <see cref="Size"/> bytes.</exception>
    public static EventHash From(ReadOnlySpan<byte> bytes) =>
        bytes.Length == Size ? new EventHash(bytes.ToArray()) : throw new ArgumentException($"A hash has {Size} bytes.", nameof(bytes));

    /// <summary>The hash of the event with <paramref name="text"/> behind the event with this hash.</summary>
    public EventHash Next(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var most = Size + Encoding.UTF8.GetMaxByteCount(text.Length);
        var rented = most > MostOnStack ? ArrayPool<byte>.Shared.Rent(most) : null;
        var input = rented ?? stackalloc byte[MostOnStack];
        Bytes.Span.CopyTo(input);
        var length = Size + Encoding.UTF8.GetBytes(text, input[Size..]);
        var hash = new EventHash(SHA256.HashData(input[..length]));
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return hash;
    }

    /// <inheritdoc/>
    public bool Equals(EventHash other) => Bytes.Span.SequenceEqual(other.Bytes.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EventHash other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => BitConverter.ToInt32(Bytes.Span);

    /// <summary>The bytes as 64 hexadecimal digits.</summary>
    public override string ToString() => Convert.ToHexStringLower(Bytes.Span);

    /// <summary>Whether both are the same bytes.</summary>
    public static bool operator ==(EventHash left, EventHash right) => left.Equals(right);

    /// <summary>Whether the bytes differ.</summary>
    public static bool operator !=(EventHash left, EventHash right) => !left.Equals(right);
}

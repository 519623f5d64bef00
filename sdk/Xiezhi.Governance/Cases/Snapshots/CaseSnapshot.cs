using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Xiezhi.Calendars;
using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.States;

namespace Xiezhi.Governance.Cases.Snapshots;

/// <summary>How a case stands, as bytes, so that its log need not be folded anew from the first event.</summary>
/// <remarks>
/// A cache and nothing else: the log is the truth, and whoever reads a snapshot holds its <see cref="CaseState.Head"/> against the log. What was written
/// in another <see cref="Format"/>, or is not whole to the bit, is not read. Thread-safe.
/// </remarks>
public static class CaseSnapshot
{
    private static readonly (SnapshotCodec<CaseState> Codec, string Format) Current = Build();

    /// <summary>
    /// The format of this very build, 64 hexadecimal digits: over the shape of all that a state is made of and over the code that folds it. Snapshots
    /// of another build may rest on another fold, so they are not read.
    /// </summary>
    public static string Format => Current.Format;

    /// <summary>The state as bytes.</summary>
    /// <param name="state">How the case stands.</param>
    public static ReadOnlyMemory<byte> Write(CaseState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        using var stream = new MemoryStream();
        stream.Write(new byte[SHA256.HashSizeInBytes]);
        using (var writer = new BinaryWriter(stream, Encoding.Unicode, leaveOpen: true))
        {
            writer.Write(Convert.FromHexString(Format));
            Current.Codec.Write(writer, state);
        }

        // Without a copy: a long case is half a megabyte.
        var bytes = stream.GetBuffer().AsMemory(0, (int)stream.Length);
        SHA256.HashData(bytes.Span[SHA256.HashSizeInBytes..], bytes.Span);
        return bytes;
    }

    /// <summary>The state that <see cref="Write"/> wrote, or <see langword="null"/> where the bytes are not what this build wrote.</summary>
    /// <param name="bytes">The bytes.</param>
    public static CaseState? Read(ReadOnlyMemory<byte> bytes)
    {
        const int Start = 2 * SHA256.HashSizeInBytes;
        if (bytes.Length <= Start || !SHA256.HashData(bytes.Span[SHA256.HashSizeInBytes..]).AsSpan().SequenceEqual(bytes.Span[..SHA256.HashSizeInBytes])
            || !bytes.Span[SHA256.HashSizeInBytes..Start].SequenceEqual(Convert.FromHexString(Format)))
        {
            return null;
        }

        var content = MemoryMarshal.TryGetArray(bytes[Start..], out var given) ? given : bytes[Start..].ToArray();
        using var reader = new BinaryReader(new MemoryStream(content.Array!, content.Offset, content.Count, writable: false), Encoding.Unicode);
        return Current.Codec.Read(reader);
    }

    private static (SnapshotCodec<CaseState> Codec, string Format) Build()
    {
        var codecs = new SnapshotCodecs();
        var codec = codecs.For<CaseState>();

        // The id of a module changes with its code.
        Type[] folding = [typeof(CaseState), typeof(WorkflowState), typeof(WorkingCalendar), typeof(Value)];
        var code = string.Join('\n', folding.Select(type => type.Module.ModuleVersionId.ToString("N")));
        var format = SHA256.HashData(Encoding.UTF8.GetBytes($"{(BitConverter.IsLittleEndian ? "little" : "big")}\n{code}\n{codecs.Shape}"));
        return (codec, Convert.ToHexStringLower(format));
    }
}

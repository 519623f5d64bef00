namespace Xiezhi.Governance.Cases.Snapshots;

/// <summary>Writes values of one type as bytes and reads them back, losing nothing.</summary>
internal abstract class SnapshotCodec<T>
{
    public abstract void Write(BinaryWriter to, T value);

    public abstract T Read(BinaryReader from);
}

/// <summary>A codec of two functions.</summary>
internal sealed class PlainCodec<T>(Action<BinaryWriter, T> write, Func<BinaryReader, T> read) : SnapshotCodec<T>
{
    public override void Write(BinaryWriter to, T value) => write(to, value);

    public override T Read(BinaryReader from) => read(from);
}

/// <summary>Enumerations, as their numbers.</summary>
internal sealed class EnumCodec<T> : SnapshotCodec<T>
    where T : struct, Enum
{
    public override void Write(BinaryWriter to, T value) => to.Write(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));

    public override T Read(BinaryReader from) => (T)Enum.ToObject(typeof(T), from.ReadInt64());
}

/// <summary>What may be absent.</summary>
internal sealed class NullableCodec<T>(SnapshotCodec<T> content) : SnapshotCodec<T?>
    where T : struct
{
    public override void Write(BinaryWriter to, T? value)
    {
        to.Write(value.HasValue);
        if (value is { } present)
        {
            content.Write(to, present);
        }
    }

    public override T? Read(BinaryReader from) => from.ReadBoolean() ? content.Read(from) : null;
}

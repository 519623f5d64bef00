using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Xiezhi.Foundation.Json;
using Xiezhi.Foundation.Values;

namespace Xiezhi.Governance.Cases.Snapshots;

/// <summary>Finds the codec of each type that a state is made of, and notes their shape.</summary>
internal sealed class SnapshotCodecs
{
    private static readonly ImmutableDictionary<Type, Type> Collections = ImmutableDictionary.CreateRange<Type, Type>(
    [
        new(typeof(ImmutableArray<>), typeof(ImmutableArrayCodec<>)),
        new(typeof(ImmutableList<>), typeof(ImmutableListCodec<>)),
        new(typeof(ImmutableSortedSet<>), typeof(ImmutableSortedSetCodec<>)),
        new(typeof(Nullable<>), typeof(NullableCodec<>)),
        new(typeof(KeyValuePair<,>), typeof(EntryCodec<,>)),
    ]);

    private readonly Dictionary<Type, object> _codecs = new()
    {
        [typeof(string)] = new PlainCodec<string?>(WriteText, ReadText),
        [typeof(bool)] = new PlainCodec<bool>(static (to, value) => to.Write(value), static from => from.ReadBoolean()),
        [typeof(byte)] = new PlainCodec<byte>(static (to, value) => to.Write(value), static from => from.ReadByte()),
        [typeof(int)] = new PlainCodec<int>(static (to, value) => to.Write(value), static from => from.ReadInt32()),
        [typeof(long)] = new PlainCodec<long>(static (to, value) => to.Write(value), static from => from.ReadInt64()),
        [typeof(decimal)] = new PlainCodec<decimal>(static (to, value) => to.Write(value), static from => from.ReadDecimal()),
        [typeof(byte[])] = new PlainCodec<byte[]?>(WriteBytes, ReadBytes),
        [typeof(TimeSpan)] = new PlainCodec<TimeSpan>(static (to, value) => to.Write(value.Ticks), static from => new TimeSpan(from.ReadInt64())),
        [typeof(DateOnly)] = new PlainCodec<DateOnly>(static (to, value) => to.Write(value.DayNumber), static from => DateOnly.FromDayNumber(from.ReadInt32())),
        [typeof(DateTimeOffset)] = new PlainCodec<DateTimeOffset>(
            static (to, value) =>
            {
                to.Write(value.Ticks);
                to.Write((short)value.TotalOffsetMinutes);
            },
            static from => new DateTimeOffset(from.ReadInt64(), TimeSpan.FromMinutes(from.ReadInt16()))),
        [typeof(Value)] = new PlainCodec<Value>(WriteValue, ReadValue),
        [typeof(ValueContext)] = new PlainCodec<ValueContext?>(
            static (to, value) => WriteText(to, value is null ? null : ValueJson.ToText(value)), static from => ReadValue(from).AsContext),
        [typeof(ValueList)] = new PlainCodec<ValueList?>(
            static (to, value) => WriteText(to, value is null ? null : ValueJson.ToText(value)), static from => ReadValue(from).AsList),
    };

    private readonly List<string> _shape = [];

    /// <summary>Every type that was met, with its fields and their types, one a line.</summary>
    public string Shape => string.Join('\n', _shape.Order(StringComparer.Ordinal));

    /// <summary>The codec of a type.</summary>
    /// <exception cref="NotSupportedException">What it holds can't be told from its type, or is no data.</exception>
    public SnapshotCodec<T> For<T>() => (SnapshotCodec<T>)For(typeof(T));

    private object For(Type type)
    {
        if (_codecs.TryGetValue(type, out var known))
        {
            return known;
        }

        if (IsMadeOfFields(type))
        {
            return OfFields(type);
        }

        return _codecs[type] = Make(type);
    }

    // Only what is sealed is what its type says; of the framework's own types, none but tuples are known by their fields.
    private static bool IsMadeOfFields(Type type) =>
        type.IsSealed && !type.IsEnum && !type.IsArray && !type.IsAssignableTo(typeof(Delegate))
        && (type.Assembly.GetName().Name!.StartsWith("Xiezhi.", StringComparison.Ordinal) || (type.IsValueType && type.IsAssignableTo(typeof(ITuple))));

    private object Make(Type type)
    {
        if (type.IsEnum)
        {
            _shape.Add($"{type}: {string.Join(", ", Enum.GetNames(type).Zip(Enum.GetValuesAsUnderlyingType(type).Cast<object>(), static (name, number) => $"{name}={number}"))}");
            return New(typeof(EnumCodec<>), [type]);
        }

        if (type.IsArray)
        {
            return New(typeof(ArrayCodec<>), [type.GetElementType()!], For(type.GetElementType()!));
        }

        var arguments = type.GetGenericArguments();
        if (type.IsGenericType && Collections.TryGetValue(type.GetGenericTypeDefinition(), out var codec))
        {
            return New(codec, arguments, [.. arguments.Select(For)]);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableSortedDictionary<,>))
        {
            return New(typeof(ImmutableSortedDictionaryCodec<,>), arguments, For(typeof(KeyValuePair<,>).MakeGenericType(arguments)));
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableDictionary<,>) && arguments[0] == typeof(string))
        {
            return New(typeof(ImmutableDictionaryCodec<>), [arguments[1]], For(typeof(KeyValuePair<,>).MakeGenericType(arguments)));
        }

        throw new NotSupportedException($"A state can't be written as a snapshot: there is no way to write {type}.");
    }

    private object OfFields(Type type)
    {
        // Known before its fields are looked at, because one of them may hold the same type.
        var codec = New(typeof(FieldsCodec<>), [type]);
        _codecs.Add(type, codec);
        var fields = FieldsOf(type).ToList();
        _shape.Add($"{type}: {string.Join(", ", fields.Select(field => $"{field.FieldType} {field.Name}"))}");
        var parts = Array.CreateInstance(typeof(FieldCodec<>).MakeGenericType(type), fields.Count);
        for (var i = 0; i < fields.Count; i++)
        {
            parts.SetValue(New(typeof(FieldCodec<,>), [type, fields[i].FieldType], fields[i], For(fields[i].FieldType)), i);
        }

        codec.GetType().GetMethod("Set")!.Invoke(codec, [parts]);
        return codec;
    }

    private static IEnumerable<FieldInfo> FieldsOf(Type type)
    {
        for (var level = type; level is not null && level != typeof(object) && level != typeof(ValueType); level = level.BaseType)
        {
            foreach (var field in level.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                .OrderBy(field => field.Name, StringComparer.Ordinal))
            {
                yield return field;
            }
        }
    }

    private static object New(Type codec, Type[] arguments, params object[] parts) => Activator.CreateInstance(codec.MakeGenericType(arguments), parts)!;

    // As .NET has them, so that half a surrogate comes back as it was too.
    private static void WriteText(BinaryWriter to, string? text)
    {
        to.Write(text?.Length ?? -1);
        to.Write(MemoryMarshal.AsBytes(text.AsSpan()));
    }

    private static string? ReadText(BinaryReader from)
    {
        var length = from.ReadInt32();
        return length switch
        {
            < 0 => null,
            0 => "",
            _ => new string(MemoryMarshal.Cast<byte, char>(from.ReadBytes(checked(length * sizeof(char))))),
        };
    }

    private static void WriteBytes(BinaryWriter to, byte[]? bytes)
    {
        to.Write(bytes?.Length ?? -1);
        to.Write(bytes.AsSpan());
    }

    private static byte[]? ReadBytes(BinaryReader from)
    {
        var length = from.ReadInt32();
        return length < 0 ? null : from.ReadBytes(length);
    }

    private static void WriteValue(BinaryWriter to, Value value) => WriteText(to, value.Kind == ValueKind.Null ? null : ValueJson.ToText(value));

    private static Value ReadValue(BinaryReader from) => ReadText(from) is { } text ? ValueJson.FromText(text) : Value.Null;
}

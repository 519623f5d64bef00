using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Feel;

namespace Xiezhi.Rules.Inference;

/// <summary>How records of a system become facts: a type of facts, with what reads each of its fields.</summary>
/// <remarks>Immutable and thread-safe, as far as the given functions are. No reflection: each field is read by its function.</remarks>
/// <typeparam name="T">The records.</typeparam>
public sealed class FactMapping<T>
{
    private readonly ImmutableArray<Func<T, Value>> _readers;

    internal FactMapping(FactType type, ImmutableArray<Func<T, Value>> readers)
    {
        Type = type;
        _readers = readers;
    }

    /// <summary>The type of facts.</summary>
    public FactType Type { get; }

    /// <summary>The fact that a record stands for.</summary>
    /// <param name="record">The record.</param>
    /// <param name="diagnostics">Receives what is wrong: a missing key, a value of the wrong type.</param>
    /// <returns>The fact, or <see langword="null"/>; then <paramref name="diagnostics"/> says why.</returns>
    public Fact? ToFact(T record, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(diagnostics);
        var row = new Value[_readers.Length];
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = _readers[i](record);
        }

        return Type.Create(row, Location.None, diagnostics);
    }
}

/// <summary>Makes a <see cref="FactMapping{T}"/>, field by field.</summary>
/// <remarks>Not safe for use from several threads at once.</remarks>
/// <typeparam name="T">The records.</typeparam>
public sealed class FactMappingBuilder<T>
{
    private readonly string _name;
    private readonly List<FactField> _fields = [];
    private readonly List<Func<T, Value>> _readers = [];
    private string? _key;
    private string? _moment;

    /// <summary>Begins a mapping to facts of the type <paramref name="name"/>.</summary>
    public FactMappingBuilder(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _name = name;
    }

    /// <summary>A field that holds text.</summary>
    public FactMappingBuilder<T> Text(string field, Func<T, string?> read) => Field(field, FeelType.String, record => read(record));

    /// <summary>A field that holds a number.</summary>
    public FactMappingBuilder<T> Number(string field, Func<T, decimal?> read) =>
        Field(field, FeelType.Number, record => read(record) is { } number ? number : Value.Null);

    /// <summary>A field that holds true or false.</summary>
    public FactMappingBuilder<T> Boolean(string field, Func<T, bool?> read) =>
        Field(field, FeelType.Boolean, record => read(record) is { } answer ? answer : Value.Null);

    /// <summary>A field that holds an instant.</summary>
    public FactMappingBuilder<T> DateAndTime(string field, Func<T, DateTimeOffset?> read) =>
        Field(field, FeelType.DateAndTime, record => read(record) is { } instant ? Value.From(instant) : Value.Null);

    /// <summary>A field that holds a date.</summary>
    public FactMappingBuilder<T> Date(string field, Func<T, DateOnly?> read) =>
        Field(field, FeelType.Date, record => read(record) is { } date ? Value.From(Foundation.Values.Date.From(date)) : Value.Null);

    /// <summary>A field that holds a duration.</summary>
    public FactMappingBuilder<T> Duration(string field, Func<T, TimeSpan?> read) =>
        Field(field, FeelType.DaysAndTimeDuration, record => read(record) is { } span ? Value.From(DaysAndTimeDuration.From(span)) : Value.Null);

    /// <summary>A field of any type.</summary>
    public FactMappingBuilder<T> Field(string field, FeelType type, Func<T, Value> read)
    {
        ArgumentException.ThrowIfNullOrEmpty(field);
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(read);
        _fields.Add(new FactField(field, type));
        _readers.Add(read);
        return this;
    }

    /// <summary>The field that tells facts apart.</summary>
    public FactMappingBuilder<T> Key(string field)
    {
        _key = field;
        return this;
    }

    /// <summary>The field that says when it happened.</summary>
    public FactMappingBuilder<T> Moment(string field)
    {
        _moment = field;
        return this;
    }

    /// <summary>The mapping as it is now.</summary>
    public FactMapping<T> Build() => new(new FactType(_name, _fields, _key, _moment), [.. _readers]);
}

using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.DecisionTables;

namespace Xiezhi.Rules.Dmn;

/// <summary>How records of a system become the inputs of decisions: for each input by its name, what reads it from a record.</summary>
/// <remarks>
/// Immutable and thread-safe, as far as the given functions are; one mapping serves all decisions of a model. No reflection, and no value is wrapped:
/// each input is read by its function, in its own type. Where a name occurs twice the later function counts. An exception of a function passes through.
/// </remarks>
/// <typeparam name="T">The records.</typeparam>
public sealed class InputMapping<T>
{
    private readonly ImmutableArray<InputReader<T>> _readers;

    /// <summary>A mapping that reads nothing yet.</summary>
    public InputMapping()
        : this([])
    {
    }

    private InputMapping(ImmutableArray<InputReader<T>> readers) => _readers = readers;

    /// <summary>The names that are read.</summary>
    public ImmutableArray<string> Names => [.. _readers.Select(reader => reader.Name)];

    /// <summary>The same, which reads the input <paramref name="name"/> as text.</summary>
    public InputMapping<T> Text(string name, Func<T, string?> read) => With(new TextReader<T>(name, NotNull(read)));

    /// <summary>The same, which reads the input <paramref name="name"/> as a whole number.</summary>
    public InputMapping<T> Number(string name, Func<T, long> read) => With(new WholeNumberReader<T>(name, NotNull(read)));

    /// <summary>The same, which reads the input <paramref name="name"/> as a whole number, or null.</summary>
    public InputMapping<T> Number(string name, Func<T, long?> read)
    {
        NotNull(read);
        return With(new ValueReader<T>(name, ValueKind.Number, record => read(record) is { } number ? number : Foundation.Values.Value.Null));
    }

    /// <summary>The same, which reads the input <paramref name="name"/> as a number, or null.</summary>
    public InputMapping<T> Number(string name, Func<T, decimal?> read) => With(new DecimalReader<T>(name, NotNull(read)));

    /// <summary>The same, which reads the input <paramref name="name"/> as true or false, or null.</summary>
    public InputMapping<T> Boolean(string name, Func<T, bool?> read)
    {
        NotNull(read);
        return With(new ValueReader<T>(name, ValueKind.Boolean, record => read(record) is { } answer ? answer : Foundation.Values.Value.Null));
    }

    /// <summary>The same, which reads the input <paramref name="name"/> as a date, or null.</summary>
    public InputMapping<T> Date(string name, Func<T, DateOnly?> read)
    {
        NotNull(read);
        return With(new ValueReader<T>(name, ValueKind.Date, record => read(record) is { } date ? Foundation.Values.Value.From(Foundation.Values.Date.From(date)) : Foundation.Values.Value.Null));
    }

    /// <summary>The same, which reads the input <paramref name="name"/> as a value of any kind.</summary>
    public InputMapping<T> Value(string name, Func<T, Value> read) => With(new ValueReader<T>(name, null, NotNull(read)));

    /// <summary>What reads an input, or <see langword="null"/>.</summary>
    internal InputReader<T>? Find(string name) => _readers.FirstOrDefault(reader => reader.Name == name);

    private static Func<T, TValue> NotNull<TValue>(Func<T, TValue> read) => read ?? throw new ArgumentNullException(nameof(read));

    private InputMapping<T> With(InputReader<T> reader)
    {
        ArgumentException.ThrowIfNullOrEmpty(reader.Name);
        return new InputMapping<T>([.. _readers.Where(other => other.Name != reader.Name), reader]);
    }
}

/// <summary>Reads one input from a record: as a value, or straight to the rules that it leads to.</summary>
internal abstract class InputReader<T>(string name, ValueKind? kind)
{
    public string Name => name;

    /// <summary>The one kind that it reads besides null; <see langword="null"/> where it may be any.</summary>
    public ValueKind? Kind => kind;

    public abstract Value Read(T record);

    public abstract bool TryFind(T record, DirectColumn column, out RuleSet rules);
}

internal sealed class TextReader<T>(string name, Func<T, string?> read) : InputReader<T>(name, ValueKind.String)
{
    public override Value Read(T record) => read(record);

    public override bool TryFind(T record, DirectColumn column, out RuleSet rules) => column.TryFind(read(record), out rules);
}

internal sealed class WholeNumberReader<T>(string name, Func<T, long> read) : InputReader<T>(name, ValueKind.Number)
{
    public override Value Read(T record) => read(record);

    public override bool TryFind(T record, DirectColumn column, out RuleSet rules) => column.TryFind(read(record), out rules);
}

internal sealed class DecimalReader<T>(string name, Func<T, decimal?> read) : InputReader<T>(name, ValueKind.Number)
{
    public override Value Read(T record) => read(record) is { } number ? number : Value.Null;

    public override bool TryFind(T record, DirectColumn column, out RuleSet rules) =>
        read(record) is { } number ? column.TryFind(Number.From(number), out rules) : column.TryFind(null, out rules);
}

internal sealed class ValueReader<T>(string name, ValueKind? kind, Func<T, Value> read) : InputReader<T>(name, kind)
{
    public override Value Read(T record) => read(record);

    public override bool TryFind(T record, DirectColumn column, out RuleSet rules) => column.TryFind(read(record), out rules);
}

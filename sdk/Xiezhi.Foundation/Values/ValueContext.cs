using System.Collections;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Xiezhi.Foundation.Values;

/// <summary>Named values in the order in which they were written: a record, a JSON object, a FEEL context.</summary>
/// <remarks>
/// Immutable. Names are compared ordinally and occur once. Two contexts are equal when they have the same names with equal values,
/// whatever their order.
/// </remarks>
public sealed class ValueContext : ValuePayload, IReadOnlyCollection<KeyValuePair<string, Value>>, IEquatable<ValueContext>
{
    // Below this a scan of the names beats a hash table in both time and memory.
    private const int IndexedFrom = 12;

    private readonly ImmutableArray<KeyValuePair<string, Value>> _entries;
    private readonly FrozenDictionary<string, int>? _index;

    private ValueContext(ImmutableArray<KeyValuePair<string, Value>> entries)
    {
        _entries = entries;
        var inner = 0;
        var size = 1L;
        foreach (var entry in entries)
        {
            inner = Math.Max(inner, NestingOf(entry.Value));
            size = Sum(size, SizeOf(entry.Value) + (entry.Key.Length >> 4));
        }

        Size = size;

        Nesting = inner + 1;
        if (entries.Length >= IndexedFrom)
        {
            _index = Enumerable.Range(0, entries.Length).ToFrozenDictionary(i => entries[i].Key, i => i, StringComparer.Ordinal);
        }
    }

    /// <summary>The context with no entry.</summary>
    public static ValueContext Empty { get; } = new([]);

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Context;

    /// <inheritdoc/>
    public override int Nesting { get; }

    /// <inheritdoc/>
    public override long Size { get; }

    /// <summary>How many entries there are.</summary>
    public int Count => _entries.Length;

    /// <summary>The names, in order.</summary>
    public IEnumerable<string> Names => _entries.Select(entry => entry.Key);

    /// <summary>The entries, in order.</summary>
    public ImmutableArray<KeyValuePair<string, Value>> Entries => _entries;

    /// <summary>The value under <paramref name="name"/>, or null where there is none.</summary>
    public Value this[string name] => TryGet(name, out var value) ? value : Value.Null;

    /// <summary>A context of <paramref name="entries"/>; where a name occurs twice the later value stands at the earlier place.</summary>
    public static ValueContext From(IEnumerable<KeyValuePair<string, Value>> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var builder = new Builder();
        foreach (var (name, value) in entries)
        {
            builder.Set(name, value);
        }

        return builder.Build();
    }

    /// <summary>A context of <paramref name="entries"/>.</summary>
    public static ValueContext Of(params (string Name, Value Value)[] entries) =>
        From(entries.Select(entry => KeyValuePair.Create(entry.Name, entry.Value)));

    /// <summary>Looks a name up.</summary>
    public bool TryGet(string name, [MaybeNullWhen(false)] out Value value)
    {
        if (_index is not null)
        {
            if (_index.TryGetValue(name, out var at))
            {
                value = _entries[at].Value;
                return true;
            }
        }
        else
        {
            foreach (var entry in _entries)
            {
                if (string.Equals(entry.Key, name, StringComparison.Ordinal))
                {
                    value = entry.Value;
                    return true;
                }
            }
        }

        value = default;
        return false;
    }

    /// <summary>Whether there is an entry under <paramref name="name"/>.</summary>
    public bool Has(string name) => TryGet(name, out _);

    /// <summary>The same with <paramref name="name"/> set to <paramref name="value"/>.</summary>
    public ValueContext With(string name, Value value)
    {
        for (var i = 0; i < _entries.Length; i++)
        {
            if (string.Equals(_entries[i].Key, name, StringComparison.Ordinal))
            {
                return new ValueContext(_entries.SetItem(i, KeyValuePair.Create(name, value)));
            }
        }

        return new ValueContext(_entries.Add(KeyValuePair.Create(name, value)));
    }

    /// <summary>The same with the entries of <paramref name="other"/> set over it.</summary>
    public ValueContext With(ValueContext other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Count == 0)
        {
            return this;
        }

        return Count == 0 ? other : From(_entries.Concat(other._entries));
    }

    /// <summary>The same without <paramref name="name"/>.</summary>
    public ValueContext Without(string name) =>
        Has(name) ? new ValueContext(_entries.RemoveAll(entry => string.Equals(entry.Key, name, StringComparison.Ordinal))) : this;

    /// <inheritdoc/>
    /// <exception cref="InsufficientExecutionStackException">The contexts are nested too deep to be compared.</exception>
    public bool Equals(ValueContext? other)
    {
        if (other is null || other.Count != Count || other.Nesting != Nesting)
        {
            return false;
        }

        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();

        foreach (var entry in _entries)
        {
            if (!other.TryGet(entry.Key, out var value) || !value.Equals(entry.Value))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ValueContext);

    /// <inheritdoc/>
    public override int GetHashCode() => Nesting > WrittenOut ? Count :
        _entries.Aggregate(Count, (hash, entry) => hash ^ HashCode.Combine(entry.Key, entry.Value));

    /// <inheritdoc/>
    public override string ToString() => Nesting > WrittenOut ? "{…}" : "{" + string.Join(", ", _entries.Select(entry => entry.Key + ": " + entry.Value)) + "}";

    IEnumerator<KeyValuePair<string, Value>> IEnumerable<KeyValuePair<string, Value>>.GetEnumerator() =>
        ((IEnumerable<KeyValuePair<string, Value>>)_entries).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable)_entries).GetEnumerator();

    /// <summary>Collects entries for a <see cref="ValueContext"/>.</summary>
    /// <remarks>Not safe for use from several threads at once.</remarks>
    public sealed class Builder
    {
        private readonly ImmutableArray<KeyValuePair<string, Value>>.Builder _entries = ImmutableArray.CreateBuilder<KeyValuePair<string, Value>>();
        private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

        /// <summary>Sets <paramref name="name"/>, over an earlier value under the same name.</summary>
        public Builder Set(string name, Value value)
        {
            ArgumentNullException.ThrowIfNull(name);
            if (_places.TryGetValue(name, out var at))
            {
                _entries[at] = KeyValuePair.Create(name, value);
            }
            else
            {
                _places.Add(name, _entries.Count);
                _entries.Add(KeyValuePair.Create(name, value));
            }

            return this;
        }

        /// <summary>The context of what was set.</summary>
        public ValueContext Build() => _entries.Count == 0 ? Empty : new ValueContext(_entries.ToImmutable());
    }
}

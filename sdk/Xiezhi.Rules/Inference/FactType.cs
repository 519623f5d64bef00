using System.Collections.Frozen;
using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Feel;

namespace Xiezhi.Rules.Inference;

/// <summary>What facts or findings of one name consist of.</summary>
/// <remarks>
/// Immutable and thread-safe. A type of facts has a key, under which a fact is updated and retracted; a type of findings has none, because a finding is
/// known by its values. What is declared wrongly is reported when the rule set is compiled.
/// </remarks>
public sealed class FactType
{
    private readonly FrozenDictionary<string, int> _index;

    /// <summary>Declares a type.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="fields">Its fields, in order.</param>
    /// <param name="key">The field that tells facts apart; <see langword="null"/> for findings.</param>
    /// <param name="moment">The field that says when it happened, which windows look at; <see langword="null"/> where there is none.</param>
    public FactType(string name, IEnumerable<FactField> fields, string? key = null, string? moment = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(fields);
        Name = name;
        Fields = [.. fields];
        Key = key;
        Moment = moment;
        _index = Fields.Select((field, at) => (field.Name, at)).DistinctBy(field => field.Name).ToFrozenDictionary(field => field.Name, field => field.at, StringComparer.Ordinal);
        KeyIndex = key is null ? -1 : IndexOf(key);
        MomentIndex = moment is null ? -1 : IndexOf(moment);
        Context = FeelType.ContextOf(Fields.Select(field => KeyValuePair.Create(field.Name, field.Type)));
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The fields, in order.</summary>
    public ImmutableArray<FactField> Fields { get; }

    /// <summary>The field that tells facts apart, or <see langword="null"/> for findings.</summary>
    public string? Key { get; }

    /// <summary>The field that says when it happened, or <see langword="null"/>.</summary>
    public string? Moment { get; }

    /// <summary>Where it was declared.</summary>
    public Location Location { get; init; } = Location.None;

    internal int KeyIndex { get; }

    internal int MomentIndex { get; }

    internal FeelType Context { get; }

    /// <summary>A fact of this type. Fields that are not given are null.</summary>
    /// <param name="values">The values by field.</param>
    /// <param name="location">Where they were read.</param>
    /// <param name="diagnostics">Receives what is wrong: a field that is not known, a value of the wrong type, a missing key.</param>
    /// <returns>The fact, or <see langword="null"/>; then <paramref name="diagnostics"/> says why.</returns>
    public Fact? Create(ValueContext values, Location location, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(location);
        ArgumentNullException.ThrowIfNull(diagnostics);
        var row = new Value[Fields.Length];
        var known = true;
        foreach (var (name, value) in values.Entries)
        {
            if (IndexOf(name) is >= 0 and var at)
            {
                row[at] = value;
            }
            else
            {
                diagnostics.Add(RulesCodes.UnknownField, location, name, Name, Nearest.To(name, Fields.Select(field => field.Name)) ?? "–");
                known = false;
            }
        }

        return Create(row, location, diagnostics) is { } fact && known ? fact : null;
    }

    /// <summary>The place of a field, or -1.</summary>
    internal int IndexOf(string field) => _index.GetValueOrDefault(field, -1);

    internal Fact? Create(Value[] row, Location location, DiagnosticBag diagnostics)
    {
        var valid = true;
        for (var i = 0; i < row.Length; i++)
        {
            if (!Accepts(i, row[i]))
            {
                diagnostics.Add(RulesCodes.WrongFieldType, location, Name + "." + Fields[i].Name, Fields[i].Type.Name, FeelTypes.Of(row[i]).Name);
                valid = false;
            }
        }

        if (KeyIndex >= 0 && row[KeyIndex].IsNull)
        {
            diagnostics.Add(RulesCodes.MissingKey, location, Name, Key!);
            valid = false;
        }

        return valid ? new Fact(this, row) : null;
    }

    internal bool Accepts(int field, Value value)
    {
        var type = Fields[field].Type;
        return value.IsNull || type.Kind == FeelTypeKind.Any
            || (type.Kind is FeelTypeKind.List or FeelTypeKind.Context ? FeelTypes.Has(type, value) : FeelTypes.KindOf(value.Kind) == type.Kind);
    }

    internal bool IsSameAs(FactType other) =>
        Name == other.Name && Key == other.Key && Moment == other.Moment && Fields.Length == other.Fields.Length
        && Fields.Zip(other.Fields).All(pair => pair.First.Name == pair.Second.Name && pair.First.Type.Name == pair.Second.Type.Name);

    internal ValueContext ToContext(Value[] row) => ValueContext.From(Fields.Select((field, at) => KeyValuePair.Create(field.Name, row[at])));
}

using System.Collections.Immutable;

namespace Xiezhi.Rules.Feel;

/// <summary>The names that an expression may use, with their types where these are known.</summary>
/// <remarks>
/// FEEL's names contain spaces and even operators (<c>Applicant's age</c>, <c>profit-loss</c>), so text can only be read when its names are known.
/// In a closed scope a name that is not known is a mistake at compile time; in an open scope it is looked up when the expression is evaluated,
/// and words that follow one another are taken as one name. Immutable and thread-safe.
/// </remarks>
public sealed class FeelScope
{
    private readonly ImmutableDictionary<string, FeelType> _names;

    private FeelScope(ImmutableDictionary<string, FeelType> names, bool isOpen)
    {
        _names = names;
        IsOpen = isOpen;
    }

    /// <summary>The closed scope without names.</summary>
    public static FeelScope Closed { get; } = new(ImmutableDictionary.Create<string, FeelType>(StringComparer.Ordinal), isOpen: false);

    /// <summary>The open scope without known names.</summary>
    public static FeelScope Open { get; } = new(ImmutableDictionary.Create<string, FeelType>(StringComparer.Ordinal), isOpen: true);

    /// <summary>Whether names that are not known are looked up at evaluation.</summary>
    public bool IsOpen { get; }

    /// <summary>The known names.</summary>
    public IEnumerable<string> Names => _names.Keys;

    /// <summary>The types of the known names.</summary>
    internal IEnumerable<FeelType> Types => _names.Values;

    /// <summary>The same with <paramref name="name"/>, of a type that is not known.</summary>
    public FeelScope With(string name) => With(name, FeelType.Any);

    /// <summary>The same with <paramref name="name"/> of type <paramref name="type"/>.</summary>
    public FeelScope With(string name, FeelType type)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(type);
        return new FeelScope(_names.SetItem(name, type), IsOpen);
    }

    /// <summary>The same with all of <paramref name="names"/>, of types that are not known.</summary>
    public FeelScope With(IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return new FeelScope(_names.SetItems(names.Select(name => KeyValuePair.Create(name, FeelType.Any))), IsOpen);
    }

    /// <summary>Whether <paramref name="name"/> is known, and its type.</summary>
    internal bool TryGet(string name, out FeelType type)
    {
        var known = _names.TryGetValue(name, out var found);
        type = found ?? FeelType.Any;
        return known;
    }
}

namespace Xiezhi.Rules.Feel.Compilation;

/// <summary>The slots of one body: an expression, a function, a boxed expression.</summary>
internal sealed class BodyLayout(BodyLayout? outer)
{
    public BodyLayout? Outer => outer;

    public int SlotCount { get; private set; }

    public int NewSlot() => SlotCount++;
}

/// <summary>Names that are visible at a place, innermost first.</summary>
internal abstract class NameScope(NameScope? outer, BodyLayout body)
{
    public NameScope? Outer => outer;

    public BodyLayout Body => body;
}

/// <summary>Variables with their slots.</summary>
internal sealed class LocalScope(NameScope? outer, BodyLayout body) : NameScope(outer, body)
{
    private readonly Dictionary<string, (int Slot, FeelType Type)> _variables = new(StringComparer.Ordinal);

    public IEnumerable<string> Names => _variables.Keys;

    public IEnumerable<FeelType> Types => _variables.Values.Select(variable => variable.Type);

    public int Declare(string name, FeelType type)
    {
        var slot = Body.NewSlot();
        _variables[name] = (slot, type);
        return slot;
    }

    public bool TryGet(string name, out int slot, out FeelType type)
    {
        var found = _variables.TryGetValue(name, out var variable);
        (slot, type) = found ? variable : (0, FeelType.Any);
        return found;
    }
}

/// <summary>The item of a filter: its members are visible where it is a context.</summary>
internal sealed class ItemScope(NameScope outer, BodyLayout body, FeelType type) : NameScope(outer, body)
{
    public int Slot { get; } = body.NewSlot();

    public FeelType Type => type;
}

/// <summary>Where the variables of a whole expression come from: it gives out a slot for a name when the name is first used.</summary>
internal abstract class RootScope(BodyLayout body) : NameScope(null, body)
{
    private readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal);

    /// <summary>The names that were used, by slot.</summary>
    public IReadOnlyDictionary<string, int> Used => _slots;

    /// <summary>Whether a name that is not known is looked up at evaluation.</summary>
    public abstract bool IsOpen { get; }

    /// <summary>All known names.</summary>
    public abstract IEnumerable<string> Names { get; }

    /// <summary>The types of the known names.</summary>
    public abstract IEnumerable<FeelType> Types { get; }

    public abstract bool TryGetType(string name, out FeelType type);

    /// <summary>The type that an expression means by a name; <see langword="null"/> where there is none.</summary>
    public virtual FeelType? FindType(string name) => null;

    /// <summary>The names of the types that it finds besides FEEL's own.</summary>
    public virtual IEnumerable<string> TypeNames => [];

    public int SlotOf(string name)
    {
        if (!_slots.TryGetValue(name, out var slot))
        {
            _slots.Add(name, slot = Body.NewSlot());
        }

        return slot;
    }
}

using Xiezhi.Rules.Feel;
using Xiezhi.Rules.Feel.Compilation;

namespace Xiezhi.Rules.Dmn.Compilation;

/// <summary>What a name in an element's logic stands for.</summary>
internal enum RequirementKind
{
    Input,
    Decision,
    Knowledge,
}

/// <summary>What a name in an element's logic stands for, by its place among its kind.</summary>
internal readonly record struct Requirement(RequirementKind Kind, int Index, FeelType Type);

/// <summary>The names that an element's logic sees: those of what it requires, and no others.</summary>
internal sealed class RequirementScope(BodyLayout body, TypeTable types) : RootScope(body)
{
    private readonly Dictionary<string, Requirement> _requirements = new(StringComparer.Ordinal);

    public override bool IsOpen => false;

    public override IEnumerable<string> Names => _requirements.Keys;

    public override IEnumerable<FeelType> Types => _requirements.Values.Select(requirement => requirement.Type);

    public void Add(string name, Requirement requirement) => _requirements[name] = requirement;

    public Requirement this[string name] => _requirements[name];

    public override bool TryGetType(string name, out FeelType type)
    {
        var known = _requirements.TryGetValue(name, out var requirement);
        type = known ? requirement.Type : FeelType.Any;
        return known;
    }

    public override IEnumerable<string> TypeNames => types.Names;

    public override FeelType? FindType(string name) => types.Find(name);
}

using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Analysis.Cells;
using Xiezhi.Rules.Dmn;
using Xiezhi.Rules.Feel;
using Xiezhi.Rules.Feel.Syntax;

namespace Xiezhi.Rules.Analysis.Columns;

/// <summary>Where a column's value comes from.</summary>
/// <param name="Path">The name of the input, and the members that lead on from it; empty where the value is computed.</param>
/// <param name="Type">The type that is declared for it there; any where none is.</param>
/// <param name="IsGiven">Whether it is input data, and not what another decision makes.</param>
internal sealed record InputSource(ImmutableArray<string> Path, FeelType Type, bool IsGiven)
{
    public static InputSource Computed { get; } = new([], FeelType.Any, false);

    public bool CanBeSet => !Path.IsEmpty;

    /// <summary>The source of the value of <paramref name="expression"/>.</summary>
    public static InputSource Of(string expression, CellReader reader, DecisionModel? model)
    {
        var path = new Stack<string>();
        var node = reader.Expression(expression);
        while (node is PathNode step)
        {
            path.Push(step.Member);
            node = step.Source;
        }

        if (node is not NameNode root)
        {
            return Computed;
        }

        path.Push(root.Name);
        var names = path.ToImmutableArray();
        if (model is null)
        {
            return new InputSource(names, FeelType.Any, true);
        }

        if (model.Inputs.FirstOrDefault(input => input.Name == root.Name) is { } input)
        {
            return Member(input.Type, names) is { } type ? new InputSource(names, type, true) : Computed;
        }

        return names.Length == 1 && model.FindDecision(root.Name) is { } decision && decision.Name == root.Name ? new InputSource(names, decision.Type, false) : Computed;
    }

    /// <summary>The same input data with <paramref name="value"/> in this place.</summary>
    public ValueContext Set(ValueContext inputs, Value value, DecisionModel? model) =>
        inputs.With(Path[0], Put(inputs[Path[0]], model?.Inputs.FirstOrDefault(input => input.Name == Path[0])?.Type ?? FeelType.Any, 1, value));

    private Value Put(Value outer, FeelType type, int at, Value value)
    {
        if (at == Path.Length)
        {
            return value;
        }

        // A context must have all members of its type.
        var context = outer.AsContext ?? ValueContext.From(type.Members.Select(member => KeyValuePair.Create(member.Key, Value.Null)));
        return context.With(Path[at], Put(context[Path[at]], FeelTypes.Member(type.Members, Path[at]) ?? FeelType.Any, at + 1, value));
    }

    // The type at the end of the path; null where a step is not to a context's member, but to a date's year or the like.
    private static FeelType? Member(FeelType type, ImmutableArray<string> path)
    {
        for (var at = 1; at < path.Length && type.Kind != FeelTypeKind.Any; at++)
        {
            if (type.Kind != FeelTypeKind.Context || FeelTypes.Member(type.Members, path[at]) is not { } member)
            {
                return null;
            }

            type = member;
        }

        return type;
    }

    /// <summary>Whether setting one also sets the other.</summary>
    public bool Meets(InputSource other)
    {
        var common = Math.Min(Path.Length, other.Path.Length);
        return common > 0 && Path.AsSpan()[..common].SequenceEqual(other.Path.AsSpan()[..common]);
    }
}

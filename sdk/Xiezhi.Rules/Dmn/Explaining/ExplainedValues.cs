using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Evaluation;

namespace Xiezhi.Rules.Dmn.Explaining;

/// <summary>Values as an explanation keeps them: data only, and no larger than its limits.</summary>
internal sealed class ExplainedValues(ExplanationLimits limits)
{
    private const int MaxNesting = 16;
    private const string Ellipsis = "…";

    private long _left = limits.TotalCharacters;
    private int _items;
    private readonly SortedDictionary<string, int> _cuts = new(StringComparer.Ordinal);

    /// <summary>The limits at which the last value was cut.</summary>
    public IReadOnlyDictionary<string, int> Cuts => _cuts;

    /// <summary>The value, or as much of it as the limits allow; then <see cref="Cuts"/> names them.</summary>
    public Value Keep(Value value)
    {
        _items = limits.Items;
        _cuts.Clear();
        return Keep(value, 0);
    }

    private Value Keep(Value value, int depth)
    {
        if (_left <= 0 && value.Kind is not (ValueKind.Null or ValueKind.Boolean))
        {
            return Cut(nameof(ExplanationLimits.TotalCharacters), limits.TotalCharacters);
        }

        switch (value.Kind)
        {
            case ValueKind.String:
                return Text(value.AsString!);
            case ValueKind.List when depth < MaxNesting:
                return List(value.AsList!, depth);
            case ValueKind.Context when depth < MaxNesting:
                return Context(value.AsContext!, depth);
            case ValueKind.List or ValueKind.Context:
                return Cut("depth", MaxNesting);
            case ValueKind.Range:
                return Range(value.AsRange!);
            case ValueKind.Function:
                return Text("function(" + string.Join(", ", value.AsFunction!.Parameters) + ")");
            default:
                _left -= 16;
                return value;
        }
    }

    private Value Range(RangeValue range) => range.Start.Kind is ValueKind.List or ValueKind.Context || range.End.Kind is ValueKind.List or ValueKind.Context
        ? Cut("depth", MaxNesting)
        : Text(Value.From(range).ToString());

    private Value List(ValueList list, int depth)
    {
        var items = ImmutableArray.CreateBuilder<Value>();
        foreach (var item in list)
        {
            if (_items-- <= 0)
            {
                items.Add(Cut(nameof(ExplanationLimits.Items), limits.Items));
                break;
            }

            items.Add(Keep(item, depth + 1));
        }

        return new ValueList(items.ToImmutable());
    }

    private Value Context(ValueContext context, int depth)
    {
        var entries = new ValueContext.Builder();
        foreach (var (name, value) in context.Entries)
        {
            if (_items-- <= 0)
            {
                entries.Set(Ellipsis, Cut(nameof(ExplanationLimits.Items), limits.Items));
                break;
            }

            entries.Set(Text(name), Keep(value, depth + 1));
        }

        return entries.Build();
    }

    private string Text(string text)
    {
        if (text.Length > limits.Characters)
        {
            Cut(nameof(ExplanationLimits.Characters), limits.Characters);
            var end = Math.Max(limits.Characters, 0);
            end -= end > 0 && char.IsHighSurrogate(text[end - 1]) ? 1 : 0;
            text = text[..end] + Ellipsis;
        }

        _left -= text.Length + 4;
        return text;
    }

    private string Cut(string limit, int most)
    {
        _cuts[limit] = most;
        return Ellipsis;
    }
}

using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Feel;

namespace Xiezhi.Rules.Analysis.Cells;

/// <summary>The simple kinds of values, whose ranges and enumerations the analysis knows exactly.</summary>
internal static class ColumnKinds
{
    /// <summary>The kind of a type's values; <see langword="null"/> where they are of any kind, or lists, contexts, ranges or functions.</summary>
    public static ValueKind? Of(FeelType type) => type.Kind switch
    {
        FeelTypeKind.Boolean => ValueKind.Boolean,
        FeelTypeKind.Number => ValueKind.Number,
        FeelTypeKind.String => ValueKind.String,
        FeelTypeKind.Date => ValueKind.Date,
        FeelTypeKind.Time => ValueKind.Time,
        FeelTypeKind.DateAndTime => ValueKind.DateAndTime,
        FeelTypeKind.DaysAndTimeDuration => ValueKind.DaysAndTimeDuration,
        FeelTypeKind.YearsAndMonthsDuration => ValueKind.YearsAndMonthsDuration,
        _ => null,
    };

    /// <summary>The values that a constant compares with, one by one: the bounds of ranges, the items of a list.</summary>
    public static IEnumerable<Value> Parts(Value constant)
    {
        if (constant.AsList is { } list)
        {
            return list.Items.SelectMany(item => item.AsList is null ? Parts(item) : []);
        }

        return constant.AsRange is { } range ? new[] { range.Start, range.End }.Where(bound => !bound.IsNull) : [constant];
    }

    /// <summary>Whether the constant asks which value is more, and not only whether it is equal.</summary>
    public static bool Orders(Value constant) =>
        constant.AsRange is { } range ? !(range.IsUnary && range.StartIncluded && range.EndIncluded) : constant.AsList is { } list && list.Items.Any(Orders);

    /// <summary>Whether the constant asks for null itself.</summary>
    public static bool AsksForNull(Value constant) =>
        constant.IsNull || (constant.AsRange is { IsUnary: true, StartIncluded: true, EndIncluded: true, Start.IsNull: true })
        || (constant.AsList is { } list && list.Items.Any(item => item.AsList is null && AsksForNull(item)));
}

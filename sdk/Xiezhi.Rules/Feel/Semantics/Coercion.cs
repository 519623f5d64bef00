using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Evaluation;
using Xiezhi.Rules.Feel.Compilation;

namespace Xiezhi.Rules.Feel.Semantics;

/// <summary>Fits a value to a type, converting as FEEL does without being asked (DMN 1.5, 10.3.2.9.4).</summary>
internal static class Coercion
{
    /// <summary>The value as <paramref name="type"/> takes it; false when it does not belong there or is not allowed.</summary>
    public static bool TryConvert(FeelType type, Value value, EvaluationSession session, out Value converted)
    {
        converted = value;
        if (IsPlain(type, value))
        {
            return true;
        }

        if (FeelTypes.Has(type, value))
        {
            return IsAllowed(type, value, session);
        }

        if (value.AsList is { Count: 1 } single && type.Kind != FeelTypeKind.List && FeelTypes.Has(type, single[0]))
        {
            converted = single[0];
            return IsAllowed(type, converted, session);
        }

        if (type.Kind == FeelTypeKind.List && value.AsList is null && FeelTypes.Has(type.Element, value))
        {
            converted = Value.List(value);
            return IsAllowed(type, converted, session);
        }

        if (type.Kind == FeelTypeKind.DateAndTime && value.AsDate is not null)
        {
            converted = Value.From(Arithmetic.MomentOf(value));
            return IsAllowed(type, converted, session);
        }

        converted = Value.Null;
        return false;
    }

    /// <summary>Whether <paramref name="value"/> belongs to the type as it is, and nothing has to be run to know it.</summary>
    public static bool IsPlain(FeelType type, in Value value) =>
        type.AllowedTests is null && type.ConstraintTests is null && type.Narrows is null
        && type.Kind switch
        {
            FeelTypeKind.Any => true,
            FeelTypeKind.Number => value.IsNumber || value.IsNull,
            FeelTypeKind.String => value.IsString || value.IsNull,
            FeelTypeKind.Boolean => value.IsBoolean || value.IsNull,
            < FeelTypeKind.List => value.IsNull || FeelTypes.KindOf(value.Kind) == type.Kind,
            _ => false,
        };

    /// <summary>Whether <paramref name="value"/> belongs to the type as it is, whatever else is evaluated; false also where that can't be known now.</summary>
    public static bool Belongs(FeelType type, in Value value) =>
        IsPlain(type, value)
        || (IsKnown(type, 0) && TryConvert(type, value, new EvaluationSession(Folding.Options), out var converted) && converted.Kind == value.Kind && converted == value);

    /// <summary>Whether a value of that kind may belong to the type, as it is or converted.</summary>
    public static bool MayTake(FeelType type, ValueKind kind, int depth = 0) =>
        depth > 32 || type.Kind == FeelTypeKind.Any || FeelTypes.KindOf(kind) == type.Kind || (type.Kind == FeelTypeKind.DateAndTime && kind == ValueKind.Date)
        || kind == ValueKind.List || (type.Kind == FeelTypeKind.List && MayTake(type.Element, kind, depth + 1));

    // Whether all tests of the type and its parts are values and ranges.
    private static bool IsKnown(FeelType type, int depth) =>
        depth <= 16
        && type.AllowedTests is not { Pattern: null } && type.ConstraintTests is not { Pattern: null }
        && (type.Narrows is null || IsKnown(type.Narrows, depth + 1))
        && (type.Kind is not (FeelTypeKind.List or FeelTypeKind.Range) || IsKnown(type.Element, depth + 1))
        && type.Kind != FeelTypeKind.Function
        && type.Members.All(member => IsKnown(member.Value, depth + 1));

    /// <summary>Whether <paramref name="value"/>, which has the type, passes its allowed values and those of its parts. Null always does.</summary>
    public static bool IsAllowed(FeelType type, Value value, EvaluationSession session, int depth = 0)
    {
        if (value.IsNull || depth > 64)
        {
            return true;
        }

        if (type.ConstraintTests is { } constraint && !constraint.Pass(value, session))
        {
            return false;
        }

        if (type.Narrows is { } wider && !IsAllowed(wider, value, session, depth + 1))
        {
            return false;
        }

        if (type.Kind == FeelTypeKind.List)
        {
            // The allowed values of a collection are those of its items.
            if (type is { AllowedTests: null, Element: { Kind: not (FeelTypeKind.List or FeelTypeKind.Context), AllowedTests: null, Narrows: null } })
            {
                return true;
            }

            foreach (var item in value.AsList!)
            {
                if ((type.AllowedTests is { } tests && !tests.Pass(item, session)) || !IsAllowed(type.Element, item, session, depth + 1))
                {
                    return false;
                }
            }

            return true;
        }

        if (type.AllowedTests is { } allowed && !allowed.Pass(value, session))
        {
            return false;
        }

        if (type.Kind == FeelTypeKind.Context && value.AsContext is { } context)
        {
            foreach (var member in type.Members)
            {
                if (context.TryGet(member.Key, out var own) && !IsAllowed(member.Value, own, session, depth + 1))
                {
                    return false;
                }
            }
        }

        return true;
    }
}

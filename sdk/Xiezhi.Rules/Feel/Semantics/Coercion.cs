using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Evaluation;

namespace Xiezhi.Rules.Feel.Semantics;

/// <summary>Fits a value to a type, converting as FEEL does without being asked (DMN 1.5, 10.3.2.9.4).</summary>
internal static class Coercion
{
    /// <summary>The value as <paramref name="type"/> takes it; false when it does not belong there or is not allowed.</summary>
    public static bool TryConvert(FeelType type, Value value, EvaluationSession session, out Value converted)
    {
        converted = value;
        var isUnchecked = type.AllowedTests is null && type.ConstraintTests is null && type.Narrows is null;
        if (isUnchecked && (type.Kind == FeelTypeKind.Any || (type.Kind < FeelTypeKind.List && (value.IsNull || FeelTypes.KindOf(value.Kind) == type.Kind))))
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

using Xiezhi.Foundation.Values;
using static Xiezhi.Rules.Feel.Functions.Builtins;

namespace Xiezhi.Rules.Feel.Functions;

/// <summary>Negation and identity (DMN 1.5, 10.3.4.2 and 10.3.4.9).</summary>
internal static class BooleanFunctions
{
    public static BuiltinFunction[] All =>
    [
        Define("not", FeelType.Boolean, ("negand: any", call => call[0].IsBoolean ? !call[0].IsTrue : call.Fail("it is not a boolean"))),
        Define("is", FeelType.Boolean, ("value1: any, value2: any", call => Same(call[0], call[1]))),
    ];

    // The same in the semantic domain: equal in every part, offset and zone included.
    private static bool Same(Value left, Value right) => left == right;
}

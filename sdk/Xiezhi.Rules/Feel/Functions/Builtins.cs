using System.Collections.Frozen;
using Xiezhi.Rules.Feel.Syntax;

namespace Xiezhi.Rules.Feel.Functions;

/// <summary>The table of all functions that FEEL brings along (DMN 1.5, 10.3.4).</summary>
internal static class Builtins
{
    private static readonly FrozenDictionary<string, BuiltinFunction> ByName = new[]
    {
        ConversionFunctions.All,
        BooleanFunctions.All,
        StringFunctions.All,
        ListFunctions.All,
        NumericFunctions.All,
        TemporalFunctions.All,
        RangeFunctions.All,
        ContextFunctions.All,
    }
    .SelectMany(functions => functions)
    .ToFrozenDictionary(function => function.Name, StringComparer.Ordinal);

    public static IEnumerable<BuiltinFunction> All => ByName.Values;

    /// <summary>The names as the parser looks for them; never added to.</summary>
    public static KnownNames Names { get; } = MakeNames();

    public static BuiltinFunction? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>One function with one way to call it, or several: each a signature and what it does.</summary>
    public static BuiltinFunction Define(string name, FeelType returns, params ReadOnlySpan<(string Signature, BuiltinBody Body)> overloads) =>
        Define(name, returns, isPure: true, overloads);

    public static BuiltinFunction Define(string name, FeelType returns, bool isPure, params ReadOnlySpan<(string Signature, BuiltinBody Body)> overloads)
    {
        var all = new Overload[overloads.Length];
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = new Overload(BuiltinParameter.Parse(overloads[i].Signature), overloads[i].Body);
        }

        return new BuiltinFunction(name, isPure, returns, [.. all]);
    }

    private static KnownNames MakeNames()
    {
        var names = new KnownNames(null);
        foreach (var name in ByName.Keys)
        {
            names.Add(name);
        }

        return names;
    }
}

using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Xiezhi.Testing.Scenarios.Commands;

/// <summary>Makes an <see cref="ImmutableArray{T}"/> of a type that is known only when it is read.</summary>
internal static class ArrayMaking
{
    private static readonly MethodInfo Making = typeof(ArrayMaking).GetMethod(nameof(Make), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static object Of(Type item, IReadOnlyList<object?> items) => Making.MakeGenericMethod(item).Invoke(null, [items])!;

    private static ImmutableArray<T> Make<T>(IReadOnlyList<object?> items) =>
        ImmutableCollectionsMarshal.AsImmutableArray(items.Select(item => (T)item!).ToArray());
}

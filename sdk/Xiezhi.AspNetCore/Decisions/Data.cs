using System.Collections.Immutable;
using Xiezhi.Foundation.Values;

namespace Xiezhi.AspNetCore.Decisions;

/// <summary>Values as data: ranges and functions, which are none, as their text.</summary>
internal static class Data
{
    public static bool Is(Value value) => value.Kind switch
    {
        ValueKind.Range or ValueKind.Function => false,
        ValueKind.List => value.AsList!.Items.All(Is),
        ValueKind.Context => value.AsContext!.Entries.All(entry => Is(entry.Value)),
        _ => true,
    };

    public static Value From(Value value) => value.Kind switch
    {
        ValueKind.Range or ValueKind.Function => value.ToString(),
        ValueKind.List when !Is(value) => new ValueList([.. value.AsList!.Items.Select(From)]),
        ValueKind.Context when !Is(value) => ValueContext.From(value.AsContext!.Entries.Select(entry => KeyValuePair.Create(entry.Key, From(entry.Value)))),
        _ => value,
    };
}

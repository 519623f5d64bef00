using Xiezhi.Foundation.Values;

namespace Xiezhi.Workflow.Execution;

/// <summary>Which values can be variables: those that can be written down and read back.</summary>
internal static class StoredData
{
    internal static bool Fits(Value value) => value.Kind switch
    {
        ValueKind.Range or ValueKind.Function => false,
        ValueKind.List => value.AsList!.Items.All(Fits),
        ValueKind.Context => FirstMisfit(value.AsContext!) is null,
        _ => true,
    };

    /// <summary>The name of the first entry that can't be stored, or <see langword="null"/>.</summary>
    internal static string? FirstMisfit(ValueContext values)
    {
        foreach (var (name, value) in values.Entries)
        {
            if (!Fits(value))
            {
                return name;
            }
        }

        return null;
    }
}

using Xiezhi.Foundation.Values;

namespace Xiezhi.Workflow.Execution;

/// <summary>Which values can be variables: those that can be written down and read back.</summary>
internal static class StoredData
{
    // Whoever reads the log bounds how deep it is nested, at 128, and a case with a deeper event could never be opened again. A context may take two
    // levels as JSON; what is left is for what is around a variable: the event, the message that carries it, the digest of messages.
    private const int Deepest = 50;

    internal static bool Fits(Value value) => value.Kind switch
    {
        ValueKind.Range or ValueKind.Function => false,
        ValueKind.List => value.AsList!.Nesting <= Deepest && value.AsList!.Items.All(Fits),
        ValueKind.Context => value.AsContext!.Nesting <= Deepest && FirstMisfit(value.AsContext!) is null,
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

using System.Collections.Immutable;

namespace Xiezhi.Foundation.Values;

/// <summary>A function of the expression language, as a value. It is not data: it can't be stored or written as JSON.</summary>
/// <remarks>Equal only to itself. The expression engine derives from it and is the only one that can call it.</remarks>
public abstract class FunctionValue : ValuePayload
{
    /// <summary>A function with named parameters.</summary>
    protected FunctionValue(ImmutableArray<string> parameters) => Parameters = parameters.IsDefault ? [] : parameters;

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Function;

    /// <summary>The names of the parameters, in order.</summary>
    public ImmutableArray<string> Parameters { get; }

    /// <inheritdoc/>
    public override string ToString() => "function(" + string.Join(", ", Parameters) + ")";
}

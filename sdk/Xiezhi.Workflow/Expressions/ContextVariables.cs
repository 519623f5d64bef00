using Xiezhi.Foundation.Values;

namespace Xiezhi.Workflow.Expressions;

/// <summary>The entries of a context as variables.</summary>
/// <param name="Context">The entries.</param>
public sealed record ContextVariables(ValueContext Context) : IVariables
{
    /// <summary>No variables.</summary>
    public static ContextVariables None { get; } = new(ValueContext.Empty);

    /// <inheritdoc/>
    public IEnumerable<string> Names => Context.Names;

    /// <inheritdoc/>
    public bool TryGet(string name, out Value value) => Context.TryGet(name, out value);
}

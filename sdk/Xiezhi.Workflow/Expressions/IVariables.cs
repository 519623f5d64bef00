using Xiezhi.Foundation.Values;

namespace Xiezhi.Workflow.Expressions;

/// <summary>The variables that an expression sees: those of the element's own scope, then outward to those of the process.</summary>
public interface IVariables
{
    /// <summary>The visible names, each once, the innermost scope first.</summary>
    IEnumerable<string> Names { get; }

    /// <summary>Looks a name up, innermost scope first.</summary>
    /// <returns>Whether a variable of that name is visible; its value may still be null.</returns>
    bool TryGet(string name, out Value value);
}

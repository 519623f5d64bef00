using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Xiezhi.Runtime;
using Xiezhi.Runtime.Assignment;

namespace Xiezhi.Assignment;

/// <summary>Assigns tasks by the solvers of OR-Tools.</summary>
public static class XiezhiAssignment
{
    /// <summary>Assigns tasks by a minimum-cost flow of OR-Tools, whenever <see cref="AssignmentWork"/> runs. An application's own solver that was registered before stays.</summary>
    /// <param name="builder">The engine's registration.</param>
    public static XiezhiBuilder UseOrTools(this XiezhiBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<IAssignmentSolver>(_ => new MinimumCostFlowSolver());
        return builder;
    }
}

using Xiezhi.Rules.Dmn;
using Xiezhi.Workflow.Compilation;

namespace Xiezhi.Governance.Packages;

/// <summary>Watches what cases of a package do while it is tried out. It can't change anything.</summary>
/// <remarks>Called on the thread of the step, in the middle of it.</remarks>
public interface IPackageObserver
{
    /// <summary>A token took a sequence flow of the procedure.</summary>
    void FlowTaken(FlowDefinition flow);

    /// <summary>A decision was made for a task of the procedure; with its explanation.</summary>
    void Decided(DecisionResult result);
}

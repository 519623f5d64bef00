using Xiezhi.Governance.Handling.Assignment;

namespace Xiezhi.Runtime.Assignment;

/// <summary>Finds out who is to do which task.</summary>
/// <remarks>A port that a project with a solver fills. Implementations are safe to use from several threads at once, and answer the same problem alike.</remarks>
public interface IAssignmentSolver
{
    /// <summary>The best answer, as <see cref="AssignmentProblem"/> says which is; made by <see cref="AssignmentProblem.Answer"/>.</summary>
    AssignmentSolution Solve(AssignmentProblem problem);
}

using Xiezhi.Foundation.Values;

namespace Xiezhi.Workflow.States;

/// <summary>An activity that was completed and can be undone, as long as the scope around it lives.</summary>
/// <param name="Id">Given when it was completed, so that the order of ids is the order of completion.</param>
/// <param name="Element">The activity's id in the model.</param>
/// <param name="Scope">The element instance around it, which may itself be one that was completed.</param>
/// <param name="Instance">The element instance that it was, by which what is inside knows it; 0 for one that never stayed.</param>
/// <param name="Variables">The variables that were local to it when it was completed.</param>
/// <param name="TakenBy">The element instance that undoes it; 0 as long as nothing does.</param>
public sealed record CompensableActivity(int Id, string Element, int Scope, int Instance, ValueContext Variables, int TakenBy) : IStateEntry;

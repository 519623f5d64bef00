using System.Collections.Immutable;
using Xiezhi.Governance.Texts;

namespace Xiezhi.Governance.Handling.Returns;

/// <summary>A reason that a return (退单) or a rework (重办) may have.</summary>
/// <param name="Id">Its id, which the completed task names.</param>
/// <param name="Title">What people read.</param>
/// <param name="Misdirected">Whether it says that the case went to the wrong party, so that it counts as evidence of a wrong dispatch (错位).</param>
public sealed record HandlingReason(string Id, LocalizedText Title, bool Misdirected);

/// <summary>Why something was done: a word from the list, and what the party wrote.</summary>
/// <param name="Variable">The variable of the completed task that holds the id of a reason.</param>
/// <param name="ExplanationVariable">The variable that holds what the party wrote.</param>
/// <param name="Reasons">The reasons that there are.</param>
public sealed record ReasonRequirement(string Variable, string ExplanationVariable, ImmutableArray<HandlingReason> Reasons)
{
    /// <summary>The reason with an id, or <see langword="null"/>.</summary>
    public HandlingReason? Find(string? id) => Reasons.FirstOrDefault(reason => reason.Id == id);
}

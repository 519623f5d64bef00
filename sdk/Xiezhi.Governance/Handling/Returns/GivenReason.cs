using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;

namespace Xiezhi.Governance.Handling.Returns;

/// <summary>The reason and the explanation that a completed task gives.</summary>
internal static class GivenReason
{
    /// <summary>What is missing, or <see langword="null"/> where all is there.</summary>
    public static Diagnostic? Missing(ReasonRequirement required, ValueContext given)
    {
        var known = required.Reasons.Select(reason => reason.Id);
        if (given[required.Variable].AsString is not { Length: > 0 } id)
        {
            return ReturnCodes.ReasonMissing.At(Location.None, required.Variable, string.Join(", ", known));
        }

        if (required.Find(id) is null)
        {
            return ReturnCodes.UnknownReason.At(Location.None, id, Nearest.To(id, known) ?? "", string.Join(", ", known));
        }

        return string.IsNullOrWhiteSpace(given[required.ExplanationVariable].AsString)
            ? ReturnCodes.ExplanationMissing.At(Location.None, required.ExplanationVariable)
            : null;
    }
}

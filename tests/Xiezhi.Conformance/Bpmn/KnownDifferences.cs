using System.Collections.Frozen;

namespace Xiezhi.Conformance.Bpmn;

/// <summary>Where the engine differs from the simulator on purpose: the model, and why, with the clause of the specification (OMG formal/2013-12-09).</summary>
internal static class KnownDifferences
{
    public static readonly FrozenDictionary<string, string> Reasons = new Dictionary<string, string>
    {
    }.ToFrozenDictionary(StringComparer.Ordinal);
}

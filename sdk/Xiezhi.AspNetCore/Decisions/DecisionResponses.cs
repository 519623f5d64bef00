using System.Collections.Immutable;
using Xiezhi.AspNetCore.Problems;
using Xiezhi.Foundation.Values;

namespace Xiezhi.AspNetCore.Decisions;

/// <summary>A decision to make.</summary>
/// <param name="Package">The name of the package, for the version in force now, or a package's id.</param>
/// <param name="Inputs">The input data by name.</param>
public sealed record DecideRequest(string Package, ValueContext? Inputs = null)
{
    /// <summary>Whether the explanation also tells, for each rule that did not match, the first cell that refused.</summary>
    public bool Refusals { get; init; }
}

/// <summary>What was decided.</summary>
/// <param name="PackageId">The version of policy that decided.</param>
/// <param name="Value">The decision's value.</param>
/// <param name="Explanation">What it came from.</param>
/// <param name="Diagnostics">What was wrong on the way; usually nothing.</param>
public sealed record DecisionResponse(string PackageId, Value Value, ExplanationResponse? Explanation, ImmutableArray<DiagnosticResponse> Diagnostics);

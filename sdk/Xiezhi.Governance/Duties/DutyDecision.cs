using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Matters;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.Parties;
using Xiezhi.Rules.Dmn;

namespace Xiezhi.Governance.Duties;

/// <summary>Asks the duty list of a package.</summary>
/// <remarks>Pure and thread-safe.</remarks>
public static class DutyDecision
{
    /// <summary>Who has which duty for a matter in a territory.</summary>
    /// <param name="package">The package.</param>
    /// <param name="matter">The id of the matter.</param>
    /// <param name="territory">The code of the territory.</param>
    /// <param name="inputs">What else the decision is told, by the names of its input data.</param>
    /// <param name="now">The time, for decisions that ask for it.</param>
    /// <returns>The assignment with its rules, and what was wrong; nobody where the package names no duty list.</returns>
    public static (DutyAssignment Assignment, ImmutableArray<Diagnostic> Diagnostics) Of(
        GovernancePackage package, string? matter, string? territory, ValueContext inputs, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(inputs);
        if (package.Duties is not { } list)
        {
            return (DutyAssignment.None, []);
        }

        var result = package.Decisions.Explain(list.Decision, inputs.With(Known(package, matter, territory)), now)
            ?? new DecisionResult(Value.Null, [GovernanceCodes.UnknownDecision.At(Location.None, list.Decision)], null);
        package.Observer?.Decided(result);
        return (DutyResult.Read(result.Value, DutyResult.Rules(result.Explanation)), result.Diagnostics);
    }

    /// <summary>What a duty decision is told of a matter and a territory: their ids, the ids of all above them, and the organisation.</summary>
    internal static ValueContext Known(GovernancePackage package, string? matter, string? territory) => ValueContext.Of(
        (DutyNames.Matter, matter),
        (DutyNames.Territory, territory),
        (DutyNames.MatterPath, Path(package.Matters, matter)),
        (DutyNames.TerritoryPath, Path(package.Organization, territory)),
        (DutyNames.Organization, package.Organization.AsValue));

    internal static Value Path(MatterCatalogue matters, string? matter) =>
        new ValueList([.. matters.PathOf(matter).Select(found => Value.From(found.Id))]);

    internal static Value Path(Organization organization, string? territory) =>
        new ValueList([.. organization.PathOf(territory).Select(found => Value.From(found.Code))]);
}

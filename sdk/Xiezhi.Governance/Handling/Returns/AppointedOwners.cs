using System.Collections.Immutable;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Packages;

namespace Xiezhi.Governance.Handling.Returns;

/// <summary>Tasks of a lead that the arbiter replaced: they belong to the arbiter, or to whom the arbiter appointed.</summary>
internal static class AppointedOwners
{
    /// <summary>The owners of a task with whoever stands in for the lead in the lead's place.</summary>
    public static ImmutableArray<string> Of(GovernancePackage package, CaseState state, ImmutableArray<string> owners)
    {
        if (state.Arbitration.Holder is not var (holder, _) || owners.Contains(holder))
        {
            return owners;
        }

        // The package may name another lead by now than the one that was replaced: that one is replaced as well.
        var replaced = state.Arbitration.Instead.Items.Concat(FactKeeping.LeadsOf(package, state)).Except([holder]).ToHashSet(StringComparer.Ordinal);
        return owners.Any(replaced.Contains) ? [.. owners.Where(owner => !replaced.Contains(owner)).Append(holder)] : owners;
    }
}

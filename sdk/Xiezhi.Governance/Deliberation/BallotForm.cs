using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Governance.Deliberation;

/// <summary>Whether a ballot has the form that its method asks for.</summary>
internal static class BallotForm
{
    public static Diagnostic? Problem(VotingMethod method, ImmutableArray<string> options, ImmutableArray<ImmutableArray<string>> preferences, string reasons)
    {
        if (preferences.IsEmpty)
        {
            return null;
        }

        if (preferences.Any(group => group.IsDefaultOrEmpty))
        {
            return Wrong(method);
        }

        var named = preferences.SelectMany(group => group).ToList();
        if (named.FirstOrDefault(option => !options.Contains(option)) is { } unknown)
        {
            return GovernanceCodes.NoSuchOption.At(Location.None, unknown, string.Join(", ", options));
        }

        var fits = method switch
        {
            VotingMethod.RankedPairs => true,
            VotingMethod.Approval => preferences.Length == 1,
            _ => named.Count == 1,
        };
        if (!fits || named.Distinct(StringComparer.Ordinal).Count() < named.Count)
        {
            return Wrong(method);
        }

        return method == VotingMethod.Consent && named[0] == BallotCount.Objects && string.IsNullOrWhiteSpace(reasons)
            ? GovernanceCodes.ReasonsNeeded.At(Location.None)
            : null;
    }

    private static Diagnostic Wrong(VotingMethod method) => GovernanceCodes.WrongBallot.At(Location.None, method switch
    {
        VotingMethod.Approval => "[[\"A\", \"B\"]]",
        VotingMethod.RankedPairs => "[[\"A\"], [\"B\", \"C\"]]",
        _ => "[[\"A\"]]",
    });
}

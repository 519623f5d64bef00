using System.Collections.Immutable;

namespace Xiezhi.Governance.Deliberation;

/// <summary>
/// Tideman's ranked pairs: the clearest majority of one option over another is locked in first, and a later one that would contradict those
/// before, by closing a circle, is passed over. Who is then beaten by nobody wins.
/// </summary>
/// <remarks>
/// The clearest majority is that with the largest margin; of equal ones that with fewer against it. Majorities that are alike in both are locked
/// in together, each unless it contradicts those before it or, with the others alike, closes a circle: so that no option gains by its place in
/// the list. Options that nothing tells apart all win, and the rule for ties is asked.
/// </remarks>
internal static class RankedPairs
{
    public static ImmutableArray<PairVotes> Pairs(ImmutableArray<string> options, IReadOnlyCollection<Ballot> ballots)
    {
        var pairs = ImmutableArray.CreateBuilder<PairVotes>(options.Length * (options.Length - 1));
        foreach (var option in options)
        {
            foreach (var other in options)
            {
                if (option != other)
                {
                    pairs.Add(new PairVotes(option, other, ballots.Count(ballot => ballot.RankOf(option) < ballot.RankOf(other))));
                }
            }
        }

        return pairs.ToImmutable();
    }

    public static ImmutableArray<string> Winners(ImmutableArray<string> options, ImmutableArray<PairVotes> pairs)
    {
        var against = pairs.ToDictionary(pair => (pair.Option, pair.Over), pair => pair.Votes);
        var majorities = pairs
            .Where(pair => pair.Votes > against[(pair.Over, pair.Option)])
            .GroupBy(pair => (Margin: pair.Votes - against[(pair.Over, pair.Option)], Against: against[(pair.Over, pair.Option)]))
            .OrderByDescending(group => group.Key.Margin).ThenBy(group => group.Key.Against);
        var locked = new HashSet<(string Option, string Over)>();
        foreach (var alike in majorities)
        {
            var possible = alike.Select(pair => (pair.Option, pair.Over)).Where(pair => !Reaches(locked, pair.Over, pair.Option)).ToList();
            var together = new HashSet<(string Option, string Over)>(locked);
            together.UnionWith(possible);
            locked.UnionWith(possible.Where(pair => !Reaches(together, pair.Over, pair.Option)));
        }

        return [.. options.Where(option => !locked.Any(pair => pair.Over == option))];
    }

    private static bool Reaches(HashSet<(string Option, string Over)> locked, string from, string to)
    {
        var waiting = new Stack<string>([from]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (waiting.TryPop(out var option))
        {
            if (option == to)
            {
                return true;
            }

            if (seen.Add(option))
            {
                foreach (var pair in locked.Where(pair => pair.Option == option))
                {
                    waiting.Push(pair.Over);
                }
            }
        }

        return false;
    }
}

using System.Collections.Immutable;
using Xiezhi.Governance.Cases;

namespace Xiezhi.Governance.Duties.Dispatch;

/// <summary>Finds, from many cases, duties that the list gives to the wrong party (错位), and proposes what to change.</summary>
/// <remarks>Pure and thread-safe. A proposal is for a person to look at; nothing is changed by it.</remarks>
public static class WrongDispatches
{
    // The 97.5 % point of the normal distribution, for an interval of 95 %.
    private const double Quantile = 1.959963984540054;

    /// <summary>Proposes changes of the duty list, the surest first.</summary>
    /// <param name="histories">How cases found who leads them; each case once.</param>
    /// <param name="options">What it takes to propose a change.</param>
    public static ImmutableArray<DutyChangeProposal> Find(IEnumerable<DispatchHistory> histories, WrongDispatchOptions options)
    {
        ArgumentNullException.ThrowIfNull(histories);
        ArgumentNullException.ThrowIfNull(options);
        var proposals = ImmutableArray.CreateBuilder<DutyChangeProposal>();
        foreach (var dispatched in histories.GroupBy(history => (Rules: string.Join("; ", history.Rules), history.Matter, history.FirstLead)))
        {
            var all = dispatched.ToList();

            // Where only the backstop took it after the return, nobody has shown that the duty is theirs.
            var elsewhere = all.Where(history => history.ReturnedBy.Contains(history.FirstLead) && history.LastIsClear
                && history.LastLead is { } last && last != history.FirstLead && !history.ReturnedBy.Contains(last));
            foreach (var moved in elsewhere.GroupBy(history => history.LastLead!, StringComparer.Ordinal))
            {
                var evidence = moved.ToList();
                var confidence = LowerBound(evidence.Count, all.Count);
                if (evidence.Count >= options.MinimumCases && confidence >= options.MinimumConfidence)
                {
                    proposals.Add(new DutyChangeProposal(
                        all[0].Rules,
                        dispatched.Key.Matter,
                        [.. evidence.Select(history => history.Territory).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
                        dispatched.Key.FirstLead,
                        moved.Key,
                        [.. evidence.Select(history => history.Case).OrderBy(id => id.ToString(), StringComparer.Ordinal)],
                        all.Count,
                        confidence)
                    {
                        Reasons = evidence.SelectMany(history => history.Reasons).CountBy(reason => reason).ToImmutableSortedDictionary(StringComparer.Ordinal),
                    });
                }
            }
        }

        return
        [
            .. proposals.OrderByDescending(proposal => proposal.Confidence).ThenByDescending(proposal => proposal.Evidence.Length)
                .ThenBy(proposal => proposal.Matter, StringComparer.Ordinal).ThenBy(proposal => proposal.From, StringComparer.Ordinal)
                .ThenBy(proposal => proposal.To, StringComparer.Ordinal),
        ];
    }

    /// <summary>The lower end of Wilson's 95 % interval of a share: few cases prove little, however many of them went wrong.</summary>
    /// <remarks>E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927), 209–212.</remarks>
    private static double LowerBound(int hits, int of)
    {
        var (n, share, square) = ((double)of, (double)hits / of, Quantile * Quantile);
        var center = share + (square / (2 * n));
        var spread = Quantile * Math.Sqrt(((share * (1 - share)) + (square / (4 * n))) / n);
        return Math.Max(0, (center - spread) / (1 + (square / n)));
    }
}

/// <summary>What it takes to propose a change of the duty list.</summary>
public sealed record WrongDispatchOptions
{
    /// <summary>The fewest cases that must have gone from the one party to the other. Default: 3.</summary>
    public int MinimumCases { get; init; } = 3;

    /// <summary>The lowest share, from 0 to 1, of a rule's cases that went there, as can be said with 97.5 % certainty. Default: 0.3.</summary>
    public double MinimumConfidence { get; init; } = 0.3;

    /// <summary>The defaults.</summary>
    public static WrongDispatchOptions Default { get; } = new();
}

/// <summary>A proposed change of the duty list: what these rules give to one party for a matter, another party does in the end.</summary>
/// <param name="Rules">The rules that named the first lead; empty where the package has no duty list.</param>
/// <param name="Matter">The matter.</param>
/// <param name="Territories">The territories of the cases that it rests on.</param>
/// <param name="From">The party that the rules name, and that returned the cases.</param>
/// <param name="To">The party that a duty or an arbiter named then, and that kept them.</param>
/// <param name="Evidence">These cases.</param>
/// <param name="Dispatched">How many cases of the matter the same rules gave to <paramref name="From"/>, returned or not.</param>
/// <param name="Confidence">The lower end of the 95 % interval of the share that went to <paramref name="To"/>, from 0 to 1.</param>
public sealed record DutyChangeProposal(
    ImmutableArray<MatchedRule> Rules,
    string? Matter,
    ImmutableArray<string> Territories,
    string From,
    string To,
    ImmutableArray<CaseId> Evidence,
    int Dispatched,
    double Confidence)
{
    /// <summary>How often each reason was given by those who returned these cases.</summary>
    public ImmutableSortedDictionary<string, int> Reasons { get; init; } = ImmutableSortedDictionary<string, int>.Empty;
}

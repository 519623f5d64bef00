using System.Collections.Immutable;

namespace Xiezhi.Governance.Deliberation;

/// <summary>How many votes, or how much weight, an option has.</summary>
public sealed record OptionVotes(string Option, decimal Votes);

/// <summary>How many prefer one option to another.</summary>
public sealed record PairVotes(string Option, string Over, decimal Votes);

/// <summary>What a count came to, with the figures that show it.</summary>
/// <param name="Outcome">Whether something was decided.</param>
/// <param name="Winner">On what; <see langword="null"/> where nothing was.</param>
/// <param name="Votes">The votes of each option, in the options' order: those cast for it, its approvals, or its first places.</param>
/// <param name="Pairs">For ranked pairs, how many prefer each option to each other one.</param>
/// <param name="Tied">The options that came out alike, where a rule for ties was asked; empty elsewhere.</param>
public sealed record CountResult(
    CountOutcome Outcome, string? Winner, ImmutableArray<OptionVotes> Votes, ImmutableArray<PairVotes> Pairs, ImmutableArray<string> Tied);

/// <summary>What is counted, and by which rules.</summary>
public sealed record BallotCount
{
    /// <summary>The option of <see cref="VotingMethod.Consent"/> that adopts.</summary>
    public const string Consents = "consent";

    /// <summary>The option of <see cref="VotingMethod.Consent"/> that prevents.</summary>
    public const string Objects = "object";

    /// <summary>How ballots become a decision.</summary>
    public required VotingMethod Method { get; init; }

    /// <summary>What can be chosen, in order.</summary>
    public required ImmutableArray<string> Options { get; init; }

    /// <summary>What happens when options come out alike.</summary>
    public TieRule Tie { get; init; } = TieRule.StatusQuo;

    /// <summary>Whose ballot decides under <see cref="TieRule.Chair"/>.</summary>
    public string? Chair { get; init; }

    /// <summary>Which of the tied options <see cref="TieRule.Lot"/> draws: any number, taken modulo how many there are.</summary>
    public ulong Lot { get; init; }

    /// <summary>The weight of each participant, for <see cref="VotingMethod.Weighted"/>; one where it is not named.</summary>
    public ImmutableDictionary<string, decimal> Weights { get; init; } = ImmutableDictionary<string, decimal>.Empty;

    /// <summary>Counts <paramref name="ballots"/>. A function of them, whatever their order.</summary>
    public CountResult Of(IReadOnlyCollection<Ballot> ballots)
    {
        ArgumentNullException.ThrowIfNull(ballots);
        return Method switch
        {
            VotingMethod.Consent => Consent(ballots),
            VotingMethod.Majority or VotingMethod.Weighted => Share(ballots, (votes, cast) => 2 * votes > cast),
            VotingMethod.TwoThirds => Share(ballots, (votes, cast) => 3 * votes >= 2 * cast),
            VotingMethod.Approval => Approval(ballots),
            _ => Ranked(ballots),
        };
    }

    private CountResult Consent(IReadOnlyCollection<Ballot> ballots)
    {
        var votes = Count(ballots);
        var (consents, objects) = (votes[0].Votes, votes[1].Votes);
        return objects == 0 && consents > 0
            ? new CountResult(CountOutcome.Decided, Consents, votes, [], [])
            : new CountResult(CountOutcome.Undecided, null, votes, [], []);
    }

    private CountResult Share(IReadOnlyCollection<Ballot> ballots, Func<decimal, decimal, bool> reaches)
    {
        var votes = Count(ballots);
        var cast = votes.Sum(option => option.Votes);
        if (cast > 0 && votes.FirstOrDefault(option => reaches(option.Votes, cast)) is { } winner)
        {
            return new CountResult(CountOutcome.Decided, winner.Option, votes, [], []);
        }

        // Two that have half each came out alike; of several that all fell short none is nearer to a decision.
        var halves = Method == VotingMethod.TwoThirds ? [] : votes.Where(option => cast > 0 && 2 * option.Votes == cast).Select(option => option.Option).ToImmutableArray();
        return halves.Length == 2 ? Resolve(halves, ballots, votes, []) : new CountResult(CountOutcome.Undecided, null, votes, [], []);
    }

    private CountResult Approval(IReadOnlyCollection<Ballot> ballots)
    {
        var votes = Options
            .Select(option => new OptionVotes(option, ballots.Where(ballot => ballot.RankOf(option) < int.MaxValue).Sum(WeightOf)))
            .ToImmutableArray();
        var most = votes.Select(option => option.Votes).DefaultIfEmpty().Max();
        var first = votes.Where(option => option.Votes == most).Select(option => option.Option).ToImmutableArray();
        return most == 0 ? new CountResult(CountOutcome.Undecided, null, votes, [], [])
            : first.Length == 1 ? new CountResult(CountOutcome.Decided, first[0], votes, [], [])
            : Resolve(first, ballots, votes, []);
    }

    private CountResult Ranked(IReadOnlyCollection<Ballot> ballots)
    {
        var votes = Count(ballots);
        var pairs = RankedPairs.Pairs(Options, ballots);
        if (ballots.All(ballot => ballot.Abstains))
        {
            return new CountResult(CountOutcome.Undecided, null, votes, pairs, []);
        }

        var first = RankedPairs.Winners(Options, pairs);
        return first.Length == 1
            ? new CountResult(CountOutcome.Decided, first[0], votes, pairs, [])
            : Resolve(first, ballots, votes, pairs);
    }

    private CountResult Resolve(ImmutableArray<string> tied, IReadOnlyCollection<Ballot> ballots, ImmutableArray<OptionVotes> votes, ImmutableArray<PairVotes> pairs)
    {
        var winner = Tie switch
        {
            TieRule.Chair => ChairsChoice(tied, ballots),
            TieRule.Order => tied[0],
            TieRule.Lot => tied[(int)(Lot % (ulong)tied.Length)],
            _ => null,
        };
        return new CountResult(winner is null ? CountOutcome.Tied : CountOutcome.Decided, winner, votes, pairs, tied);
    }

    private string? ChairsChoice(ImmutableArray<string> tied, IReadOnlyCollection<Ballot> ballots)
    {
        if (ballots.FirstOrDefault(ballot => ballot.Participant == Chair) is not { Abstains: false } own)
        {
            return null;
        }

        var best = tied.Min(own.RankOf);
        return best < int.MaxValue && tied.Where(option => own.RankOf(option) == best).ToList() is [var only] ? only : null;
    }

    private ImmutableArray<OptionVotes> Count(IReadOnlyCollection<Ballot> ballots) =>
        [.. Options.Select(option => new OptionVotes(option, ballots.Where(ballot => ballot.Choice == option).Sum(WeightOf)))];

    private decimal WeightOf(Ballot ballot) =>
        Method == VotingMethod.Weighted ? Weights.GetValueOrDefault(ballot.Participant, 1) : 1;
}

using System.Collections.Immutable;
using CsCheck;
using Xiezhi.Governance.Deliberation;

namespace Xiezhi.Governance.Tests.Deliberation;

public sealed class BallotCountTests
{
    private static readonly ImmutableArray<string> YesNo = ["yes", "no"];
    private static readonly ImmutableArray<string> Abc = ["A", "B", "C"];

    // What one option, chosen by so many each, comes to.
    [Theory]
    [InlineData(VotingMethod.Majority, 3, 2, 0, CountOutcome.Decided, "yes")]
    [InlineData(VotingMethod.Majority, 1, 2, 0, CountOutcome.Decided, "no")]
    [InlineData(VotingMethod.Majority, 2, 2, 0, CountOutcome.Tied, null)]
    [InlineData(VotingMethod.Majority, 1, 0, 9, CountOutcome.Decided, "yes")]
    [InlineData(VotingMethod.Majority, 0, 0, 9, CountOutcome.Undecided, null)]
    [InlineData(VotingMethod.TwoThirds, 2, 1, 0, CountOutcome.Decided, "yes")]
    [InlineData(VotingMethod.TwoThirds, 66, 34, 0, CountOutcome.Undecided, null)]
    [InlineData(VotingMethod.TwoThirds, 67, 33, 0, CountOutcome.Decided, "yes")]
    [InlineData(VotingMethod.TwoThirds, 2, 2, 0, CountOutcome.Undecided, null)]
    [InlineData(VotingMethod.Approval, 3, 2, 1, CountOutcome.Decided, "yes")]
    public void So_many_votes_come_to_this(VotingMethod method, int yes, int no, int abstained, CountOutcome outcome, string? winner)
    {
        var count = new BallotCount { Method = method, Options = YesNo };

        var result = count.Of([.. Cast(yes, "yes"), .. Cast(no, "no"), .. Cast(abstained)]);

        Assert.Equal((outcome, winner), (result.Outcome, result.Winner));
    }

    [Theory]
    [InlineData(5, 0, 3, CountOutcome.Decided)]
    [InlineData(1, 0, 0, CountOutcome.Decided)]
    [InlineData(99, 1, 0, CountOutcome.Undecided)]
    [InlineData(0, 0, 5, CountOutcome.Undecided)]
    public void One_objection_prevents_consent(int consents, int objections, int abstained, CountOutcome outcome)
    {
        var count = new BallotCount { Method = VotingMethod.Consent, Options = ["consent", "object"] };

        Assert.Equal(outcome, count.Of([.. Cast(consents, "consent"), .. Cast(objections, "object"), .. Cast(abstained)]).Outcome);
    }

    [Fact]
    public void Of_several_options_that_all_fall_short_of_half_none_is_decided_on() =>
        Assert.Equal(CountOutcome.Undecided, new BallotCount { Method = VotingMethod.Majority, Options = Abc, Tie = TieRule.Order }
            .Of([.. Cast(2, "A"), .. Cast(2, "B"), .. Cast(1, "C")]).Outcome);

    [Fact]
    public void Weights_decide_where_votes_would_not()
    {
        var count = new BallotCount
        {
            Method = VotingMethod.Weighted,
            Options = YesNo,
            Weights = ImmutableDictionary<string, decimal>.Empty.Add("large", 2.5m).Add("small", 0.5m),
        };

        var result = count.Of([Vote("large", "yes"), Vote("small", "no"), Vote("other", "no")]);

        Assert.Equal(("yes", 2.5m, 1.5m), (result.Winner, result.Votes[0].Votes, result.Votes[1].Votes));
    }

    [Fact]
    public void The_option_that_most_approve_wins_though_another_is_first_for_many()
    {
        var result = new BallotCount { Method = VotingMethod.Approval, Options = Abc }
            .Of([Approve("1", "A"), Approve("2", "A", "B"), Approve("3", "B", "C"), Approve("4", "C", "B")]);

        Assert.Equal(("B", 2m, 3m, 2m), (result.Winner, result.Votes[0].Votes, result.Votes[1].Votes, result.Votes[2].Votes));
    }

    [Theory]
    [InlineData(TieRule.StatusQuo, CountOutcome.Tied, null)]
    [InlineData(TieRule.Order, CountOutcome.Decided, "yes")]
    [InlineData(TieRule.Chair, CountOutcome.Decided, "no")]
    [InlineData(TieRule.Lot, CountOutcome.Decided, "no")]
    public void A_tie_is_decided_as_the_rule_says(TieRule rule, CountOutcome outcome, string? winner)
    {
        var count = new BallotCount { Method = VotingMethod.Majority, Options = YesNo, Tie = rule, Chair = "chair", Lot = 7 };

        var result = count.Of([Vote("other", "yes"), Vote("chair", "no")]);

        Assert.Equal((outcome, winner), (result.Outcome, result.Winner));
        Assert.Equal(["yes", "no"], result.Tied);
    }

    [Fact]
    public void A_chair_who_abstained_leaves_a_tie_as_it_is() =>
        Assert.Equal(CountOutcome.Tied, new BallotCount { Method = VotingMethod.Majority, Options = YesNo, Tie = TieRule.Chair, Chair = "chair" }
            .Of([Vote("1", "yes"), Vote("2", "no"), new Ballot("chair", [], "")]).Outcome);

    // The example that textbooks use: the capital of Tennessee, by distance from 42, 26, 15 and 17 in a hundred voters.
    [Fact]
    public void Ranked_pairs_finds_the_option_that_beats_each_other()
    {
        var result = new BallotCount { Method = VotingMethod.RankedPairs, Options = ["Memphis", "Nashville", "Chattanooga", "Knoxville"] }.Of(
        [
            .. Rank(42, "Memphis", "Nashville", "Chattanooga", "Knoxville"),
            .. Rank(26, "Nashville", "Chattanooga", "Knoxville", "Memphis"),
            .. Rank(15, "Chattanooga", "Knoxville", "Nashville", "Memphis"),
            .. Rank(17, "Knoxville", "Chattanooga", "Nashville", "Memphis"),
        ]);

        Assert.Equal((CountOutcome.Decided, "Nashville"), (result.Outcome, result.Winner));
        Assert.Contains(new PairVotes("Nashville", "Memphis", 58), result.Pairs);
    }

    // A beats B by 5, B beats C by 3, C beats A by 1: the weakest closes the circle and is passed over.
    [Fact]
    public void The_weakest_majority_of_a_circle_is_passed_over()
    {
        var result = new BallotCount { Method = VotingMethod.RankedPairs, Options = ["C", "B", "A"] }.Of(
            [.. Rank(4, "A", "B", "C"), .. Rank(2, "B", "C", "A"), .. Rank(3, "C", "A", "B")]);

        Assert.Equal("A", result.Winner);
    }

    [Fact]
    public void Options_that_nothing_tells_apart_are_left_to_the_rule_for_ties()
    {
        var count = new BallotCount { Method = VotingMethod.RankedPairs, Options = Abc };

        var result = count.Of([.. Rank(1, "A", "B", "C"), .. Rank(1, "B", "C", "A"), .. Rank(1, "C", "A", "B")]);

        Assert.Equal(CountOutcome.Tied, result.Outcome);
        Assert.Equal(Abc, result.Tied);
        Assert.Equal("A", (count with { Tie = TieRule.Order }).Of([.. Rank(1, "A", "B", "C"), .. Rank(1, "B", "C", "A"), .. Rank(1, "C", "A", "B")]).Winner);
    }

    [Fact]
    public void The_order_of_the_ballots_changes_nothing() =>
        Gen.Select(Ballots, Method).Sample((ballots, method) =>
        {
            var count = new BallotCount { Method = method, Options = Abc, Tie = TieRule.Order };
            var (forwards, backwards) = (count.Of(ballots), count.Of([.. ballots.Reverse()]));
            return forwards.Winner == backwards.Winner && forwards.Outcome == backwards.Outcome && forwards.Votes.SequenceEqual(backwards.Votes);
        });

    [Fact]
    public void Who_beats_each_other_option_wins_by_ranked_pairs_and_who_loses_to_each_never_does() =>
        Ballots.Sample(ballots =>
        {
            var result = new BallotCount { Method = VotingMethod.RankedPairs, Options = Abc }.Of(ballots);
            bool Beats(string option, string other) => ballots.Count(ballot => ballot.RankOf(option) < ballot.RankOf(other)) > ballots.Count(ballot => ballot.RankOf(other) < ballot.RankOf(option));
            var best = Abc.FirstOrDefault(option => Abc.All(other => other == option || Beats(option, other)));
            var worst = Abc.FirstOrDefault(option => Abc.All(other => other == option || Beats(other, option)));
            return (best is null || result.Winner == best) && (worst is null || (result.Winner != worst && !result.Tied.Contains(worst)));
        });

    [Fact]
    public void Renaming_the_options_renames_the_winner() =>
        Gen.Select(Ballots, Method.Where(method => method != VotingMethod.Consent)).Sample((ballots, method) =>
        {
            string Renamed(string option) => option switch { "A" => "C", "C" => "B", _ => "A" };
            var renamed = ballots.Select(ballot => ballot with { Preferences = [.. ballot.Preferences.Select(group => group.Select(Renamed).ToImmutableArray())] }).ToArray();
            var count = new BallotCount { Method = method, Options = Abc };
            return count.Of(ballots).Winner is { } winner ? count.Of(renamed).Winner == Renamed(winner) : count.Of(renamed).Winner is null;
        });

    private static Gen<VotingMethod> Method => Gen.Enum<VotingMethod>().Where(method => method != VotingMethod.Consent);

    private static Gen<Ballot[]> Ballots =>
        Gen.Select(Gen.Shuffle(new[] { "A", "B", "C" }), Gen.Int[0, 3], Gen.Bool, (order, named, together) => (order, named, together)).Array[0, 7]
            .Select(drawn => drawn.Select((ballot, index) =>
            {
                var options = ballot.order.Take(ballot.named).ToArray();
                ImmutableArray<ImmutableArray<string>> preferences = ballot.together && options.Length > 1
                    ? [[.. options[..2]], .. options[2..].Select(option => ImmutableArray.Create(option))]
                    : [.. options.Select(option => ImmutableArray.Create(option))];
                return new Ballot(index.ToString(System.Globalization.CultureInfo.InvariantCulture), preferences, "");
            }).ToArray());

    private static IEnumerable<Ballot> Cast(int count, params string[] chosen) =>
        Enumerable.Range(0, count).Select(index => new Ballot(string.Concat(chosen) + index, chosen.Length == 0 ? [] : [[.. chosen]], ""));

    private static Ballot Vote(string participant, string option) => new(participant, [[option]], "");

    private static Ballot Approve(string participant, params string[] options) => new(participant, [[.. options]], "");

    private static IEnumerable<Ballot> Rank(int count, params string[] order) =>
        Enumerable.Range(0, count).Select(index => new Ballot(string.Concat(order) + index, [.. order.Select(option => ImmutableArray.Create(option))], ""));
}

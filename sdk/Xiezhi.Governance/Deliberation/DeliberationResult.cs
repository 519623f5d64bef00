using Xiezhi.Foundation.Values;

namespace Xiezhi.Governance.Deliberation;

/// <summary>What a concluded deliberation gives the case, as FEEL sees it.</summary>
internal static class DeliberationResult
{
    public static ValueContext Of(DeliberationState deliberation, DeliberationDefinition definition)
    {
        var concluded = deliberation.Conclusion!;
        return ValueContext.Of(
            ("outcome", Word(concluded.Outcome)),
            ("winner", concluded.Winner),
            ("entitled", concluded.Entitled),
            ("present", concluded.Present),
            ("abstained", concluded.Abstained),
            ("missing", Value.List([.. concluded.Missing.Select(Value.From)])),
            ("votes", Value.List([.. concluded.Votes.Select(option => Value.From(ValueContext.Of(("option", option.Option), ("votes", Value.From(option.Votes)))))])),
            ("dissent", Value.List([.. Dissent(deliberation, definition).Select(ballot => Value.From(ValueContext.Of(("participant", ballot.Participant), ("reasons", ballot.Reasons))))])));
    }

    public static string Word(DeliberationOutcome outcome) => outcome switch
    {
        DeliberationOutcome.Decided => "decided",
        DeliberationOutcome.Undecided => "undecided",
        DeliberationOutcome.Tied => "tied",
        DeliberationOutcome.NoQuorum => "no-quorum",
        _ => "not-represented",
    };

    // Who chose otherwise and said why; of a secret ballot nothing that would tell what anyone chose.
    private static IEnumerable<Ballot> Dissent(DeliberationState deliberation, DeliberationDefinition definition) =>
        definition.IsSecret
            ? []
            : deliberation.Ballots.Values.Where(ballot => ballot.Reasons.Length > 0 && !ballot.Abstains && !ballot.Preferences[0].Contains(deliberation.Conclusion!.Winner ?? ""));
}

using System.Collections.Immutable;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Handling.Limits;
using Xiezhi.Governance.Packages;

namespace Xiezhi.Governance.Handling.Closing;

/// <summary>Who closes something together.</summary>
public sealed record ClosingCircle
{
    /// <summary>What is closed: <c>co-handling</c>, or <c>whistle:1</c>.</summary>
    public required string Of { get; init; }

    /// <summary>Who called the others: the lead, or whoever blew the whistle.</summary>
    public required string Owner { get; init; }

    /// <summary>Who must agree or dissent.</summary>
    public required ImmutableArray<string> Parties { get; init; }

    /// <summary>Who may close over the silence of others: words of who may.</summary>
    public required ImmutableArray<string> Closers { get; init; }

    /// <summary>The party above <see cref="Owner"/>.</summary>
    public required string Superior { get; init; }

    /// <summary>How it is closed.</summary>
    public required ClosingRule Rule { get; init; }

    /// <summary>Who closes something of a case together; <see langword="null"/> where there is nothing of that name to close.</summary>
    public static ClosingCircle? Find(GovernancePackage package, CaseState state, string of)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(state);
        if (of == HandlingClocks.CoHandlingLevel)
        {
            return package.Handling.CoHandling?.Closing is { } rule
                ? Around(package, state, of, state.Facts.Leads.FirstOrDefault() ?? package.Top, [.. state.CoHandling.Present.Select(one => one.Party)], rule)
                : null;
        }

        return state.Whistles.All.FirstOrDefault(whistle => whistle.Of == of) is { } whistle && package.Handling.Whistle(whistle.Kind) is { } definition
            ? Around(package, state, of, whistle.Caller, [.. whistle.Calls.Select(call => call.Party)], definition.Closing)
            : null;
    }

    private static ClosingCircle Around(
        GovernancePackage package, CaseState state, string of, string owner, ImmutableArray<string> parties, ClosingRule rule)
    {
        var superior = Above(package, owner);
        var closing = state.Closings.Find(of);

        // Who is silent does not close over silence: then whoever is above them may, also where the file names none but such.
        var closer = superior;
        for (var steps = 0; steps < parties.Length && IsSilent(closer); steps++)
        {
            closer = Above(package, closer);
        }

        var closers = rule.ClosedBy.Select(word => word == ClosingRule.Superior ? closer : word).Distinct().ToImmutableArray();
        return new ClosingCircle
        {
            Of = of,
            Owner = owner,
            Parties = parties,
            Closers = closers.All(word => word == owner || IsSilent(word)) && !closers.Contains(closer) ? closers.Add(closer) : closers,
            Superior = superior,
            Rule = rule,
        };

        bool IsSilent(string party) => closing is not null && parties.Contains(party) && !closing.HasSpoken(party);
    }

    // A party at the top of its tree has nobody above; then whom ladders reach in the end.
    private static string Above(GovernancePackage package, string party) =>
        package.Organization.SuperiorOf(party)?.Id is { } above && above != party ? above : package.Top;
}

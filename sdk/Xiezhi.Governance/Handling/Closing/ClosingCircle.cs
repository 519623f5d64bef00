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
                ? Around(package, of, state.Facts.Leads.FirstOrDefault() ?? package.Top, [.. state.CoHandling.Present.Select(one => one.Party)], rule)
                : null;
        }

        return state.Whistles.All.FirstOrDefault(whistle => whistle.Of == of) is { } whistle && package.Handling.Whistle(whistle.Kind) is { } definition
            ? Around(package, of, whistle.Caller, [.. whistle.Calls.Select(call => call.Party)], definition.Closing)
            : null;
    }

    private static ClosingCircle Around(GovernancePackage package, string of, string owner, ImmutableArray<string> parties, ClosingRule rule)
    {
        // A caller at the top of its tree has nobody above; then whom ladders reach in the end may close.
        var above = package.Organization.SuperiorOf(owner)?.Id;
        var superior = above is null || above == owner ? package.Top : above;
        return new ClosingCircle
        {
            Of = of,
            Owner = owner,
            Parties = parties,
            Closers = [.. rule.ClosedBy.Select(word => word == ClosingRule.Superior ? superior : word).Distinct()],
            Superior = superior,
            Rule = rule,
        };
    }
}

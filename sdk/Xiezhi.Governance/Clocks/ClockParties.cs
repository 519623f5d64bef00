using System.Collections.Immutable;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Escalation;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.ServiceLevels;

namespace Xiezhi.Governance.Clocks;

/// <summary>Who is to be told of what happens to a clock: parties of the organisation; words for whole kinds of party name nobody to tell.</summary>
public static class ClockParties
{
    /// <summary>Who may grant or deny more time on the clock that an event is about.</summary>
    public static ImmutableArray<string> ExtensionDeciders(GovernancePackage package, CaseState state, ClockEvent about) =>
        Told(package, state, about, definition => definition.Extension?.GrantedBy ?? []);

    /// <summary>Who is told that the review date of a suspension has come: who answers for the clock, and who may suspend it.</summary>
    public static ImmutableArray<string> Reviewers(GovernancePackage package, CaseState state, ClockEvent about) =>
        Told(package, state, about, definition => [EscalationStep.ToLead, .. definition.Suspension?.By ?? []]);

    private static ImmutableArray<string> Told(GovernancePackage package, CaseState state, ClockEvent about, Func<ClockDefinition, ImmutableArray<string>> words)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(about);
        var clock = state.Clocks.LastOrDefault(clock => clock.IsOf(about.ServiceLevel, about.Clock, about.Subject));
        return clock is not null && ClockKeeping.Definition(package, clock) is { } definition
            ? [.. ClockAuthority.Named(package, state, clock, words(definition)).Where(word => package.Organization.Party(word) is not null)]
            : [];
    }
}

using System.Collections.Immutable;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Escalation;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.Parties;
using Xiezhi.Governance.ServiceLevels;

namespace Xiezhi.Governance.Clocks;

/// <summary>Who may ask what of a clock.</summary>
internal static class ClockAuthority
{
    public static (ImmutableArray<string> Allowed, string Element) WhoMay(GovernancePackage package, CaseState state, ClockCommand command)
    {
        if (command is not OneClockCommand one)
        {
            return ([Actor.Engine.Party], "");
        }

        // A clock that is not there, or allows no such thing, is refused for that reason, whoever asks.
        if (Find(package, state, one) is not var (clock, definition))
        {
            return (Everybody, one.Clock);
        }

        var words = command switch
        {
            RequestExtension => definition.Extension?.AskedBy,
            GrantExtension or DenyExtension => definition.Extension?.GrantedBy,
            _ => definition.Suspension?.By,
        };
        return (words is null ? Everybody : Named(package, state, clock, words.Value), one.Clock);
    }

    /// <summary>The clock that a command is about: the last of its name that has not ended.</summary>
    public static (ClockState Clock, ClockDefinition Definition)? Find(GovernancePackage package, CaseState state, OneClockCommand command)
    {
        var clock = state.Clocks.LastOrDefault(clock => !clock.HasEnded && clock.Clock == command.Clock && clock.Subject == command.Subject);
        return clock is not null && ClockKeeping.Definition(package, clock) is { } definition ? (clock, definition) : null;
    }

    /// <summary>The parties that words name: <c>lead</c> is who answers for the clock, <c>superior</c> the party above.</summary>
    public static ImmutableArray<string> Named(GovernancePackage package, CaseState state, ClockState clock, ImmutableArray<string> words)
    {
        var leads = ClockSubjects.PartyOf(clock.Subject) is { } party ? [party] : state.Facts.Leads;
        var named = ImmutableArray.CreateBuilder<string>();
        foreach (var word in words)
        {
            switch (word)
            {
                case EscalationStep.ToLead:
                    named.AddRange(leads);
                    break;
                case EscalationStep.ToSuperior:
                    named.AddRange(leads.Select(lead => package.Organization.SuperiorOf(lead)?.Id).OfType<string>());
                    break;
                default:
                    named.Add(word);
                    break;
            }
        }

        return [.. named.Distinct()];
    }

    private static ImmutableArray<string> Everybody => [.. Enum.GetValues<PartyKind>().Select(PartyKinds.Word)];
}

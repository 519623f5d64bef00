using System.Collections.Immutable;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Handling.Returns;
using Xiezhi.Governance.Log;

namespace Xiezhi.Governance.Duties.Dispatch;

/// <summary>How one case found who leads it: whom the duty list named, who returned it, who leads it in the end.</summary>
/// <param name="Case">The case.</param>
/// <param name="Matter">Its matter when it was first dispatched.</param>
/// <param name="Territory">Its territory then.</param>
/// <param name="Rules">The rules that named the first lead; empty where the package has no duty list.</param>
/// <param name="FirstLead">The first party that led it by a duty or as the backstop.</param>
/// <param name="ReturnedBy">The parties that returned it (退单) as not theirs, in order; a return for another reason, such as missing information, is not among them.</param>
/// <param name="LastLead">The party that leads it by the log's last word, or <see langword="null"/> where none or several do.</param>
/// <param name="LastIsClear">Whether a duty or an arbiter named that one, and not the backstop.</param>
public sealed record DispatchHistory(
    CaseId Case,
    string? Matter,
    string? Territory,
    ImmutableArray<MatchedRule> Rules,
    string FirstLead,
    ImmutableArray<string> ReturnedBy,
    string? LastLead,
    bool LastIsClear)
{
    /// <summary>The reasons of the returns in <see cref="ReturnedBy"/>, as far as they were given.</summary>
    public ImmutableArray<string> Reasons { get; init; } = [];

    /// <summary>Reads it from a case's log.</summary>
    /// <param name="log">The case's events, in order.</param>
    /// <returns>The history; <see langword="null"/> where nobody was ever named to lead the case.</returns>
    public static DispatchHistory? Of(IEnumerable<RecordedEvent> log)
    {
        ArgumentNullException.ThrowIfNull(log);
        string? matter = null;
        string? territory = null;
        ImmutableArray<MatchedRule> rules = [];
        DispatchHistory? history = null;
        foreach (var recorded in log)
        {
            switch (recorded.Event)
            {
                case MatterClassified classified:
                    matter = classified.Matter;
                    break;
                case TerritoryLocated located:
                    territory = located.Territory;
                    break;
                case DutiesAssigned assigned:
                    rules = assigned.Rules;
                    break;
                case LeadAssigned { Leads: [var lead], Basis: not (LeadBasis.FirstReceiver or LeadBasis.Arbiter) } assigned:
                    history = (history ?? new DispatchHistory(recorded.Case, matter, territory, rules, lead, [], null, false)) with
                    {
                        LastLead = lead,
                        LastIsClear = assigned.ClearDuty,
                    };
                    break;
                case LeadAssigned { Basis: not LeadBasis.Arbiter } when history is not null:
                    history = history with { LastLead = null, LastIsClear = false };
                    break;
                case CaseReturned { Party: { } party, Misdirected: not false } returned when history is not null:
                    history = history.With(party, returned.Reason);
                    break;

                // A return that was refused is a claim all the same; whether it was right, the appointment says.
                case ArbitrationOpened { Party: { } party, Ground: ArbitrationOpened.CaseLimit or ArbitrationOpened.PartyLimit } refused when history is not null:
                    history = history.With(party, refused.Reason);
                    break;
            }
        }

        return history;
    }

    private DispatchHistory With(string party, string? reason) => this with
    {
        ReturnedBy = ReturnedBy.Add(party),
        Reasons = reason is null ? Reasons : Reasons.Add(reason),
    };
}

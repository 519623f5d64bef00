using System.Collections.Immutable;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Governance.Parties;
using Xiezhi.Workflow.Events;

namespace Xiezhi.Governance.Accountability;

/// <summary>Who answers for a case at each moment of its life: a fold over its events.</summary>
/// <remarks>
/// The intervals tile the life of the case, from its opening to its end: each begins where the one before ends, so that exactly one party answers
/// at each moment. The first receiver answers until the case is handed over to a lead; a lead answers until another is named, also while a return
/// has left the case without one. Immutable.
/// </remarks>
public sealed class ResponsibilityIntervals
{
    private readonly string _backstop;
    private readonly bool _received;

    private ResponsibilityIntervals(string backstop, bool received, ImmutableArray<ResponsibilityInterval> intervals) =>
        (_backstop, _received, Intervals) = (backstop, received, intervals);

    /// <summary>The intervals, from the opening on; empty before the case was opened.</summary>
    public ImmutableArray<ResponsibilityInterval> Intervals { get; }

    /// <summary>The party that answers now, or answered last; <see langword="null"/> before the case was opened.</summary>
    public string? Current => Intervals is [.., var last] ? last.Party : null;

    /// <summary>A case that was not opened yet.</summary>
    /// <param name="backstop">Who answers while nobody has received a case.</param>
    public static ResponsibilityIntervals Before(string backstop) => new(backstop, received: false, []);

    /// <summary>The intervals of a case.</summary>
    /// <param name="log">Its events, from the first on.</param>
    /// <param name="backstop">Who answers while nobody has received it.</param>
    public static ResponsibilityIntervals Of(IEnumerable<RecordedEvent> log, string backstop)
    {
        ArgumentNullException.ThrowIfNull(log);
        return log.Aggregate(Before(backstop), (intervals, recorded) => intervals.Apply(recorded));
    }

    /// <summary>The interval at a moment, or <see langword="null"/> before the opening and from the end on.</summary>
    public ResponsibilityInterval? At(DateTimeOffset moment) => Intervals.LastOrDefault(interval => interval.Contains(moment));

    /// <summary>The interval that an event belongs to; of what comes after the end, the last.</summary>
    public ResponsibilityInterval? At(long sequence) => Intervals.LastOrDefault(interval => interval.FromSequence <= sequence);

    /// <summary>The intervals after the next event.</summary>
    public ResponsibilityIntervals Apply(RecordedEvent recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        return recorded.Event switch
        {
            CaseOpened when recorded.Actor.Kind is PartyKind.Citizen or PartyKind.System =>
                new(_backstop, received: false, [new ResponsibilityInterval(_backstop, ResponsibilityBasis.Backstop, recorded.At, recorded.Sequence)]),
            CaseOpened =>
                new(_backstop, received: true, [new ResponsibilityInterval(recorded.Actor.Party, ResponsibilityBasis.FirstReceiver, recorded.At, recorded.Sequence)]),
            ProcedureMoved { Event: TaskOpened opened } when !_received && Receiver(opened) is { } receiver => HandOver(recorded, receiver, ResponsibilityBasis.FirstReceiver),
            LeadAssigned { Leads: [var only] } => HandOver(recorded, only, ResponsibilityBasis.Lead),
            LeadAssigned { Leads: [var first, ..] } => HandOver(recorded, first, ResponsibilityBasis.FirstOfSeveralLeads),
            CaseEnded => new(_backstop, _received, Close(recorded)),
            _ => this,
        };
    }

    // The party that a word names, whatever position of it is asked for; kinds of party, roles, positions, skills and citizens name none.
    private static string? Receiver(TaskOpened opened) => opened.Owners.Select(AuthorityWord.Parse).FirstOrDefault(IsParty).Base;

    private static bool IsParty(AuthorityWord word) =>
        word is { Base.Length: > 0, Position: null } && !PartyKinds.TryParse(word.Base, out _) && !DutyRoles.IsRole(word.Base)
        && !word.Base.StartsWith(Actor.CitizenPrefix, StringComparison.Ordinal);

    private ResponsibilityIntervals HandOver(RecordedEvent recorded, string party, ResponsibilityBasis basis)
    {
        if (Intervals is not [.., var last] || last.UntilSequence is not null)
        {
            return this;
        }

        // Whoever receives a case in the instant of its opening has had it from the first moment.
        if (!_received && last.From == recorded.At && Intervals.Length == 1)
        {
            return new(_backstop, received: true, [last with { Party = party, Basis = basis }]);
        }

        return last.Party == party
            ? new(_backstop, received: true, Intervals.SetItem(Intervals.Length - 1, last with { Basis = basis }))
            : new(_backstop, received: true, Close(recorded).Add(new ResponsibilityInterval(party, basis, recorded.At, recorded.Sequence)));
    }

    private ImmutableArray<ResponsibilityInterval> Close(RecordedEvent recorded) => Intervals is [.., { UntilSequence: null } last]
        ? Intervals.SetItem(Intervals.Length - 1, last with { Until = recorded.At, UntilSequence = recorded.Sequence })
        : Intervals;
}

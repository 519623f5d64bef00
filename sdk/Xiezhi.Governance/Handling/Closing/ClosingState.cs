using System.Collections.Immutable;
using System.Globalization;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Handling.CoHandling;
using Xiezhi.Governance.Handling.Limits;
using Xiezhi.Governance.Log;

namespace Xiezhi.Governance.Handling.Closing;

/// <summary>What a party said to a closing.</summary>
/// <param name="Agrees">Whether it agrees; else it dissents.</param>
/// <param name="Words">What it said; the reasons of a dissent.</param>
public sealed record ClosingPosition(bool Agrees, string Words);

/// <summary>A closing that was proposed: a fold over its events.</summary>
/// <remarks>Immutable.</remarks>
public sealed record ClosingState
{
    /// <summary>What is closed: <c>co-handling</c>, or <c>whistle:1</c>.</summary>
    public required string Of { get; init; }

    /// <summary>Who proposed it.</summary>
    public required string ProposedBy { get; init; }

    /// <summary>The sequence number of the event that proposed it.</summary>
    public required long ProposedIn { get; init; }

    /// <summary>What was done.</summary>
    public required string Account { get; init; }

    /// <summary>What each party said, the last that it said.</summary>
    public ImmutableSortedDictionary<string, ClosingPosition> Positions { get; init; } = ImmutableSortedDictionary.Create<string, ClosingPosition>(StringComparer.Ordinal);

    /// <summary>Whose time to speak has passed.</summary>
    public ImmutableSortedSet<string> Silent { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>What it came to; <see langword="null"/> while it is open.</summary>
    public JointlyClosed? Outcome { get; init; }

    /// <summary>Whether parties may still speak.</summary>
    public bool IsOpen => Outcome is null;

    /// <summary>Whether a party agreed or dissented.</summary>
    public bool HasSpoken(string party) => Positions.ContainsKey(party);

    /// <summary>How a whistle is called where it is closed.</summary>
    public static string OfWhistle(int whistle) => HandlingClocks.WhistlePrefix + whistle.ToString(CultureInfo.InvariantCulture);

    internal ValueContext AsValue() => ValueContext.Of(
        ("of", Of),
        ("closed", !IsOpen),
        ("agreed", Names(agrees: true)),
        ("dissented", Value.List([.. Positions.Where(entry => !entry.Value.Agrees)
            .Select(entry => Value.From(ValueContext.Of(("party", entry.Key), ("reasons", entry.Value.Words))))])),
        ("silent", Value.List([.. (Outcome?.Silent ?? [.. Silent.Where(party => !HasSpoken(party))]).Select(party => Value.From(party))])),
        ("closedBy", Outcome?.ClosedBy),
        ("reasons", Outcome?.Reasons));

    internal ClosingState Apply(ClosingEvent happened) => happened switch
    {
        ClosingAgreed agreed => this with { Positions = Positions.SetItem(agreed.Party, new ClosingPosition(true, agreed.Words)) },
        ClosingDissented dissented => this with { Positions = Positions.SetItem(dissented.Party, new ClosingPosition(false, dissented.Reasons)) },
        ClosingSilent silent => this with { Silent = Silent.Add(silent.Party) },
        JointlyClosed closed => this with { Outcome = closed },
        _ => this,
    };

    private Value Names(bool agrees) => Value.List([.. Positions.Where(entry => entry.Value.Agrees == agrees).Select(entry => Value.From(entry.Key))]);
}

/// <summary>The closings of a case, by what is closed; the last where one was proposed anew.</summary>
public sealed record CaseClosings
{
    private static readonly Value Nothing = Value.List([]);

    /// <summary>None.</summary>
    public static CaseClosings None { get; } = new();

    /// <summary>By what is closed.</summary>
    public ImmutableSortedDictionary<string, ClosingState> All { get; init; } = ImmutableSortedDictionary.Create<string, ClosingState>(StringComparer.Ordinal);

    /// <summary>The closing, or <see langword="null"/> where none was proposed.</summary>
    public ClosingState? Find(string of) => All.GetValueOrDefault(of);

    internal Value AsValue() => All.IsEmpty ? Nothing : Value.List([.. All.Values.Select(closing => Value.From(closing.AsValue()))]);

    internal CaseClosings Apply(ClosingEvent happened, RecordedEvent recorded) => happened is ClosingProposed proposed
        ? this with { All = All.SetItem(happened.Of, new ClosingState { Of = happened.Of, ProposedBy = proposed.By, ProposedIn = recorded.Sequence, Account = proposed.Account }) }
        : Find(happened.Of) is { } closing ? this with { All = All.SetItem(happened.Of, closing.Apply(happened)) } : this;

    // Whoever is invited after the closing has not spoken: it is to be proposed anew.
    internal CaseClosings Apply(CoHandlingEvent happened) => happened is CoHandlerInvited && Find(HandlingClocks.CoHandlingLevel) is { IsOpen: false }
        ? this with { All = All.Remove(HandlingClocks.CoHandlingLevel) }
        : this;
}

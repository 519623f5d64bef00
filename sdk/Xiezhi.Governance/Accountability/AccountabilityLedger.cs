using System.Collections.Immutable;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Clocks;
using Xiezhi.Governance.Findings;
using Xiezhi.Governance.Log;

namespace Xiezhi.Governance.Accountability;

/// <summary>What parties owe and have answered for at a moment: a fold over the logs of cases.</summary>
/// <remarks>Give it events case by case, each case from its first event on; what was recorded after the moment is passed over. Not safe for use from several threads at once.</remarks>
/// <param name="at">The moment.</param>
/// <param name="backstop">Who answers for a case that nobody has received, by how it was opened.</param>
public sealed class AccountabilityLedger(DateTimeOffset at, Func<CaseOpened, string> backstop)
{
    private readonly SortedDictionary<string, Account> _accounts = new(StringComparer.Ordinal);
    private LedgerCase? _case;

    /// <summary>A ledger of cases that one party answers for while nobody has received them.</summary>
    /// <param name="at">The moment.</param>
    /// <param name="backstop">The party.</param>
    public AccountabilityLedger(DateTimeOffset at, string backstop)
        : this(at, _ => backstop)
    {
    }

    /// <summary>Takes the next event.</summary>
    public void Add(RecordedEvent recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        if (recorded.At > at)
        {
            return;
        }

        if (_case is null || !_case.IsOf(recorded))
        {
            Close();
            _case = new LedgerCase(recorded, recorded.Event is CaseOpened opened ? backstop(opened) : "");
        }

        _case.Apply(recorded);
    }

    /// <summary>The accounts of all parties that owe or have answered for anything, by party.</summary>
    public ImmutableSortedDictionary<string, PartyAccount> Finish()
    {
        Close();
        return _accounts.ToImmutableSortedDictionary(entry => entry.Key, entry => entry.Value.ToAccount(entry.Key, at), StringComparer.Ordinal);
    }

    private void Close()
    {
        if (_case is not { } closed)
        {
            return;
        }

        _case = null;
        foreach (var interval in closed.Responsibility.Intervals)
        {
            var account = Of(interval.Party);
            (interval.UntilSequence is null ? account.Held : account.HandedOn).Add(new HeldCase(closed.Id, interval.Basis, interval.From, interval.Until));
        }

        foreach (var (clock, endedIn) in closed.Clocks)
        {
            // A promise is answered for by whoever had the case when it was broken or kept, and owed by whoever has it now; what is limited for
            // one party, such as the contribution of a co-handler, is that party's alone.
            var owner = ClockSubjects.PartyOf(clock.Subject) ?? closed.Responsibility.At(endedIn ?? long.MaxValue)!.Party;
            var promise = new OwedPromise(closed.Id, clock.ServiceLevel, clock.Clock, clock.Due, clock.Standing) { Subject = clock.Subject };
            (clock.HasEnded ? Of(owner).Answered : Of(owner).Owed).Add(promise);
        }

        foreach (var finding in closed.Findings)
        {
            Of(finding.Against).Findings.Add(new FindingEntry(closed.Id, finding));
        }
    }

    private Account Of(string party)
    {
        if (!_accounts.TryGetValue(party, out var account))
        {
            _accounts.Add(party, account = new Account());
        }

        return account;
    }

    private sealed class Account
    {
        public List<HeldCase> Held { get; } = [];

        public List<HeldCase> HandedOn { get; } = [];

        public List<OwedPromise> Owed { get; } = [];

        public List<OwedPromise> Answered { get; } = [];

        public List<FindingEntry> Findings { get; } = [];

        public PartyAccount ToAccount(string party, DateTimeOffset at) => new()
        {
            Party = party,
            At = at,
            Holds = [.. Held],
            Held = [.. HandedOn],
            Owes = [.. Owed],
            AnsweredFor = [.. Answered],
            Findings = [.. Findings],
        };
    }
}

/// <summary>What a party owes and has answered for at a moment.</summary>
/// <remarks>Immutable. All instants are UTC.</remarks>
public sealed record PartyAccount
{
    /// <summary>The party.</summary>
    public required string Party { get; init; }

    /// <summary>The moment.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The open cases that it answers for.</summary>
    public required ImmutableArray<HeldCase> Holds { get; init; }

    /// <summary>The spans for which it answered for cases, and no longer does.</summary>
    public required ImmutableArray<HeldCase> Held { get; init; }

    /// <summary>The promises that are still to be kept; a breached one is owed until what was promised is done.</summary>
    public required ImmutableArray<OwedPromise> Owes { get; init; }

    /// <summary>The promises that were kept, broken or given up while it answered for their cases.</summary>
    public required ImmutableArray<OwedPromise> AnsweredFor { get; init; }

    /// <summary>What was held against it, as it stood.</summary>
    public required ImmutableArray<FindingEntry> Findings { get; init; }

    /// <summary>The points of the findings that are final and upheld.</summary>
    public decimal Points => Findings.Where(entry => entry.Finding is { Stage: FindingStage.Final, Outcome: FindingOutcome.Upheld }).Sum(entry => entry.Finding.Points);
}

/// <summary>A case that a party answers or answered for.</summary>
/// <param name="Case">The case.</param>
/// <param name="Basis">Why.</param>
/// <param name="From">From when on.</param>
/// <param name="Until">Until when, or <see langword="null"/> where it still does.</param>
public sealed record HeldCase(CaseId Case, ResponsibilityBasis Basis, DateTimeOffset From, DateTimeOffset? Until);

/// <summary>A promise that a party owes or answered for.</summary>
/// <param name="Case">The case.</param>
/// <param name="ServiceLevel">The service level.</param>
/// <param name="Clock">The clock.</param>
/// <param name="Due">When it is or was due.</param>
/// <param name="Standing">How it stands.</param>
public sealed record OwedPromise(CaseId Case, string ServiceLevel, string Clock, DateTimeOffset Due, ClockStanding Standing)
{
    /// <summary>What it is for, where there is one for each: <c>task:12</c>, a party's id, or <c>whistle:1/</c> and a party's id.</summary>
    public string? Subject { get; init; }
}

/// <summary>A finding against a party.</summary>
/// <param name="Case">The case.</param>
/// <param name="Finding">The finding.</param>
public sealed record FindingEntry(CaseId Case, FindingState Finding);

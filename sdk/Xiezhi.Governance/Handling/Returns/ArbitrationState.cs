using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Clocks;
using Xiezhi.Governance.Log;

namespace Xiezhi.Governance.Handling.Returns;

/// <summary>What is known of a case's returns, reworks and arbitrations: a fold over its events.</summary>
public sealed record ArbitrationState
{
    /// <summary>Never returned.</summary>
    public static ArbitrationState None { get; } = new();

    /// <summary>How many arbitrations there were.</summary>
    public int Number { get; private init; }

    /// <summary>Whether the arbiter has the case.</summary>
    public bool IsOpen { get; private init; }

    /// <summary>Who decides, or decided last.</summary>
    public string? Arbiter { get; private init; }

    /// <summary>Until when, UTC; <see langword="null"/> for no limit.</summary>
    public DateTimeOffset? Due { get; private init; }

    /// <summary>The party that the arbiter appointed to lead, or <see langword="null"/>.</summary>
    public string? Appointed { get; private init; }

    /// <summary>The parties in whose place the arbiter or the appointed lead stands.</summary>
    internal Sequence<string> Instead { get; private init; }

    /// <summary>The returns, and those that were refused, by who made them.</summary>
    internal Sequence<(string Party, long Sequence)> Returns { get; private init; }

    internal Sequence<long> Reworks { get; private init; }

    internal Sequence<string> Appealed { get; private init; }

    /// <summary>Up to which event the returns were judged.</summary>
    internal long JudgedUpTo { get; private init; }

    internal long OpenedIn { get; private init; }

    /// <summary>The parties that returned the case, or tried to.</summary>
    public IEnumerable<string> Parties => Returns.Items.Select(made => made.Party).Distinct();

    /// <summary>Who leads by the arbiter's word, and why; <see langword="null"/> where the package's own answer counts.</summary>
    internal (string Party, LeadBasis Basis)? Holder =>
        IsOpen ? (Arbiter!, LeadBasis.Arbiter) : Appointed is { } appointed ? (appointed, LeadBasis.Appointed) : null;

    internal ArbitrationState Apply(ReturnEvent happened, RecordedEvent recorded) => happened switch
    {
        ArbitrationOpened opened => this with
        {
            Number = opened.Number,
            IsOpen = true,
            Arbiter = opened.Arbiter,
            Due = opened.Due,
            Instead = new([.. Instead.Items.Concat(opened.Instead).Distinct()]),
            OpenedIn = recorded.Sequence,
            Appealed = opened.Ground == ArbitrationOpened.Appeal && opened.Party is { } appellant ? Appealed.Add(appellant) : Appealed,
            Returns = opened.Ground != ArbitrationOpened.Referred && opened.Party is { } party ? Returns.Add((party, recorded.Sequence)) : Returns,
        },
        ArbitrationRaised raised => this with { Arbiter = raised.To, Due = raised.Due },
        LeadAppointed appointed => this with
        {
            IsOpen = false,
            Due = null,
            Appointed = appointed.Party,
        },
        ReturnUnfounded => this with { JudgedUpTo = recorded.Sequence },
        _ => this,
    };

    internal ArbitrationState Returned(CaseReturned returned, long sequence) => returned.Party is { } party ? this with { Returns = Returns.Add((party, sequence)) } : this;

    internal ArbitrationState Reworked(long sequence) => this with { Reworks = Reworks.Add(sequence) };
}

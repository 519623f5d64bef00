using System.Collections.Immutable;
using Xiezhi.Governance.Cases;

namespace Xiezhi.Governance.Findings;

/// <summary>A command on a finding. It can be carried out after the case has ended too.</summary>
public abstract record FindingCommand : CaseCommand
{
    private protected FindingCommand()
    {
    }
}

/// <summary>Proposes a finding that no rule proposed.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Against">The party.</param>
/// <param name="Evidence">The places of the events that it rests on.</param>
/// <param name="Reason">Why.</param>
public sealed record ProposeFinding(string Kind, string Against, ImmutableArray<long> Evidence, string Reason) : FindingCommand
{
    /// <inheritdoc/>
    public bool Equals(ProposeFinding? other) =>
        other is not null && Kind == other.Kind && Against == other.Against && Evidence.AsSpan().SequenceEqual(other.Evidence.AsSpan()) && Reason == other.Reason;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Against, Reason);
}

/// <summary>Answers a finding; for the party that it is against. Late is allowed until it is decided.</summary>
/// <param name="FindingId">The finding.</param>
/// <param name="Text">What the party says.</param>
public sealed record AnswerFinding(int FindingId, string Text) : FindingCommand;

/// <summary>Decides a finding.</summary>
/// <param name="FindingId">The finding.</param>
/// <param name="Outcome">How.</param>
/// <param name="Reason">Why.</param>
public sealed record DecideFinding(int FindingId, FindingOutcome Outcome, string Reason) : FindingCommand;

/// <summary>Appeals the decision on a finding.</summary>
/// <param name="FindingId">The finding.</param>
/// <param name="Reason">Why.</param>
public sealed record AppealFinding(int FindingId, string Reason) : FindingCommand;

/// <summary>Decides the appeal, for good.</summary>
/// <param name="FindingId">The finding.</param>
/// <param name="Outcome">What holds.</param>
/// <param name="Reason">Why.</param>
public sealed record DecideAppeal(int FindingId, FindingOutcome Outcome, string Reason) : FindingCommand;

/// <summary>Withdraws a finding that was not decided yet.</summary>
/// <param name="FindingId">The finding.</param>
/// <param name="Reason">Why.</param>
public sealed record WithdrawFinding(int FindingId, string Reason) : FindingCommand;

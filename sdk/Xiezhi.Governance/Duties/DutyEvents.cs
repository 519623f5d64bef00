using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;

namespace Xiezhi.Governance.Duties;

/// <summary>Something that happened about duties.</summary>
public abstract record DutyEvent : CaseEvent
{
    private protected DutyEvent()
    {
    }
}

/// <summary>The duty list was asked, and answered otherwise than before.</summary>
/// <param name="Decision">The decision that was asked.</param>
/// <param name="Leads">Who leads (主办): one, where all is well.</param>
/// <param name="CoHandlers">Who handles it together with the lead (协办).</param>
/// <param name="Supervisor">Who watches over the lead (督办), or <see langword="null"/>.</param>
/// <param name="Consulted">Who is asked.</param>
/// <param name="Informed">Who is told.</param>
/// <param name="IsBackstop">Whether the lead is only the backstop (兜底).</param>
/// <param name="Rules">The rules that said so: the evidence.</param>
/// <param name="Inputs">What the decision was told, but for the organisation, which the package holds.</param>
public sealed record DutiesAssigned(
    string Decision,
    ImmutableArray<string> Leads,
    ImmutableArray<string> CoHandlers,
    string? Supervisor,
    ImmutableArray<string> Consulted,
    ImmutableArray<string> Informed,
    bool IsBackstop,
    ImmutableArray<MatchedRule> Rules,
    ValueContext Inputs) : DutyEvent
{
    /// <summary>The assignment.</summary>
    [Newtonsoft.Json.JsonIgnore]
    public DutyAssignment Assignment => new()
    {
        Leads = Leads,
        CoHandlers = CoHandlers,
        Supervisor = Supervisor,
        Consulted = Consulted,
        Informed = Informed,
        IsBackstop = IsBackstop,
        Rules = Rules,
    };

    /// <inheritdoc/>
    public bool Equals(DutiesAssigned? other) =>
        other is not null && Decision == other.Decision && Assignment.Equals(other.Assignment) && Inputs.Equals(other.Inputs);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Decision, Assignment);
}

/// <summary>What the actor of the command did, was done by delegation (委托).</summary>
/// <param name="Party">The party for which it was done.</param>
/// <param name="Position">The position in which it was done.</param>
/// <param name="OnBehalfOf">The holder of the position, then everybody who passed the delegation on.</param>
public sealed record ActedByDelegation(string Party, string Position, ImmutableArray<string> OnBehalfOf) : DutyEvent
{
    /// <inheritdoc/>
    public bool Equals(ActedByDelegation? other) =>
        other is not null && Party == other.Party && Position == other.Position && OnBehalfOf.AsSpan().SequenceEqual(other.OnBehalfOf.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Party, Position, OnBehalfOf.Length);
}

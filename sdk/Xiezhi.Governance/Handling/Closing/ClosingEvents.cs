using System.Collections.Immutable;
using Xiezhi.Governance.Cases;

namespace Xiezhi.Governance.Handling.Closing;

/// <summary>Something that happened in a closing.</summary>
/// <param name="Of">What is closed: <c>co-handling</c>, or <c>whistle:1</c> for the first whistle of the case.</param>
public abstract record ClosingEvent(string Of) : CaseEvent;

/// <summary>All parties were asked to close.</summary>
/// <param name="Of">What is closed.</param>
/// <param name="By">Who asked.</param>
/// <param name="Account">What was done.</param>
public sealed record ClosingProposed(string Of, string By, string Account) : ClosingEvent(Of);

/// <summary>A party agreed.</summary>
/// <param name="Of">What is closed.</param>
/// <param name="Party">Which.</param>
/// <param name="Words">What it said to it.</param>
public sealed record ClosingAgreed(string Of, string Party, string Words) : ClosingEvent(Of);

/// <summary>A party dissented.</summary>
/// <param name="Of">What is closed.</param>
/// <param name="Party">Which.</param>
/// <param name="Reasons">Why.</param>
public sealed record ClosingDissented(string Of, string Party, string Reasons) : ClosingEvent(Of);

/// <summary>The time in which a party was to agree or dissent has passed; its silence counts as neither.</summary>
/// <param name="Of">What is closed.</param>
/// <param name="Party">Which.</param>
/// <param name="Due">When it was due.</param>
public sealed record ClosingSilent(string Of, string Party, DateTimeOffset Due) : ClosingEvent(Of);

/// <summary>It was closed: all parties have spoken, or it was closed over the silence of some.</summary>
/// <param name="Of">What is closed.</param>
/// <param name="Agreed">Who agreed.</param>
/// <param name="Dissented">Who dissented.</param>
/// <param name="Silent">Who said nothing.</param>
/// <param name="ClosedBy">Who closed it over their silence; <see langword="null"/> where all had spoken.</param>
/// <param name="Reasons">Why; empty where all had spoken.</param>
public sealed record JointlyClosed(
    string Of, ImmutableArray<string> Agreed, ImmutableArray<string> Dissented, ImmutableArray<string> Silent, string? ClosedBy, string Reasons) : ClosingEvent(Of)
{
    /// <inheritdoc/>
    public bool Equals(JointlyClosed? other) =>
        other is not null && Of == other.Of && ClosedBy == other.ClosedBy && Reasons == other.Reasons && Agreed.AsSpan().SequenceEqual(other.Agreed.AsSpan())
        && Dissented.AsSpan().SequenceEqual(other.Dissented.AsSpan()) && Silent.AsSpan().SequenceEqual(other.Silent.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Of, Agreed.Length, Dissented.Length, Silent.Length);
}

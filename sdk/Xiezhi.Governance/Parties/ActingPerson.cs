using System.Collections.Immutable;

namespace Xiezhi.Governance.Parties;

/// <summary>Somebody who may act in a position on a date: as its holder, or by delegation.</summary>
/// <param name="Person">The id of the person who acts.</param>
/// <param name="Position">The id of the position.</param>
/// <param name="OnBehalfOf">
/// By whose delegation: the holder first, then everybody who passed it on, the last of whom gave it to <paramref name="Person"/>; empty for the holder.
/// </param>
public sealed record ActingPerson(string Person, string Position, ImmutableArray<string> OnBehalfOf)
{
    /// <summary>The holder of the position.</summary>
    public string Holder => OnBehalfOf.IsEmpty ? Person : OnBehalfOf[0];

    /// <summary>Whether the person acts for somebody else.</summary>
    public bool IsDelegated => !OnBehalfOf.IsEmpty;

    /// <inheritdoc/>
    public bool Equals(ActingPerson? other) =>
        other is not null && Person == other.Person && Position == other.Position && OnBehalfOf.AsSpan().SequenceEqual(other.OnBehalfOf.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Person, Position, OnBehalfOf.Length);
}

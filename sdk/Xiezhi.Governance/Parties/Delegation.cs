namespace Xiezhi.Governance.Parties;

/// <summary>Somebody lets somebody else act in their place for a time (委托).</summary>
/// <param name="Giver">The person who lets, or <see langword="null"/> where whoever holds <paramref name="Position"/> does.</param>
/// <param name="Position">The position that it is limited to; <see langword="null"/> for all that the giver may do.</param>
/// <param name="Taker">The person who may act, or <see langword="null"/> where whoever holds <paramref name="TakerPosition"/> may.</param>
/// <param name="TakerPosition">The position whose holders may act, or <see langword="null"/> where a person is named.</param>
/// <param name="During">When, both dates included.</param>
/// <remarks>At least one of giver and position is named, and exactly one of the two takers.</remarks>
public sealed record Delegation(string? Giver, string? Position, string? Taker, string? TakerPosition, DateSpan During);

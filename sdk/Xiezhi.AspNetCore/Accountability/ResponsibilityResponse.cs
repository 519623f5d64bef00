using System.Text.Json.Serialization;
using Xiezhi.AspNetCore.Variables;
using Xiezhi.Governance.Accountability;

namespace Xiezhi.AspNetCore.Accountability;

/// <summary>A span of a case's life in which one party answers for it (责任区间).</summary>
/// <param name="Party">The id of the party.</param>
/// <param name="Basis">Why it.</param>
/// <param name="From">When it began, UTC, inclusive.</param>
/// <param name="FromSequence">The place of the event from which on it is so.</param>
/// <param name="Until">When it ended, UTC, exclusive; <see langword="null"/> while the case is open.</param>
/// <param name="UntilSequence">The place of the event that ended it.</param>
public sealed record ResponsibilityResponse(
    string Party,
    [property: JsonConverter(typeof(WordConverter<ResponsibilityBasis>))] ResponsibilityBasis Basis,
    DateTimeOffset From,
    long FromSequence,
    DateTimeOffset? Until,
    long? UntilSequence)
{
    internal static ResponsibilityResponse Of(ResponsibilityInterval interval) =>
        new(interval.Party, interval.Basis, interval.From, interval.FromSequence, interval.Until, interval.UntilSequence);
}

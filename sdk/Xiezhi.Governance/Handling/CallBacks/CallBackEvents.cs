using Newtonsoft.Json;
using Xiezhi.Governance.Cases;

namespace Xiezhi.Governance.Handling.CallBacks;

/// <summary>Something that happened in a call-back.</summary>
/// <param name="Number">Its number in the case, from 1.</param>
public abstract record CallBackEvent(int Number) : CaseEvent;

/// <summary>It was drawn whether a case is called back.</summary>
/// <param name="Number">Its number in the case, from 1.</param>
/// <param name="Share">The share that is called back of cases like this, in percent.</param>
/// <param name="Seed">The package's seed with its period, such as <c>open data/2024-09</c>.</param>
/// <param name="Before">The hash of the event before.</param>
/// <param name="Draw">The draw, as <see cref="CallBackDraw"/> works it out.</param>
/// <param name="Drawn">Whether the case is called back: the draw is less than the share.</param>
/// <param name="Party">The party that led the case then, whose work is asked about.</param>
/// <param name="Due">Until when the call-back is to be done; <see langword="null"/> without a limit or where it was not drawn.</param>
public sealed record CallBackDrawn(int Number, decimal Share, string Seed, string Before, decimal Draw, bool Drawn, string? Party, DateTimeOffset? Due)
    : CallBackEvent(Number);

/// <summary>Somebody tried to reach whoever raised the issue.</summary>
/// <param name="Number">Its number in the case.</param>
/// <param name="Attempt">Which attempt, from 1.</param>
/// <param name="Reached">Whether they were reached.</param>
/// <param name="Note">What there is to say of it.</param>
public sealed record CallBackAttempted(int Number, int Attempt, bool Reached, string Note) : CallBackEvent(Number);

/// <summary>A call-back is over.</summary>
/// <param name="Number">Its number in the case.</param>
/// <param name="Reached">Whether somebody was reached.</param>
/// <param name="Satisfied">Whether they are satisfied; <see langword="null"/> where nobody was reached.</param>
/// <param name="Words">What they said.</param>
/// <param name="Rework">Whether the case is to be handled again.</param>
public sealed record CallBackConcluded(int Number, bool Reached, bool? Satisfied, string Words, bool Rework) : CallBackEvent(Number)
{
    /// <summary>Whether it was given up because the case was cancelled.</summary>
    [JsonProperty(DefaultValueHandling = DefaultValueHandling.Ignore)]
    public bool Withdrawn { get; init; }
}

/// <summary>The limit of a call-back passed before it was over.</summary>
/// <param name="Number">Its number in the case.</param>
/// <param name="Due">The limit.</param>
public sealed record CallBackOverdue(int Number, DateTimeOffset Due) : CallBackEvent(Number);

using System.Collections.Immutable;

namespace Xiezhi.Governance.Deliberation;

/// <summary>What one participant decided.</summary>
/// <param name="Participant">Who.</param>
/// <param name="Preferences">
/// The options that were chosen, best first; options of one group are preferred alike. One option in one group where one is chosen, one group
/// of all that are approved, a group a rank where options are ranked; none is an abstention.
/// </param>
/// <param name="Reasons">Why; empty where nothing was said.</param>
public sealed record Ballot(string Participant, ImmutableArray<ImmutableArray<string>> Preferences, string Reasons)
{
    /// <summary>Whether the participant was there and chose nothing.</summary>
    public bool Abstains => Preferences.IsDefaultOrEmpty;

    /// <summary>The option chosen first, where there is just one.</summary>
    public string? Choice => !Abstains && Preferences[0].Length == 1 ? Preferences[0][0] : null;

    /// <summary>The rank of an option, 0 for the best; options that are not named are behind all others.</summary>
    public int RankOf(string option)
    {
        for (var rank = 0; rank < Preferences.Length; rank++)
        {
            if (Preferences[rank].Contains(option))
            {
                return rank;
            }
        }

        return int.MaxValue;
    }
}

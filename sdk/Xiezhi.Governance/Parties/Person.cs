using System.Collections.Immutable;
using Xiezhi.Governance.Texts;

namespace Xiezhi.Governance.Parties;

/// <summary>Somebody who holds positions and acts for parties.</summary>
/// <param name="Id">The id by which signing in knows the person.</param>
/// <param name="Title">The person's name.</param>
/// <param name="Skills">What the person is able or licensed to do, in the package's own words.</param>
/// <param name="Capacity">How many tasks the person can have at a time; <see langword="null"/> where no number is set.</param>
/// <param name="Absences">When the person is away, both dates included.</param>
public sealed record Person(string Id, LocalizedText Title, ImmutableArray<string> Skills, int? Capacity, ImmutableArray<DateSpan> Absences)
{
    /// <summary>Whether the person is away on <paramref name="date"/>.</summary>
    public bool IsAbsent(DateOnly date)
    {
        foreach (var absence in Absences)
        {
            if (absence.Includes(date))
            {
                return true;
            }
        }

        return false;
    }
}

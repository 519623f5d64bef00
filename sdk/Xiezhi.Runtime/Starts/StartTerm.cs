using System.Collections.Immutable;
using Xiezhi.Runtime.Packages;

namespace Xiezhi.Runtime.Starts;

/// <summary>A span in which one version of a package was in force, or will be, as it was known then.</summary>
/// <param name="PackageId">The version.</param>
/// <param name="From">From when on, UTC, inclusive: a version that was published for an earlier date did not begin anything before it was there.</param>
/// <param name="Until">Until when, UTC, exclusive; <see langword="null"/> where no later version is known.</param>
internal sealed record StartTerm(string PackageId, DateTimeOffset From, DateTimeOffset? Until)
{
    /// <summary>The terms of the versions of one name, in order; they do not overlap.</summary>
    public static ImmutableArray<StartTerm> Of(IEnumerable<PackagePublication> publications)
    {
        var terms = ImmutableArray.CreateBuilder<StartTerm>();
        PackagePublication? holding = null;
        foreach (var next in publications.OrderBy(Begins).ThenBy(publication => publication.EffectiveFrom).ThenBy(publication => publication.PublishedAt))
        {
            // As the registry chooses: the latest effective, of those the latest published.
            if (holding is not null && (next.EffectiveFrom, next.PublishedAt).CompareTo((holding.EffectiveFrom, holding.PublishedAt)) < 0)
            {
                continue;
            }

            holding = next;
            if (terms is [.., var last])
            {
                // The same version once more goes on as it was.
                if (last.PackageId == next.PackageId)
                {
                    continue;
                }

                terms[^1] = last with { Until = Begins(next) };
            }

            terms.Add(new StartTerm(next.PackageId, Begins(next), null));
        }

        return [.. terms.Where(term => term.Until is null || term.Until > term.From)];
    }

    private static DateTimeOffset Begins(PackagePublication publication) =>
        publication.EffectiveFrom > publication.PublishedAt ? publication.EffectiveFrom : publication.PublishedAt;
}

namespace Xiezhi.Foundation.Diagnostics;

/// <summary>Finds the known name that somebody who mistyped most likely meant.</summary>
public static class Nearest
{
    /// <summary>The member of <paramref name="known"/> with the fewest edits to <paramref name="name"/>, if it is near enough to be worth suggesting.</summary>
    /// <returns>The name, or <see langword="null"/> when nothing is near. Ties go to the first.</returns>
    public static string? To(string name, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(known);
        string? best = null;
        var bestScore = Math.Max(1, name.Length / 2) + 1;
        foreach (var candidate in known)
        {
            var contained = candidate.StartsWith(name, StringComparison.OrdinalIgnoreCase);
            var score = contained ? Math.Min(1, candidate.Length - name.Length) : Distance(name, candidate, bestScore);
            if (score < bestScore)
            {
                best = candidate;
                bestScore = score;
            }
        }

        return best;
    }

    // Levenshtein's distance with one row, given up once it can't be below the limit.
    private static int Distance(string left, string right, int limit)
    {
        if (Math.Abs(left.Length - right.Length) >= limit)
        {
            return limit;
        }

        var row = new int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            var smallest = row[0];
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]) ? 0 : 1;
                var next = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + cost);
                diagonal = row[j];
                row[j] = next;
                smallest = Math.Min(smallest, next);
            }

            if (smallest >= limit)
            {
                return limit;
            }
        }

        return row[^1];
    }
}

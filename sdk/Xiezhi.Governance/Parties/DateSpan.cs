namespace Xiezhi.Governance.Parties;

/// <summary>A span of dates, both ends included, as people write one: from 1 March to 31 March.</summary>
/// <param name="From">The first date, or <see langword="null"/> where it has always begun.</param>
/// <param name="To">The last date, or <see langword="null"/> where no end is set.</param>
/// <remarks>Dates are those of the package's zone. The default value is all dates.</remarks>
public readonly record struct DateSpan(DateOnly? From, DateOnly? To)
{
    /// <summary>Whether <paramref name="date"/> lies in it.</summary>
    public bool Includes(DateOnly date) => (From is null || From <= date) && (To is null || date <= To);

    /// <summary>Whether some date lies in both.</summary>
    public bool Overlaps(DateSpan other) =>
        (From is null || other.To is null || From <= other.To) && (other.From is null || To is null || other.From <= To);

    /// <inheritdoc/>
    public override string ToString() => $"{From:yyyy-MM-dd}/{To:yyyy-MM-dd}";
}

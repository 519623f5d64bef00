using System.Globalization;
using NodaTime;

namespace Xiezhi.Server.Pages;

/// <summary>Instants as people of a package's zone write them.</summary>
internal static class Moment
{
    /// <summary>The instant in <paramref name="zone"/>, with its offset; UTC where the zone is not known.</summary>
    public static Html Of(DateTimeOffset? at, string? zone)
    {
        if (at is not { } instant)
        {
            return Html.None;
        }

        var offset = zone is not null && DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is { } known
            ? known.GetUtcOffset(Instant.FromDateTimeOffset(instant)).ToTimeSpan()
            : TimeSpan.Zero;
        var local = instant.ToOffset(offset);
        var machine = instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        return Html.Of($"<time datetime=\"{machine}\">{local.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture)}</time>");
    }
}

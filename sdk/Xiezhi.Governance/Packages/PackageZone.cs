using NodaTime;

namespace Xiezhi.Governance.Packages;

/// <summary>The time zone in which the people of a package live, from the IANA database that the engine brings along.</summary>
public static class PackageZone
{
    /// <summary>Whether <paramref name="zone"/> is the name of a zone.</summary>
    public static bool IsKnown(string zone) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is not null;

    /// <summary>The instant of a local time; in a gap the first instant behind it, in an overlap the earlier one.</summary>
    /// <exception cref="ArgumentException">There is no such zone.</exception>
    public static DateTimeOffset ToInstant(string zone, DateTime local) =>
        LocalDateTime.FromDateTime(DateTime.SpecifyKind(local, DateTimeKind.Unspecified)).InZoneLeniently(Find(zone)).ToDateTimeOffset().ToUniversalTime();

    /// <summary>The local time of an instant.</summary>
    /// <exception cref="ArgumentException">There is no such zone.</exception>
    public static DateTimeOffset ToLocal(string zone, DateTimeOffset instant) =>
        Instant.FromDateTimeOffset(instant).InZone(Find(zone)).ToDateTimeOffset();

    private static DateTimeZone Find(string zone) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? throw new ArgumentException($"There is no time zone {zone}.", nameof(zone));
}

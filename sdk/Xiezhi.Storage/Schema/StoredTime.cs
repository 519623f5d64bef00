namespace Xiezhi.Storage.Schema;

/// <summary>Instants as databases keep them: milliseconds since 1970-01-01 UTC, which every store orders and compares alike.</summary>
internal static class StoredTime
{
    public static long From(DateTimeOffset at) => at.ToUnixTimeMilliseconds();

    public static long? From(DateTimeOffset? at) => at?.ToUnixTimeMilliseconds();

    public static DateTimeOffset To(long stored) => DateTimeOffset.FromUnixTimeMilliseconds(stored);

    public static DateTimeOffset? To(long? stored) => stored is { } known ? To(known) : null;
}

namespace Xiezhi.Calendars;

/// <summary>Pauses in order, those that touch joined, empty ones gone.</summary>
internal readonly struct PausedTime
{
    private readonly (long From, long To)[]? _spans;

    private PausedTime((long From, long To)[]? spans) => _spans = spans;

    public bool IsNone => _spans is null;

    public ReadOnlySpan<(long From, long To)> Spans => _spans;

    public static PausedTime From(ReadOnlySpan<Pause> pauses)
    {
        if (pauses.IsEmpty)
        {
            return default;
        }

        var sorted = new List<(long From, long To)>(pauses.Length);
        foreach (var pause in pauses)
        {
            if (pause.To > pause.From)
            {
                sorted.Add((pause.From.UtcTicks, pause.To.UtcTicks));
            }
        }

        sorted.Sort();
        var joined = new List<(long From, long To)>(sorted.Count);
        foreach (var span in sorted)
        {
            if (joined.Count > 0 && span.From <= joined[^1].To)
            {
                joined[^1] = (joined[^1].From, Math.Max(joined[^1].To, span.To));
            }
            else
            {
                joined.Add(span);
            }
        }

        return new PausedTime(joined.Count == 0 ? null : [.. joined]);
    }
}

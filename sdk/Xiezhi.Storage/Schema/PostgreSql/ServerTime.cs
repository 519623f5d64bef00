using System.Globalization;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Xiezhi.Storage.Schema.PostgreSql;

/// <summary>The time of the database server, as a host keeps it between two looks: what is due on a shared store follows one clock, however far those of the hosts are apart.</summary>
/// <remarks>
/// Thread-safe. From the last look on it counts with the host's monotonic timer, so that setting the host's clock changes nothing. The server read its
/// clock somewhere within the round trip; the whole of it is taken off, so that a host is behind the server by at most a round trip and never ahead of it.
/// Time does not run backwards: where a look says that it is earlier, it stands until that has passed.
/// Until the server has answered for the first time the host's clock counts; what was decided by it is not stored where it was ahead.
/// </remarks>
internal sealed partial class ServerTime : TimeProvider, IDisposable
{
    private const int Looks = 5;
    private const string Now = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint";

    private static readonly TimeSpan BetweenMeasurements = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan GoodRoundTrip = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestRoundTrip = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WorthSaying = TimeSpan.FromSeconds(1);

    // How much two clocks may drift apart: a look with a long round trip is better than an old one.
    private const double Drift = 0.0002;

    private readonly Func<DateTimeOffset> _ask;
    private readonly TimeProvider _host;
    private readonly ILogger _log;
    private readonly Lock _measuring = new();
    private volatile Look? _look;
    private volatile ITimer? _timer;
    private bool _disposed;
    private long _last;

    // The latest that was told before the server had answered.
    private long _guessed;

    public ServerTime(PostgreSqlDatabase database, TimeProvider host, ILogger<ServerTime> log)
        : this(() => Ask(database), host, log)
    {
    }

    /// <summary>The time of whoever <paramref name="ask"/> asks.</summary>
    internal ServerTime(Func<DateTimeOffset> ask, TimeProvider host, ILogger<ServerTime> log) => (_ask, _host, _log) = (ask, host, log);

    public override TimeZoneInfo LocalTimeZone => _host.LocalTimeZone;

    public override long TimestampFrequency => _host.TimestampFrequency;

    public override long GetTimestamp() => _host.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => _host.CreateTimer(callback, state, dueTime, period);

    public override DateTimeOffset GetUtcNow()
    {
        Begin();
        return _look is { } look
            ? Latest(ref _last, look.Server + _host.GetElapsedTime(look.Received))
            : Guess();
    }

    /// <summary>Refuses to have stored what was decided by this host's clock, before the server had said what time it is, where that clock is ahead.</summary>
    /// <param name="at">When it says that it happened.</param>
    /// <exception cref="IOException">It may be ahead. Decided again, it is decided by the server's clock.</exception>
    public void Require(DateTimeOffset at)
    {
        if (_look is null)
        {
            lock (_measuring)
            {
                if (_look is null && !_disposed)
                {
                    Measure();
                }
            }
        }

        if (_look is null)
        {
            throw new IOException("The database server could not be asked what time it is; nothing is stored by this host's own clock.");
        }

        if (at.UtcTicks <= Interlocked.Read(ref _guessed) && at > GetUtcNow())
        {
            throw new IOException("This was decided by this host's own clock, which is ahead of the database server's; nothing of it is stored. Asked again, it is decided by the server's.");
        }
    }

    private DateTimeOffset Guess()
    {
        var now = _host.GetUtcNow();
        Latest(ref _guessed, now);
        return now;
    }

    // The later of what is known and what is told, which from then on is known.
    private static DateTimeOffset Latest(ref long known, DateTimeOffset told)
    {
        var now = told.UtcTicks;
        for (var last = Interlocked.Read(ref known); last < now;)
        {
            var seen = Interlocked.CompareExchange(ref known, now, last);
            if (seen == last)
            {
                return new DateTimeOffset(now, TimeSpan.Zero);
            }

            last = seen;
        }

        return new DateTimeOffset(Interlocked.Read(ref known), TimeSpan.Zero);
    }

    /// <summary>Asks the server for the first time, where that has not been done, and from then on each minute.</summary>
    public void Begin()
    {
        if (_timer is not null)
        {
            return;
        }

        lock (_measuring)
        {
            if (_timer is null && !_disposed)
            {
                Measure();
                _timer = _host.CreateTimer(_ => MeasureAgain(), null, Pause, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Dispose()
    {
        lock (_measuring)
        {
            _disposed = true;
            _timer?.Dispose();
        }
    }

    private TimeSpan Pause => _look is null ? PauseAfterFailure : BetweenMeasurements;

    private void MeasureAgain()
    {
        lock (_measuring)
        {
            if (!_disposed)
            {
                Measure();
                _timer?.Change(Pause, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Asks the server, and counts from its answer where that is surer than what is known.</summary>
    internal void Measure()
    {
        Look best;
        try
        {
            // The first may have to connect; of the others the fastest is the surest.
            best = Enumerable.Range(0, Looks).Select(_ => LookOnce()).MinBy(look => look.RoundTrip)!;
        }
#pragma warning disable CA1031 // A server that can't be asked now is asked later; the store says what it suffers from.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            LogNotAsked(problem);
            return;
        }

        if (best.RoundTrip > LongestRoundTrip || (best.RoundTrip > GoodRoundTrip && _look is { } known && best.RoundTrip > Uncertainty(known)))
        {
            LogRefused(best.RoundTrip);
            return;
        }

        if (_look is null && (_host.GetUtcNow() - best.Server - _host.GetElapsedTime(best.Received)).Duration() is var apart && apart > WorthSaying)
        {
            LogApart(apart);
        }

        _look = best;
    }

    private TimeSpan Uncertainty(Look look) => look.RoundTrip + (_host.GetElapsedTime(look.Received) * Drift);

    private Look LookOnce()
    {
        var sent = _host.GetTimestamp();
        var server = _ask();
        var received = _host.GetTimestamp();
        return new Look(server, received, _host.GetElapsedTime(sent, received));
    }

    private static DateTimeOffset Ask(PostgreSqlDatabase database) =>
        DateTimeOffset.UnixEpoch.AddTicks(Convert.ToInt64(database.Scalar(Now), CultureInfo.InvariantCulture) * TimeSpan.TicksPerMicrosecond);

    private sealed record Look(DateTimeOffset Server, long Received, TimeSpan RoundTrip);

    [LoggerMessage(Level = LogLevel.Warning, Message = "This host's clock and the database server's are {Apart} apart; the server's counts.")]
    private partial void LogApart(TimeSpan apart);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database server took {RoundTrip} to say what time it is; that is too long to be used.")]
    private partial void LogRefused(TimeSpan roundTrip);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database server could not be asked what time it is; it is asked again.")]
    private partial void LogNotAsked(Exception problem);
}

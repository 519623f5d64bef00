using Microsoft.Extensions.Logging.Abstractions;
using Xiezhi.Storage.Schema.PostgreSql;

namespace Xiezhi.Storage.Tests.PostgreSql;

public sealed class ServerTimeTests : IDisposable
{
    private readonly Host _host = new();
    private readonly ServerTime _time;
    private DateTimeOffset _server = new(2024, 9, 12, 1, 0, 0, TimeSpan.Zero);
    private TimeSpan _roundTrip = TimeSpan.FromMilliseconds(4);
    private TimeSpan _lateAnswer;
    private bool _away;

    public ServerTimeTests() => _time = new ServerTime(Ask, _host, NullLogger<ServerTime>.Instance);

    [Fact]
    public void A_host_counts_from_the_servers_answer_and_whatever_becomes_of_its_own_clock()
    {
        _time.Begin();

        Pass(TimeSpan.FromSeconds(30));
        _host.Now += TimeSpan.FromMinutes(-1);

        Assert.Equal(_server, _time.GetUtcNow());
    }

    [Fact]
    public void A_host_is_behind_the_server_by_at_most_a_round_trip_and_never_ahead()
    {
        _lateAnswer = TimeSpan.FromMilliseconds(3);

        _time.Begin();

        Assert.Equal(_lateAnswer, _server - _time.GetUtcNow());
    }

    [Fact]
    public void Time_stands_and_does_not_run_backwards_where_the_server_says_that_it_is_earlier()
    {
        var before = _time.GetUtcNow();
        _server -= TimeSpan.FromSeconds(10);
        _time.Measure();

        Assert.Equal(before, _time.GetUtcNow());
        Pass(TimeSpan.FromSeconds(10));
        Assert.InRange(_time.GetUtcNow(), before, _server);
        Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(_server, _time.GetUtcNow());
    }

    [Fact]
    public void An_answer_with_a_long_round_trip_is_refused_where_a_surer_one_is_known()
    {
        _ = _time.GetUtcNow();
        _roundTrip = TimeSpan.FromMilliseconds(500);
        _server += TimeSpan.FromHours(1);

        _time.Measure();

        Assert.InRange(_server - _time.GetUtcNow(), TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(61));
    }

    [Fact]
    public void Until_the_server_has_answered_the_hosts_clock_counts()
    {
        _away = true;
        Assert.Equal(_host.Now, _time.GetUtcNow());

        _away = false;
        _time.Measure();

        Assert.Equal(_server, _time.GetUtcNow());
    }

    [Fact]
    public void What_was_decided_by_a_hosts_clock_that_is_ahead_is_not_stored_once_the_server_says_so()
    {
        _away = true;
        _host.Now = _server + TimeSpan.FromMinutes(1);
        var decided = _time.GetUtcNow();

        Assert.Throws<IOException>(() => _time.Require(decided));
        _away = false;
        Assert.Throws<IOException>(() => _time.Require(decided));

        // Asked again it is decided by the server's clock; and what another host decided may be a round trip ahead of this one.
        _time.Require(_time.GetUtcNow());
        _time.Require(_host.Now + TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void What_was_decided_by_a_hosts_clock_that_is_behind_is_stored()
    {
        _away = true;
        _host.Now = _server - TimeSpan.FromMinutes(1);
        var decided = _time.GetUtcNow();
        _away = false;

        _time.Require(decided);
    }

    public void Dispose() => _time.Dispose();

    private DateTimeOffset Ask()
    {
        if (_away)
        {
            throw new TimeoutException();
        }

        Pass(_roundTrip - _lateAnswer);
        var said = _server;
        Pass(_lateAnswer);
        return said;
    }

    private void Pass(TimeSpan time)
    {
        _server += time;
        _host.Now += time;
        _host.Passed += time;
    }

    /// <summary>A host whose timers never come: the test says when the server is asked.</summary>
    private sealed class Host : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public TimeSpan Passed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Now;

        public override long GetTimestamp() => Passed.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Never();

        private sealed class Never : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}

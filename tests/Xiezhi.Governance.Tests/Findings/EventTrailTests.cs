using Xiezhi.Governance.Findings;
using Xiezhi.Governance.Log;

namespace Xiezhi.Governance.Tests.Findings;

public sealed class EventTrailTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, 1, TimeSpan.FromHours(8));

    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(100)]
    public void Every_event_is_found_at_its_place(int count)
    {
        var trail = Of(count);

        Assert.Equal(count, trail.Count);
        var hash = default(EventHash);
        for (var place = 1; place <= count; place++)
        {
            hash = hash.Next("event " + place);
            Assert.Equal(hash, trail.HashOf(place));
            Assert.Equal((Start.AddMinutes(place).UtcDateTime, TimeSpan.Zero), (trail.TimeOf(place).UtcDateTime, trail.TimeOf(place).Offset));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => trail.HashOf(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => trail.TimeOf(count + 1));
    }

    [Fact]
    public void A_trail_stays_as_it_was_when_others_go_on_from_it()
    {
        var trail = Of(33);

        var (one, other) = (trail.Add(default, Start), trail.Add(default(EventHash).Next("other"), Start));

        Assert.Equal((33, 34, 34), (trail.Count, one.Count, other.Count));
        Assert.Equal(default, one.HashOf(34));
        Assert.Equal(default(EventHash).Next("other"), other.HashOf(34));
        Assert.Equal(Of(33), trail);
        Assert.NotEqual(one, other);
        Assert.NotEqual(trail, one);
        Assert.NotEqual(Of(32), Of(64));
    }

    private static EventTrail Of(int count)
    {
        var (trail, hash) = (EventTrail.Empty, default(EventHash));
        for (var place = 1; place <= count; place++)
        {
            hash = hash.Next("event " + place);
            trail = trail.Add(hash, Start.AddMinutes(place));
        }

        return trail;
    }
}

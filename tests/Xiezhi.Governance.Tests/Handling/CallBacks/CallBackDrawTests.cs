using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Handling.CallBacks;

namespace Xiezhi.Governance.Tests.Handling.CallBacks;

public sealed class CallBackDrawTests
{
    // Worked out with whole numbers from what the remarks say of the draw.
    [Fact]
    public void A_draw_is_what_anybody_works_out_from_what_the_event_says()
    {
        var id = CaseId.For("default", "1");
        var text = "xiezhi.call-back\nspring/2024-09\n" + id + "\n1\n" + new string('0', 64);
        var first = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
        var share = BigInteger.Parse("0" + first, NumberStyles.HexNumber, CultureInfo.InvariantCulture) * 100 * BigInteger.Pow(10, 12) / BigInteger.Pow(2, 64);

        Assert.Equal(share, (BigInteger)(CallBackDraw.Of("spring/2024-09", id, 1, new string('0', 64)) * 1_000_000_000_000m));
    }

    // With 20,000 draws the number drawn lies within 4 standard deviations of what is asked: of a fair draw, all but 1 in 15,000 tests; the seed is fixed.
    [Theory]
    [InlineData(20)]
    [InlineData(2.5)]
    [InlineData(75)]
    public void Over_many_cases_the_share_drawn_is_the_share_asked(double percent)
    {
        const int Cases = 20_000;
        var drawn = Enumerable.Range(0, Cases).Count(i =>
            CallBackDraw.Of("spring/2024-09", CaseId.For("default", i.ToString(CultureInfo.InvariantCulture)), 1, Head(i)) < (decimal)percent);

        var expected = Cases * percent / 100;
        var deviation = Math.Sqrt(expected * (1 - (percent / 100)));
        Assert.InRange(drawn, expected - (4 * deviation), expected + (4 * deviation));
    }

    [Fact]
    public void A_larger_share_draws_all_that_a_smaller_one_does_and_the_same_draw_is_the_same_again() =>
        Gen.Select(Gen.String, Gen.Int[1, 9], Gen.Int).Sample((seed, number, n) =>
        {
            var id = CaseId.For("default", "case");
            var draw = CallBackDraw.Of(seed, id, number, Head(n));
            Assert.InRange(draw, 0m, 99.999999999999m);
            Assert.Equal(draw, CallBackDraw.Of(seed, id, number, Head(n)));
            Assert.True(CallBackDraw.Holds(id, new CallBackDrawn(number, 50, seed, Head(n), draw, draw < 50, null, null)));
            Assert.False(CallBackDraw.Holds(id, new CallBackDrawn(number, 50, seed, Head(n), draw, draw >= 50, null, null)));
            Assert.False(CallBackDraw.Holds(id, new CallBackDrawn(number, 50, seed, Head(n + 1), draw, draw < 50, null, null)));
        });

    private static string Head(int n) => Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(n)));
}

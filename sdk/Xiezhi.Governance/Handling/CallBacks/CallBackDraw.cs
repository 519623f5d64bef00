using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Xiezhi.Governance.Cases;

namespace Xiezhi.Governance.Handling.CallBacks;

/// <summary>The draw that decides whether a case is called back: a number that nobody knew beforehand and anybody can work out again.</summary>
/// <remarks>
/// The number is that of the first eight bytes of SHA-256 over <c>xiezhi.call-back</c>, the seed, the case's id, the number of the call-back and the
/// hash of the event before, in UTF-8, a line each; as a share of 2^64 in percent, cut to twelve places. The seed is public beforehand; the hash before
/// depends on all that happened in the case, with the milliseconds at which the engine recorded it, and so is known to nobody while the case is
/// handled. Afterwards it stands in the log, which proves itself.
/// </remarks>
public static class CallBackDraw
{
    private const int Places = 12;

    /// <summary>The draw, at least 0 and less than 100. A case is drawn where it is less than the share.</summary>
    /// <param name="seed">The seed with its period, as the event keeps it.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="number">The number of the call-back in the case, from 1.</param>
    /// <param name="before">The hash of the event before the draw, 64 hexadecimal digits.</param>
    public static decimal Of(string seed, CaseId caseId, int number, string before)
    {
        ArgumentNullException.ThrowIfNull(seed);
        ArgumentNullException.ThrowIfNull(before);
        var text = string.Join('\n', "xiezhi.call-back", seed, caseId.ToString(), number.ToString(CultureInfo.InvariantCulture), before);
        var drawn = BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

        // 100 · drawn / 2^64 in units of the last place; exact, so that every machine cuts alike.
        var units = (new BigInteger(drawn) * BigInteger.Pow(10, Places + 2)) >> 64;
        return new decimal((long)units) / 1_000_000_000_000m;
    }

    /// <summary>Whether an event says what the draw was.</summary>
    /// <param name="caseId">The case.</param>
    /// <param name="drawn">The event.</param>
    public static bool Holds(CaseId caseId, CallBackDrawn drawn)
    {
        ArgumentNullException.ThrowIfNull(drawn);
        var draw = Of(drawn.Seed, caseId, drawn.Number, drawn.Before);
        return draw == drawn.Draw && drawn.Drawn == draw < drawn.Share;
    }
}

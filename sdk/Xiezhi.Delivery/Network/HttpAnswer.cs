using System.Net;
using System.Text;

namespace Xiezhi.Delivery.Network;

/// <summary>What a receiver answered.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The body.</param>
/// <param name="RetryAfter">The pause that it asked for, at most an hour.</param>
internal sealed record HttpAnswer(HttpStatusCode Status, ReadOnlyMemory<byte> Body, TimeSpan? RetryAfter)
{
    private const int Shown = 200;

    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>Whether the same request may well succeed later (RFC 9110, sections 15.5.9 and 15.6; RFC 6585 and RFC 8470 for 429 and 425).</summary>
    public bool IsTemporary => (int)Status is 408 or 425 or 429 or >= 500;

    /// <summary>The beginning of the body, for people to read.</summary>
    public string Beginning => Encoding.UTF8.GetString(Body.Span[..Math.Min(Shown, Body.Length)]);
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Polly;
using Polly.CircuitBreaker;
using Xiezhi.Runtime.Outbox;

namespace Xiezhi.Delivery.Network;

/// <summary>Calls receivers outside: bounded in time and size, never into a network that was not allowed, and not while a receiver keeps failing.</summary>
/// <remarks>
/// The address is judged when the connection is made, after the name was looked up, so that a name that changes its address between a check and
/// the call reaches nothing. Redirects are not followed. Repeating is the outbox's business: it is durable there. Thread-safe.
/// </remarks>
internal sealed class GuardedHttp : IDisposable
{
    private const int LargestAnswer = 1 << 20;

    private readonly DeliveryOptions _options;
    private readonly TimeProvider _time;
    private readonly ImmutableArray<IPNetwork> _allowed;
    private readonly HttpClient _client;
    private readonly ConcurrentDictionary<string, ResiliencePipeline<HttpAnswer>> _breakers = new(StringComparer.Ordinal);

    public GuardedHttp(DeliveryOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _allowed = [.. options.AllowedNetworks.Select(IPNetwork.Parse)];
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectCallback = ConnectAsync,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            MaxResponseHeadersLength = 32,
        })
        {
            Timeout = options.Timeout,
            MaxResponseContentBufferSize = LargestAnswer,
        };
    }

    /// <summary>Sends a request to the receiver that the configuration calls <paramref name="receiver"/>.</summary>
    /// <exception cref="OutboxPostponedException">The receiver has kept failing, or asked for a pause.</exception>
    /// <exception cref="OutboxRefusedException">The receiver is in a network that is not allowed.</exception>
    /// <exception cref="HttpRequestException">It could not be reached, did not answer in time, or could not do it now.</exception>
    public async Task<HttpAnswer> SendAsync(string receiver, Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        var breaker = _breakers.GetOrAdd(receiver, _ => MakeBreaker());
        HttpAnswer answer;
        try
        {
            answer = await breaker.ExecuteAsync(async cancelled => await SendAsync(request, cancelled).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
        catch (BrokenCircuitException broken)
        {
            throw new OutboxPostponedException($"{receiver} has kept failing and is left alone for a while.", broken.RetryAfter ?? _options.BreakDuration);
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException($"{receiver} did not answer within {_options.Timeout}.");
        }
        catch (HttpRequestException problem) when (problem.InnerException is OutboxRefusedException refused)
        {
            throw new OutboxRefusedException(refused.Message, problem);
        }

        if (answer.RetryAfter is { } pause && answer.IsTemporary)
        {
            throw new OutboxPostponedException($"{receiver} answered {(int)answer.Status} and asked for a pause of {pause}.", pause);
        }

        return answer.IsTemporary ? throw new HttpRequestException($"{receiver} answered {(int)answer.Status}: {answer.Beginning}") : answer;
    }

    public void Dispose() => _client.Dispose();

    private async Task<HttpAnswer> SendAsync(Func<HttpRequestMessage> make, CancellationToken cancellationToken)
    {
        using var request = make();
        using var response = await _client.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        return new HttpAnswer(response.StatusCode, body, Pause(response));
    }

    private TimeSpan? Pause(HttpResponseMessage response)
    {
        var asked = response.Headers.RetryAfter;
        var pause = asked?.Delta ?? (asked?.Date is { } date ? date - _time.GetUtcNow() : null);
        return pause is { } given && given > TimeSpan.Zero ? TimeSpan.FromTicks(Math.Min(given.Ticks, TimeSpan.TicksPerHour)) : null;
    }

    private ResiliencePipeline<HttpAnswer> MakeBreaker() =>
        new ResiliencePipelineBuilder<HttpAnswer> { TimeProvider = _time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpAnswer>
            {
                ShouldHandle = new PredicateBuilder<HttpAnswer>().Handle<HttpRequestException>().Handle<TaskCanceledException>().HandleResult(answer => answer.IsTemporary),
                FailureRatio = 0.5,
                MinimumThroughput = 5,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = _options.BreakDuration,
            })
            .Build();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false);
        var reachable = addresses.Where(IsAllowed).ToArray();
        if (reachable.Length == 0)
        {
            throw new OutboxRefusedException(
                $"{host} is {string.Join(", ", addresses.Select(address => address.ToString()))}, which is not on the public internet: "
                + "to call it all the same, add its network to AllowedNetworks.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(reachable, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool IsAllowed(IPAddress address)
    {
        var meant = PublicAddresses.Meant(address);
        return PublicAddresses.Contains(address) || _allowed.Any(network => network.Contains(meant));
    }
}

using System.Collections.Concurrent;
using System.Net;

namespace Xiezhi.Delivery.Tests;

/// <summary>What a receiver was sent.</summary>
internal sealed record Received(string Method, IReadOnlyDictionary<string, string> Headers, byte[] Body);

/// <summary>Another system on the loopback network: keeps what it is sent, and answers what the test says.</summary>
internal sealed class Receiver : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Func<int, (int Status, string Body, string? RetryAfter)> _answer;

    public Receiver(Func<int, (int Status, string Body, string? RetryAfter)>? answer = null)
    {
        _answer = answer ?? (_ => (204, "", null));
        Url = $"http://127.0.0.1:{FreePort.Next()}/in/";
        _listener.Prefixes.Add(Url);
        _listener.Start();
        _ = Task.Run(ListenAsync);
    }

    public string Url { get; }

    public ConcurrentQueue<Received> Requests { get; } = new();

    public void Dispose() => _listener.Close();

    private async Task ListenAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            var headers = context.Request.Headers.AllKeys.ToDictionary(key => key!, key => context.Request.Headers[key]!, StringComparer.OrdinalIgnoreCase);
            var (status, text, retryAfter) = _answer(Requests.Count);
            Requests.Enqueue(new Received(context.Request.HttpMethod, headers, body.ToArray()));
            context.Response.StatusCode = status;
            if (retryAfter is not null)
            {
                context.Response.AddHeader("Retry-After", retryAfter);
            }

            if (status is 302)
            {
                context.Response.RedirectLocation = text;
                text = "";
            }

            var content = System.Text.Encoding.UTF8.GetBytes(text);
            await context.Response.OutputStream.WriteAsync(content);
            context.Response.Close();
        }
    }
}

internal static class FreePort
{
    public static int Next()
    {
        using var socket = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}

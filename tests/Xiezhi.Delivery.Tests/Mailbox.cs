using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace Xiezhi.Delivery.Tests;

/// <summary>A mail server on the loopback network, as far as one mail needs it; refuses recipients that begin with <c>nobody</c>.</summary>
internal sealed class Mailbox : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public Mailbox()
    {
        _listener.Start();
        _ = Task.Run(ListenAsync);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public ConcurrentQueue<MimeMessage> Mails { get; } = new();

    /// <summary>Whether it answers those who take their leave.</summary>
    public bool SaysGoodbye { get; init; } = true;

    /// <summary>Whether its greeting comes line by line and never ends.</summary>
    public bool Drips { get; init; }

    public void Dispose() => _listener.Stop();

    private async Task ListenAsync()
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync();
            }
            catch (SocketException)
            {
                return;
            }

            using (client)
            {
                await ServeAsync(client.GetStream());
            }
        }
    }

    private async Task ServeAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\r\n", AutoFlush = true };
        while (Drips)
        {
            await writer.WriteLineAsync("220-wait");
            await Task.Delay(100);
        }

        await writer.WriteLineAsync("220 mailbox");
        while (await reader.ReadLineAsync() is { } line)
        {
            if (!SaysGoodbye && line.StartsWith("QUIT", StringComparison.Ordinal))
            {
                continue;
            }

            if (line.StartsWith("DATA", StringComparison.Ordinal))
            {
                await writer.WriteLineAsync("354 go on");
                var text = new StringBuilder();
                while (await reader.ReadLineAsync() is { } part && part != ".")
                {
                    text.Append(part.StartsWith('.') ? part[1..] : part).Append("\r\n");
                }

                Mails.Enqueue(await MimeMessage.LoadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text.ToString()))));
            }

            await writer.WriteLineAsync(line switch
            {
                ['E' or 'H', ..] => "250 mailbox",
                _ when line.StartsWith("RCPT TO:<nobody", StringComparison.Ordinal) => "550 no such user",
                _ when line.StartsWith("QUIT", StringComparison.Ordinal) => "221 bye",
                _ => "250 ok",
            });
        }
    }
}

using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Xiezhi.Storage.Tests.PostgreSql;

/// <summary>What the wire does with a request once it is told to break.</summary>
internal enum Break
{
    /// <summary>The server never hears it.</summary>
    BeforeTheServer,

    /// <summary>The server carries it out, and its answer is lost.</summary>
    BeforeTheAnswer,

    /// <summary>The server is still at it when the client has lost the connection.</summary>
    AtOnceForTheClientAlone,
}

/// <summary>A wire to the server that breaks when it is told to.</summary>
internal sealed class BrokenWire : IAsyncDisposable
{
    // The message that ends a request: Sync, of four bytes.
    private static readonly byte[] Sync = [(byte)'S', 0, 0, 0, 4];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly NpgsqlConnectionStringBuilder _server;
    private (Break How, int Requests)? _armed;

    public BrokenWire(string connectionString)
    {
        _server = new NpgsqlConnectionStringBuilder(connectionString);
        _listener.Start();
        _ = AcceptAsync();
    }

    public string ConnectionString =>
        new NpgsqlConnectionStringBuilder(_server.ToString()) { Host = "127.0.0.1", Port = ((IPEndPoint)_listener.LocalEndpoint).Port, SslMode = SslMode.Disable }.ToString();

    /// <summary>How often it broke.</summary>
    public int Breaks { get; private set; }

    /// <summary>Breaks at a request from now on: 1 is the next.</summary>
    public void BreakAt(int request, Break how) => _armed = (how, request);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var client = await _listener.AcceptSocketAsync(_stop.Token);
            var server = _server.Host!.StartsWith('/') ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp);
            await server.ConnectAsync(_server.Host.StartsWith('/') ? new UnixDomainSocketEndPoint($"{_server.Host}/.s.PGSQL.{_server.Port}") : new DnsEndPoint(_server.Host, _server.Port), _stop.Token);
            _ = new Line(this, client, server).RunAsync();
        }
    }

    private Break? Request()
    {
        if (_armed is not { } armed)
        {
            return null;
        }

        _armed = armed.Requests > 1 ? (armed.How, armed.Requests - 1) : null;
        if (armed.Requests > 1)
        {
            return null;
        }

        Breaks++;
        return armed.How;
    }

    private sealed class Line(BrokenWire wire, Socket client, Socket server)
    {
        private volatile bool _answersAreLost;
        private volatile bool _serverStays;

        public async Task RunAsync()
        {
            try
            {
                await Task.WhenAny(RequestsAsync(), AnswersAsync());
            }
            finally
            {
                client.Dispose();
                if (!_serverStays)
                {
                    server.Dispose();
                }
            }
        }

        private async Task RequestsAsync()
        {
            var bytes = new byte[1 << 20];
            for (int read; (read = await client.ReceiveAsync(bytes, wire._stop.Token)) > 0;)
            {
                var how = bytes.AsSpan(0, read).EndsWith(Sync) ? wire.Request() : null;
                if (how == Break.BeforeTheServer)
                {
                    return;
                }

                _answersAreLost = how is not null;
                _serverStays = how == Break.AtOnceForTheClientAlone;
                await server.SendAsync(bytes.AsMemory(0, read), wire._stop.Token);
                if (how == Break.AtOnceForTheClientAlone)
                {
                    return;
                }
            }
        }

        private async Task AnswersAsync()
        {
            var bytes = new byte[1 << 20];
            for (int read; (read = await server.ReceiveAsync(bytes, wire._stop.Token)) > 0;)
            {
                if (_answersAreLost)
                {
                    // The server has carried it out; it is the client alone that does not hear.
                    return;
                }

                await client.SendAsync(bytes.AsMemory(0, read), wire._stop.Token);
            }
        }
    }
}

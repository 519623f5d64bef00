using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Xiezhi.Crash.Comparing;
using Xiezhi.Crash.Load;
using Xiezhi.Crash.Servers;

namespace Xiezhi.Crash;

/// <summary>A server under load that is killed at random moments, again and again; then the comparison.</summary>
internal sealed class CrashRun(CrashOptions options)
{
    private static readonly TimeSpan LongestSettling = TimeSpan.FromMinutes(5);

    private readonly Random _random = new(options.Seed);

    /// <summary>Where journals, the server's output, and the database lie, where no other place was given for it.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("xiezhi-crash-").FullName;

    public async Task<Comparison> RunAsync(CancellationToken cancellationToken)
    {
        var database = OpenDatabase();
        Comparison result;
        await using (database)
        {
            await database.StartAsync(cancellationToken);
            var address = FreeAddress();
            await KillAsync(database, address, cancellationToken);
            await SettleAsync(database, address, cancellationToken);
            var comparer = new LogComparer(database);
            await using (comparer)
            {
                result = await comparer.CompareAsync(Journal.ReadAll(Folder), cancellationToken);
            }
        }

        if (result.Holds)
        {
            Directory.Delete(Folder, recursive: true);
        }

        return result;
    }

    private IDatabase OpenDatabase() => options.Store == "sqlite"
        ? new SqliteFile(options.Directory ?? Folder)
        : new PostgreSqlServer(options.Directory ?? Path.Combine(Folder, "postgresql"));

    private async Task KillAsync(IDatabase database, Uri address, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var clients = new List<Task>();
        try
        {
            await KillAsync(database, address, clients, stop);
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(clients);
        }
    }

    private async Task KillAsync(IDatabase database, Uri address, List<Task> clients, CancellationTokenSource stop)
    {
        var cancellationToken = stop.Token;
        using var power = options.PowerLoss is { } pipe ? new Power(pipe, options.PowerLost) : null;
        for (var kill = 1; kill <= options.Kills; kill++)
        {
            using var server = Start(database, address);
            if (clients.Count == 0)
            {
                // The first start makes the schema and publishes the package; clients then meet whatever comes.
                await server.AnswersAsync(address, cancellationToken);
                clients.AddRange(Enumerable.Range(0, options.Clients).Select(number => Task.Run(() => WorkAsync(number, address, cancellationToken), CancellationToken.None)));
            }

            if (_random.Next(8) == 0)
            {
                // Some die before they answer.
                await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(0, 1500)), cancellationToken);
            }
            else
            {
                await server.AnswersAsync(address, cancellationToken);
                await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(50, 1500)), cancellationToken);
            }

            if (database.CanBeKilled && kill % 2 == 0)
            {
                // The server lives on and meets connections that are cut; it goes with the next kill.
                await database.KillAndRestartAsync(cancellationToken);
                await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(50, 1000)), cancellationToken);
            }

            await server.KillAsync();
            if (power is not null)
            {
                await power.LoseAsync(cancellationToken);
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"killed {kill} of {options.Kills}"));
        }

        using (var last = Start(database, address))
        {
            await last.AnswersAsync(address, cancellationToken);
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);

            // Clients end while a server answers; one that is killed would leave each with a command that nobody can tell of.
            await stop.CancelAsync();
            await Task.WhenAll(clients);
            await last.KillAsync();
        }
    }

    /// <summary>Lets a server do what is due, until nothing is due and nothing waits for delivery.</summary>
    private async Task SettleAsync(IDatabase database, Uri address, CancellationToken cancellationToken)
    {
        using var server = Start(database, address);
        await server.AnswersAsync(address, cancellationToken);
        var looking = new LogComparer(database);
        await using (looking)
        {
            var began = TimeProvider.System.GetTimestamp();
            while (!await looking.IsQuietAsync(cancellationToken) && TimeProvider.System.GetElapsedTime(began) < LongestSettling)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(250), cancellationToken);
            }
        }

        await server.KillAsync();
    }

    private async Task WorkAsync(int number, Uri address, CancellationToken stop)
    {
        using var journal = new Journal(Path.Combine(Folder, $"{number}.journal"));
        using var client = new Client(number, address, journal, unchecked((options.Seed * 31) + number));
        await client.WorkAsync(stop);
    }

    private ServerProcess Start(IDatabase database, Uri address) => ServerProcess.Start(options, database, address, Path.Combine(Folder, "server.log"));

    private static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"));
    }
}

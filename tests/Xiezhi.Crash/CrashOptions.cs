using System.Globalization;

namespace Xiezhi.Crash;

/// <summary>What the command line asks for.</summary>
internal sealed record CrashOptions
{
    public const string Usage =
        "Xiezhi.Crash KILLS --server DLL [--store sqlite|postgres] [--directory DIR] [--power-loss FIFO [--power-lost FIFO]] [--clients N] [--seed N]";

    /// <summary>How often the server is killed.</summary>
    public required int Kills { get; init; }

    /// <summary>The server's program.</summary>
    public required string Server { get; init; }

    /// <summary>Where cases are stored.</summary>
    public string Store { get; init; } = "sqlite";

    /// <summary>Where the database lies; a folder of its own that is removed afterwards, where none is given.</summary>
    public string? Directory { get; init; }

    /// <summary>The pipe that tells LazyFS to forget what was not synced.</summary>
    public string? PowerLoss { get; init; }

    /// <summary>The pipe on which LazyFS says that it has forgotten; without it, it is given a moment.</summary>
    public string? PowerLost { get; init; }

    /// <summary>How many clients work at once.</summary>
    public int Clients { get; init; } = 12;

    /// <summary>What decides when to kill and what clients do.</summary>
    public int Seed { get; init; }

    /// <summary>Reads arguments; <see langword="null"/> where they make no sense.</summary>
    public static CrashOptions? Read(string[] arguments)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 1; i < arguments.Length; i += 2)
        {
            if (i + 1 == arguments.Length || !arguments[i].StartsWith("--", StringComparison.Ordinal) || !values.TryAdd(arguments[i], arguments[i + 1]))
            {
                return null;
            }
        }

        var known = new[] { "--server", "--store", "--directory", "--power-loss", "--power-lost", "--clients", "--seed" };
        if (arguments.Length == 0 || !Number(arguments[0], 0, 1_000_000, out var kills) || values.Keys.Except(known).Any() || !values.TryGetValue("--server", out var server)
            || values.GetValueOrDefault("--store", "sqlite") is not ("sqlite" or "postgres")
            || !Number(values.GetValueOrDefault("--clients", "12"), 1, 1000, out var clients)
            || !Number(values.GetValueOrDefault("--seed", Environment.TickCount.ToString(CultureInfo.InvariantCulture)), int.MinValue, int.MaxValue, out var seed))
        {
            return null;
        }

        return new CrashOptions
        {
            Kills = kills,
            Server = server,
            Store = values.GetValueOrDefault("--store", "sqlite"),
            Directory = values.GetValueOrDefault("--directory"),
            PowerLoss = values.GetValueOrDefault("--power-loss"),
            PowerLost = values.GetValueOrDefault("--power-lost"),
            Clients = clients,
            Seed = seed,
        };
    }

    private static bool Number(string text, int least, int most, out int number) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) && number >= least && number <= most;
}

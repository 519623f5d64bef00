using System.Globalization;

namespace Xiezhi.Crash;

/// <summary>What the command line asks for.</summary>
internal sealed record CrashOptions
{
    public const string Usage =
        "Xiezhi.Crash KILLS --server DLL [--store sqlite|postgres] [--directory DIR] [--power-loss FIFO [--power-lost FIFO]] [--clients N] [--seed N]";

    private static readonly string[] Known = ["--server", "--store", "--directory", "--power-loss", "--power-lost", "--clients", "--seed"];

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

    /// <summary>Reads arguments; <see langword="null"/>, with the reason, where they make no sense.</summary>
    public static CrashOptions? Read(string[] arguments, out string reason)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 1; i < arguments.Length; i += 2)
        {
            if (!Known.Contains(arguments[i]) || !values.TryAdd(arguments[i], arguments.ElementAtOrDefault(i + 1) ?? ""))
            {
                reason = $"{arguments[i]} is no option, or given twice. Options: {string.Join(", ", Known)}.";
                return null;
            }
        }

        var store = values.GetValueOrDefault("--store", "sqlite");
        var (kills, clients, seed) = (0, 0, 0);
        reason = true switch
        {
            _ when arguments.Length == 0 || !Number(arguments[0], 0, 1_000_000, out kills) => $"\"{arguments.FirstOrDefault()}\" is not a number of kills from 0 to 1000000.",
            _ when values.FirstOrDefault(value => value.Value.Length == 0).Key is { } empty => $"{empty} needs a value.",
            _ when !values.ContainsKey("--server") => "--server is missing: the server's program.",
            _ when !File.Exists(values["--server"]) => $"{values["--server"]} is not there: build it first.",
            _ when store is not ("sqlite" or "postgres") => $"\"{store}\" is no store: sqlite or postgres.",
            _ when !Number(values.GetValueOrDefault("--clients", "12"), 1, 1000, out clients) => "--clients is a number from 1 to 1000.",
            _ when !Number(values.GetValueOrDefault("--seed", Environment.TickCount.ToString(CultureInfo.InvariantCulture)), int.MinValue, int.MaxValue, out seed) => "--seed is a number.",
            _ when values.ContainsKey("--power-lost") && !values.ContainsKey("--power-loss") => "--power-lost goes with --power-loss.",
            _ when values.TryGetValue("--power-loss", out var pipe) => Servers.Power.Objection(store, values.GetValueOrDefault("--directory"), pipe, values.GetValueOrDefault("--power-lost")) ?? "",
            _ => "",
        };
        return reason.Length > 0 ? null : new CrashOptions
        {
            Kills = kills,
            Server = values["--server"],
            Store = store,
            Directory = values.TryGetValue("--directory", out var directory) ? Path.GetFullPath(directory) : null,
            PowerLoss = values.GetValueOrDefault("--power-loss"),
            PowerLost = values.GetValueOrDefault("--power-lost"),
            Clients = clients,
            Seed = seed,
        };
    }

    private static bool Number(string text, int least, int most, out int number) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) && number >= least && number <= most;
}

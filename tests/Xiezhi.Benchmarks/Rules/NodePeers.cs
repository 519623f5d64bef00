using System.Diagnostics;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Xiezhi.Benchmarks.Rules;

/// <summary>Rule engines of Node, run by Node on the same table and the same inputs; what can't be run says why.</summary>
internal static class NodePeers
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>The engines, by the names of their packages.</summary>
    public static readonly string[] Engines = ["@gorules/zen-engine", "json-rules-engine"];

    /// <summary>Decisions a second in each round, after its answers were compared with <paramref name="expected"/>; or why not.</summary>
    public static (double[] Rounds, string Version, string? Reason) Measure(string engine, RoutingTable table, string[] expected, int inputsToCompare)
    {
        if (Folder() is not { } folder)
        {
            return ([], "", "its folder was not found");
        }

        if (!Directory.Exists(Path.Combine(folder, "node_modules")) && Run(folder, "npm", "ci", "--no-audit", "--no-fund") is { IsDone: false } refused)
        {
            return ([], "", "npm ci failed: " + refused.Output);
        }

        var file = Path.Combine(Directory.CreateTempSubdirectory("rules").FullName, "table.json");
        File.WriteAllText(file, ToJson(table, expected, inputsToCompare));
        try
        {
            var (isDone, output) = Run(folder, "node", "peers.js", file, engine);
            if (!isDone)
            {
                return ([], "", output);
            }

            var measured = JObject.Parse(output);
            return measured["rounds"] is JArray rounds
                ? (rounds.ToObject<double[]>()!, (string)measured["version"]!, null)
                : ([], "", (string?)measured["reason"]);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    private static string ToJson(RoutingTable table, string[] expected, int inputsToCompare) => new JObject
    {
        ["rules"] = new JArray(table.Routes.Select(route => new JObject
        {
            ["category"] = route.Category, ["district"] = route.District, ["low"] = route.Low, ["high"] = route.High, ["team"] = route.Team,
        })),
        ["inputs"] = new JArray(table.Inputs.Select(message => new JObject
        {
            ["category"] = message.Category, ["district"] = message.District, ["severity"] = message.Severity,
        })),
        ["expected"] = new JArray(expected),
        ["inputsToCompare"] = inputsToCompare,
    }.ToString(Formatting.None);

    private static string? Folder()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Workflow.sln")))
        {
            at = at.Parent;
        }

        var folder = at is null ? null : Path.Combine(at.FullName, "tests", "Xiezhi.Benchmarks", "Rules", "Node");
        return Directory.Exists(folder) ? folder : null;
    }

    private static (bool IsDone, string Output) Run(string folder, string program, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
            using var process = Process.Start(start)!;
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            if (!process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                return (false, $"{program} took longer than {Patience.TotalMinutes} minutes");
            }

            return process.ExitCode == 0 ? (true, output.GetAwaiter().GetResult()) : (false, errors.GetAwaiter().GetResult().Trim().Split('\n')[^1]);
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return (false, program + ": " + missing.Message);
        }
    }
}

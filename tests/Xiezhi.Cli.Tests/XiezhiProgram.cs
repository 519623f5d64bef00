using System.Diagnostics;
using Newtonsoft.Json.Linq;

namespace Xiezhi.Cli.Tests;

/// <summary>The program as a person runs it: a process of its own, with what it printed and its exit status.</summary>
internal sealed record XiezhiProgram(int Status, string Output, string Errors)
{
    public static string Root { get; } = FindRoot();

    public static string Hotline { get; } = Path.Combine(Root, "samples", "Hotline");

    public static string GridManagement { get; } = Path.Combine(Root, "samples", "GridManagement");

    public static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Root };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "xiezhi.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["LANG"] = "C.UTF-8";
        start.Environment.Remove("LC_ALL");
        return Process.Start(start)!;
    }

    public static async Task<XiezhiProgram> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new XiezhiProgram(process.ExitCode, await output, await errors);
    }

    public static Task<XiezhiProgram> RunHotlineAsync(string input, string folder) =>
        RunAsync("run", Hotline, "--input", input, "--output", folder);

    public static JObject Summary(string folder) => JObject.Parse(File.ReadAllText(Path.Combine(folder, "summary.json")));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Workflow.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("Workflow.sln stands in none of the folders above the tests.");
    }
}

/// <summary>A folder that goes when the test ends.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder()
    {
        Location = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "xiezhi-" + System.IO.Path.GetRandomFileName());
        Directory.CreateDirectory(Location);
    }

    public string Location { get; }

    public string Path(string name) => System.IO.Path.Combine(Location, name);

    public string Write(string name, params string[] lines)
    {
        File.WriteAllText(Path(name), string.Join("\n", lines) + "\n");
        return Path(name);
    }

    public void Dispose() => Directory.Delete(Location, recursive: true);
}

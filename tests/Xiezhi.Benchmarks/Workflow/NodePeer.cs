using System.ComponentModel;
using System.Diagnostics;
using Newtonsoft.Json.Linq;

namespace Xiezhi.Benchmarks.Workflow;

/// <summary>The same case on <c>bpmn-engine</c>, by Node: a program of its own in <c>Node/</c>, with what it needs pinned in its lock file.</summary>
internal static class NodePeer
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Tasks completed a second in each round, and bytes a waiting case; or why nothing was measured.</summary>
    internal static (double[] Resumes, double Bytes)? Measure(TextWriter output)
    {
        var folder = Path.Combine(Directory.GetCurrentDirectory(), "tests", "Xiezhi.Benchmarks", "Workflow", "Node");
        if (!Directory.Exists(folder))
        {
            return NotMeasured(output, $"{folder} is not there; run it from the root of the repository");
        }

        if (!Directory.Exists(Path.Combine(folder, "node_modules")) && Run("npm", "ci --no-audit --no-fund", folder) is { Failure: { } refused })
        {
            return NotMeasured(output, refused);
        }

        var (printed, failure) = Run("node", "--expose-gc five-tasks.js", folder);
        if (failure is not null)
        {
            return NotMeasured(output, failure);
        }

        var figures = JObject.Parse(printed);
        return (figures["resumes"]!.ToObject<double[]>()!, (double)figures["bytes"]!);
    }

    private static (double[], double)? NotMeasured(TextWriter output, string reason)
    {
        output.WriteLine($"  bpmn-engine: not measured: {reason}");
        return null;
    }

    private static (string Printed, string? Failure) Run(string program, string arguments, string folder)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var (printed, problems) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            if (!process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                return ("", $"{program} took longer than {Patience}");
            }

            return process.ExitCode == 0 ? (printed.Result, null) : ("", $"{program} {arguments}: {problems.Result.Trim().Split('\n')[^1]}");
        }
        catch (Win32Exception absent)
        {
            return ("", $"{program}: {absent.Message}");
        }
    }
}

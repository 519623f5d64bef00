using System.Globalization;
using Xiezhi.Crash;

if (CrashOptions.Read(args) is not { } options)
{
    await Console.Error.WriteLineAsync(CrashOptions.Usage);
    return 2;
}

var run = new CrashRun(options);
var result = await run.RunAsync(CancellationToken.None);
foreach (var finding in result.Findings.Take(50))
{
    Console.WriteLine(finding);
}

if (!result.Holds)
{
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {options.Seed}; what is left of it: {run.Folder}"));
}

Console.WriteLine(result.Line(options.Kills));
return result.Holds ? 0 : 1;

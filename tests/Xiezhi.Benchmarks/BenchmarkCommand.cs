namespace Xiezhi.Benchmarks;

/// <summary><c>SUITE [--json FILE]</c>: runs one suite, prints its table, and writes its figures where asked.</summary>
internal static class BenchmarkCommand
{
    private const int Misused = 2;

    public static int Run(string[] arguments, TextWriter output, TextWriter errors)
    {
        var suites = Suites();
        var suite = suites.FirstOrDefault(candidate => candidate.Name == arguments.FirstOrDefault());
        if (suite is null || (arguments.Length != 1 && (arguments.Length != 3 || arguments[1] != "--json")))
        {
            errors.WriteLine("Usage: dotnet run -c Release --project tests/Xiezhi.Benchmarks -- SUITE [--json FILE]");
            errors.WriteLine("Suites:");
            foreach (var known in suites)
            {
                errors.WriteLine($"  {known.Name,-12} {known.Description}");
            }

            return Misused;
        }

        output.WriteLine($"{suite.Name}: {suite.Description} (medians; in brackets the least and the most)");
        var report = new Report(output);
        suite.Run(report);
        if (arguments.Length == 3)
        {
            File.WriteAllText(arguments[2], report.ToJson(suite.Name) + "\n");
        }

        return 0;
    }

    private static ISuite[] Suites() =>
        [.. typeof(ISuite).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(ISuite)))
            .Select(type => (ISuite)Activator.CreateInstance(type)!)
            .OrderBy(suite => suite.Name, StringComparer.Ordinal)];
}

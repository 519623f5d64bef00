using System.Collections.Immutable;

namespace Xiezhi.Benchmarks;

/// <summary><c>SUITE [--json FILE]</c> and what options the suite has: runs one, prints its table, and writes its figures where asked.</summary>
internal static class BenchmarkCommand
{
    private const int Misused = 2;
    private const string Json = "--json";

    public static int Run(string[] arguments, TextWriter output, TextWriter errors)
    {
        var suites = Suites();
        var suite = suites.FirstOrDefault(candidate => candidate.Name == arguments.FirstOrDefault());
        if (suite is null || Options(suite, arguments[1..]) is not { } options)
        {
            errors.WriteLine("Usage: dotnet run -c Release --project tests/Xiezhi.Benchmarks -- SUITE [--json FILE]");
            errors.WriteLine("Suites:");
            foreach (var known in suites)
            {
                errors.WriteLine($"  {known.Name,-12} {known.Description}{string.Concat(known.Options.Select(option => $" [{option} …]"))}");
            }

            return Misused;
        }

        output.WriteLine($"{suite.Name}: {suite.Description} (medians; in brackets the least and the most)");
        var report = new Report(output);
        suite.Run(report, options);
        if (options.TryGetValue(Json, out var file))
        {
            File.WriteAllText(file, report.ToJson(suite.Name) + "\n");
        }

        return 0;
    }

    private static ImmutableDictionary<string, string>? Options(ISuite suite, string[] given)
    {
        var pairs = given.Chunk(2).ToArray();
        return pairs.All(pair => pair.Length == 2 && (pair[0] == Json || suite.Options.Contains(pair[0]))) && pairs.DistinctBy(pair => pair[0]).Count() == pairs.Length
            ? pairs.ToImmutableDictionary(pair => pair[0], pair => pair[1])
            : null;
    }

    private static ISuite[] Suites() =>
        [.. typeof(ISuite).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(ISuite)))
            .Select(type => (ISuite)Activator.CreateInstance(type)!)
            .OrderBy(suite => suite.Name, StringComparer.Ordinal)];
}

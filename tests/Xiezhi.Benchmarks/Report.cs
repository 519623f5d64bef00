using System.Globalization;
using System.Runtime.InteropServices;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Xiezhi.Benchmarks;

/// <summary>What a suite measured: figures with their unit, and ratios of two figures.</summary>
internal sealed class Report(TextWriter output)
{
    private readonly List<(string Name, double Median, double Fastest, double Slowest, string Unit)> _figures = [];
    private readonly List<(string Name, double Value, string Meaning)> _ratios = [];

    /// <summary>Measures how many operations a second <paramref name="batch"/> does; it answers how many it did.</summary>
    /// <returns>The median of the rounds, in operations a second.</returns>
    public double Rate(string name, Func<int> batch, string unit = "operations/s")
    {
        var rounds = Measure.Rates(batch);
        return Add(name, rounds, unit);
    }

    /// <summary>Measures how many operations a second each of several does, in turn: for what is compared.</summary>
    /// <returns>The medians of the rounds, in operations a second.</returns>
    public double[] Rates(string unit, params (string Name, Func<int> Batch)[] contestants)
    {
        var rounds = Measure.Rates(Array.ConvertAll(contestants, contestant => contestant.Batch));
        return [.. contestants.Select((contestant, at) => Add(contestant.Name, rounds[at], unit))];
    }

    /// <summary>Says what could not be measured, and why.</summary>
    public void Missing(string name, string reason) => output.WriteLine($"  {name,-56} not measured: {reason}");

    /// <summary>Measures how long <paramref name="action"/> takes.</summary>
    /// <returns>The median of the rounds, in milliseconds.</returns>
    public double Time(string name, Action action)
    {
        var rounds = Measure.Times(action);
        return Add(name, rounds, "ms");
    }

    /// <summary>Adds a figure that was measured in another way.</summary>
    public double Add(string name, double[] rounds, string unit)
    {
        var median = Measure.Median(rounds);
        _figures.Add((name, median, rounds.Min(), rounds.Max(), unit));
        output.WriteLine($"  {name,-56} {Text(median),14} {unit,-14} ({Text(rounds.Min())} to {Text(rounds.Max())})");
        return median;
    }

    /// <summary>Adds a ratio: what a promise about speed is checked by, because it means the same on a slow machine.</summary>
    public void Ratio(string name, double value, string meaning)
    {
        _ratios.Add((name, value, meaning));
        output.WriteLine($"  {name,-56} {Text(value),14} {"x",-14} {meaning}");
    }

    /// <summary>The figures and ratios as JSON, with what is needed to compare them with others.</summary>
    public string ToJson(string suite) => new JObject
    {
        ["suite"] = suite,
        ["runtime"] = RuntimeInformation.FrameworkDescription,
        ["processors"] = Environment.ProcessorCount,
        ["figures"] = new JArray(_figures.Select(figure => new JObject
        {
            ["name"] = figure.Name, ["median"] = figure.Median, ["min"] = figure.Fastest, ["max"] = figure.Slowest, ["unit"] = figure.Unit,
        })),
        ["ratios"] = new JObject(_ratios.Select(ratio => new JProperty(ratio.Name, ratio.Value))),
    }.ToString(Formatting.Indented);

    private static string Text(double value) =>
        value.ToString(Math.Abs(value) >= 100 ? "#,0" : "0.##", CultureInfo.InvariantCulture);
}

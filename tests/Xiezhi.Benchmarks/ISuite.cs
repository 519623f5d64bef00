using System.Collections.Immutable;

namespace Xiezhi.Benchmarks;

/// <summary>Measurements that belong together. A class that implements it with a constructor without parameters is found by the program.</summary>
internal interface ISuite
{
    /// <summary>The name by which the command line asks for it.</summary>
    string Name { get; }

    /// <summary>What it measures, in a line.</summary>
    string Description { get; }

    /// <summary>The options that it takes on the command line, each followed by a value.</summary>
    ImmutableArray<string> Options => [];

    /// <summary>Measures everything and hands it to <paramref name="report"/>.</summary>
    void Run(Report report);

    /// <summary>The same with what <paramref name="options"/> say.</summary>
    void Run(Report report, ImmutableDictionary<string, string> options) => Run(report);
}

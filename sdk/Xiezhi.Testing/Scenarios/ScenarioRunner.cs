using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Packages;

namespace Xiezhi.Testing.Scenarios;

/// <summary>What came of a scenario.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Differences">What came otherwise than expected; none where it passed.</param>
/// <param name="Log">The events of its cases, in the order in which they happened.</param>
public sealed record ScenarioResult(Scenario Scenario, ImmutableArray<Difference> Differences, ImmutableArray<CaseEvent> Log)
{
    /// <summary>Whether all came as expected.</summary>
    public bool Passed => Differences.IsEmpty;
}

/// <summary>Something that came otherwise than expected.</summary>
/// <param name="Step">After which step: 0 for the opening, <see langword="null"/> for the end.</param>
/// <param name="What">What was looked at.</param>
/// <param name="Expected">What was expected.</param>
/// <param name="Actual">What came.</param>
public sealed record Difference(int? Step, string What, string Expected, string Actual);

/// <summary>What came of all scenarios of a package.</summary>
/// <param name="Package">The package.</param>
/// <param name="Results">Each scenario's result, in the order of the files.</param>
/// <param name="Coverage">What they touched together.</param>
public sealed record ScenarioReport(GovernancePackage Package, ImmutableArray<ScenarioResult> Results, ScenarioCoverage Coverage);

/// <summary>Runs the scenarios of a package on a virtual clock: the same steps as a server takes, without a store.</summary>
/// <remarks>Pure: the same files give the same report.</remarks>
public static class ScenarioRunner
{
    private const string Folder = "scenarios/";

    /// <summary>Reads a package with its scenarios and runs them.</summary>
    /// <param name="files">The content of the files by their paths within the folder.</param>
    /// <param name="diagnostics">Receives what is wrong with the package or its scenarios.</param>
    /// <returns>The report; <see langword="null"/> where the package, or a scenario, can't be read.</returns>
    public static ScenarioReport? Run(IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> files, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(diagnostics);
        var gathering = new CoverageGathering();
        if (PackageReader.Read(files, diagnostics, gathering) is not { } package)
        {
            return null;
        }

        var own = new DiagnosticBag();
        var scenarios = package.Files.Where(file => file.Key.StartsWith(Folder, StringComparison.Ordinal))
            .Select(file => ScenarioReader.Read(file.Value, file.Key, package, own)).ToList();
        diagnostics.AddRange(own.ToImmutable());
        if (own.HasErrors)
        {
            return null;
        }

        var results = scenarios.OfType<Scenario>().Select(scenario => new ScenarioRun(package, scenario, gathering).Run()).ToImmutableArray();
        return new ScenarioReport(package, results, gathering.Of(package));
    }
}

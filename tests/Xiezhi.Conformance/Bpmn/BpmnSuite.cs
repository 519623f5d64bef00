using System.Text.RegularExpressions;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Conformance.Bpmn;

/// <summary>What came of a model.</summary>
public enum ModelVerdict
{
    /// <summary>Every trace was followed.</summary>
    Pass,

    /// <summary>The engine went another way than a trace.</summary>
    Differ,

    /// <summary>The engine does not run the model, and says so.</summary>
    Refused,

    /// <summary>There is no trace to follow.</summary>
    NoTrace,
}

/// <summary>What came of a model, and why.</summary>
/// <param name="Model">The model's file name without its ending.</param>
/// <param name="Verdict">What came of it.</param>
/// <param name="Reason">What differs or was refused; for a pass whether independent branches were ordered differently; else empty.</param>
/// <param name="OnPurpose">Why the engine differs on purpose, or <see langword="null"/>.</param>
public sealed record ModelOutcome(string Model, ModelVerdict Verdict, string Reason, string? OnPurpose);

/// <summary>Drives each model of a folder from the traces of a simulator (bpmn-io/bpmn-js-token-simulation) beside it.</summary>
public static partial class BpmnSuite
{
    /// <summary>Runs every model of <paramref name="folder"/>, in the order of their names.</summary>
    public static IReadOnlyList<ModelOutcome> Run(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.bpmn").Order(StringComparer.Ordinal).Select(file => RunModel(folder, file))];

    private static ModelOutcome RunModel(string folder, string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var onPurpose = KnownDifferences.Reasons.GetValueOrDefault(name);
        var traces = Traces(folder, name);
        if (traces.Count == 0)
        {
            return new ModelOutcome(name, ModelVerdict.NoTrace, "", onPurpose);
        }

        var model = SimulatorModel.Read(file, [.. traces.Select(trace => trace.Moments)]);
        var diagnostics = new DiagnosticBag();
        if (model.Compile(diagnostics) is not { } definitions)
        {
            return new ModelOutcome(name, ModelVerdict.Refused, Summary(diagnostics), onPurpose);
        }

        var independence = new Independence(model);
        var remarks = new List<string>();
        foreach (var trace in traces)
        {
            var driven = new TraceDriver(model, definitions, trace.Moments).Run();
            if (driven.Problems.Count == 0 && driven.Expected.SequenceEqual(driven.Entered))
            {
                continue;
            }

            if (driven.Problems.Count > 0 || !independence.SameButForBranches(driven.Expected, driven.Entered))
            {
                return new ModelOutcome(name, ModelVerdict.Differ, traces.Count > 1 ? $"{trace.Name}: {Describe(driven)}" : Describe(driven), onPurpose);
            }

            remarks.Add("independent branches in another order");
        }

        return new ModelOutcome(name, ModelVerdict.Pass, string.Join("; ", remarks.Distinct()), onPurpose);
    }

    // A trace that does not begin by making a scope of its own goes on from the one before it.
    private static List<(string Name, IReadOnlyList<TraceMoment> Moments)> Traces(string folder, string model)
    {
        var files = Directory.EnumerateFiles(folder, model + "*.json")
            .Where(file => IsTraceOf().IsMatch(Path.GetFileNameWithoutExtension(file)[model.Length..])
                && !File.Exists(Path.ChangeExtension(file, ".bpmn")) | Path.GetFileNameWithoutExtension(file) == model)
            .OrderBy(file => Path.GetFileNameWithoutExtension(file).Length)
            .ThenBy(file => file, StringComparer.Ordinal)
            .ToDictionary(file => Path.GetFileNameWithoutExtension(file)[model.Length..], TraceLine.Read);
        var traces = new List<(string, IReadOnlyList<TraceMoment>)>();
        foreach (var (suffix, lines) in files)
        {
            var continues = lines.Count > 0 && lines[0] is not { Kind: TraceKind.Create, Scope: -1 };
            if (!continues)
            {
                traces.Add((model + suffix, RecordedTrace.Resolve(lines)));
            }
            else if (files.GetValueOrDefault(Before(suffix)) is { } before)
            {
                traces.Add((model + suffix, RecordedTrace.Resolve([.. before, .. lines])));
            }
            else
            {
                throw new InvalidDataException($"{model}{suffix}.json goes on from a trace that is not there.");
            }
        }

        return traces;
    }

    // catch-event goes on from catch-event-1, as catch-event-2 does.
    private static string Before(string suffix) =>
        suffix.Length == 0 ? "-1" : "-" + (int.Parse(suffix[1..], System.Globalization.CultureInfo.InvariantCulture) - 1).ToString(System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex("^(-[0-9]+|-message-trigger)?$")]
    private static partial Regex IsTraceOf();

    private static string Summary(DiagnosticBag diagnostics) => string.Join(
        ", ",
        diagnostics.ToImmutable().Where(found => found.Severity == Severity.Error).Select(found => $"{found.Location.Element} {found.Code}").Distinct());

    private static string Describe(DrivenTrace driven)
    {
        var at = 0;
        while (at < driven.Expected.Count && at < driven.Entered.Count && driven.Expected[at] == driven.Entered[at])
        {
            at++;
        }

        var parts = new List<string>(driven.Problems);
        if (at < driven.Expected.Count || at < driven.Entered.Count)
        {
            parts.Add($"after {(at == 0 ? "the beginning" : driven.Expected[at - 1])} the trace enters {Some(driven.Expected, at)}, the engine {Some(driven.Entered, at)}");
        }

        return string.Join("; ", parts);
    }

    private static string Some(IReadOnlyList<string> elements, int from) => from < elements.Count ? string.Join(' ', elements.Skip(from).Take(6)) : "nothing";
}

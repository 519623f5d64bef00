using Newtonsoft.Json.Linq;

namespace Xiezhi.Conformance.Bpmn;

/// <summary>What a line of a trace tells.</summary>
public enum TraceKind
{
    /// <summary>A scope was made for an element, inside the scope that is named.</summary>
    Create,

    /// <summary>The element was entered by a token of the scope around it, which is named.</summary>
    Enter,

    /// <summary>The element was triggered: it begins, or what it waited for came. Its own scope is named.</summary>
    Signal,

    /// <summary>The element was left. Its own scope is named.</summary>
    Exit,

    /// <summary>The element's own scope is gone.</summary>
    Destroy,
}

/// <summary>One line of a simulator's trace: <c>enter:TASK:A</c>.</summary>
/// <param name="Kind">What it tells.</param>
/// <param name="Element">The element's id in the model.</param>
/// <param name="Scope">The number of the scope; -1 for none. The simulator writes 0 as A, 25 as Z, 26 as A1.</param>
public sealed record TraceLine(TraceKind Kind, string Element, int Scope)
{
    // The plane of a collapsed sub-process stands for the sub-process.
    private const string Plane = "_plane";

    /// <summary>The lines of a trace file.</summary>
    public static IReadOnlyList<TraceLine> Read(string file) => [.. JArray.Parse(File.ReadAllText(file)).Select(line => Parse((string)line!))];

    /// <summary>Reads one line.</summary>
    public static TraceLine Parse(string line)
    {
        var parts = line.Split(':');
        var kind = parts[0] switch
        {
            "createScope" => TraceKind.Create,
            "enter" => TraceKind.Enter,
            "signal" => TraceKind.Signal,
            "exit" => TraceKind.Exit,
            "destroyScope" => TraceKind.Destroy,
            _ => throw new FormatException(line),
        };
        var element = parts[1].EndsWith(Plane, StringComparison.Ordinal) ? parts[1][..^Plane.Length] : parts[1];
        return new TraceLine(kind, element, parts[2] == "null" ? -1 : parts[2][0] - 'A' + (26 * (parts[2].Length > 1 ? int.Parse(parts[2][1..], System.Globalization.CultureInfo.InvariantCulture) : 0)));
    }
}

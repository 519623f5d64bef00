namespace Xiezhi.Conformance.Bpmn;

/// <summary>A moment of a trace, with the scopes worked out.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Element">The element's id.</param>
/// <param name="Scope">The element's own scope.</param>
/// <param name="Parent">The scope around it; -1 for none.</param>
/// <param name="Root">The outermost scope around it: the process instance.</param>
/// <param name="Begins">Whether the element is entered here.</param>
/// <param name="Flows">Of an exit: by which flows its token went on.</param>
public sealed record TraceMoment(TraceKind Kind, string Element, int Scope, int Parent, int Root, bool Begins, IReadOnlyList<string> Flows);

/// <summary>A simulator's trace, its scopes numbered as they were made.</summary>
/// <remarks>
/// The simulator counts scopes from the first that it ever made, which may lie before the trace; the first line that names a scope of its own
/// tells where the count stands. An element begins where a token enters it, or where it is triggered without having been entered.
/// </remarks>
public static class RecordedTrace
{
    /// <summary>Works out which scope each line is about.</summary>
    public static IReadOnlyList<TraceMoment> Resolve(IReadOnlyList<TraceLine> lines)
    {
        var first = First(lines);
        var made = new List<(string Element, int Parent)>();
        var begun = new HashSet<int>();
        var moments = new List<TraceMoment>();
        int Root(int scope)
        {
            while (scope >= first && made[scope - first].Parent >= first)
            {
                scope = made[scope - first].Parent;
            }

            return scope;
        }

        for (var at = 0; at < lines.Count; at++)
        {
            var (kind, element, scope) = lines[at];
            if (kind == TraceKind.Create)
            {
                made.Add((element, scope));
                continue;
            }

            // An entry names the scope around it; its own is the first made there for the element that was not begun.
            var own = kind == TraceKind.Enter
                ? first + Enumerable.Range(0, made.Count).First(index => made[index] == (element, scope) && !begun.Contains(first + index))
                : scope;
            var parent = own >= first ? made[own - first].Parent : -1;
            var begins = kind is TraceKind.Enter or TraceKind.Signal && begun.Add(own);
            var flows = kind == TraceKind.Exit
                ? lines.Skip(at + 1).TakeWhile(next => next.Kind == TraceKind.Create).Where(next => next.Scope == parent).Select(next => next.Element).ToList()
                : [];
            moments.Add(new TraceMoment(kind, element, own, parent, Root(own), begins, flows));
        }

        return moments;
    }

    private static int First(IReadOnlyList<TraceLine> lines)
    {
        var made = new List<string>();
        foreach (var line in lines)
        {
            if (line.Kind == TraceKind.Create)
            {
                made.Add(line.Element);
            }
            else if (line.Kind is TraceKind.Signal or TraceKind.Exit && made.LastIndexOf(line.Element) is >= 0 and var index)
            {
                return line.Scope - index;
            }
        }

        return 0;
    }
}

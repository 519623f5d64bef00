using System.Globalization;
using System.Text;
using Xiezhi.Workflow.Compilation;

namespace Xiezhi.Workflow.Tests.Properties;

/// <summary>Elements joined by flows at random, as nobody would draw them: gateways that don't fit, loops into blocks, borders that lead anywhere.</summary>
internal sealed class RandomGraph
{
    private static readonly string[] Kinds =
        ["userTask", "userTask", "task", "task", "exclusiveGateway", "exclusiveGateway", "parallelGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway", "endEvent", "subProcess"];

    private readonly Random _random;
    private readonly bool _isFlat;
    private int _next;

    private RandomGraph(int seed, int size, bool isFlat)
    {
        (_random, _isFlat) = (new Random(seed), isFlat);
        Xml = Scope(size, 0);
    }

    internal string Xml { get; }

    internal static RandomGraph Make(int seed, int size, bool isFlat) => new(seed, size, isFlat);

    internal ProcessDefinition Compile() => TestProcess.CompileUnsound(Xml);

    private string Name(string kind) => kind[..1] + (++_next).ToString(CultureInfo.InvariantCulture);

    private string Scope(int size, int depth)
    {
        var into = new StringBuilder();
        var ids = new List<string> { Name("start") };
        var kinds = new Dictionary<string, string> { [ids[0]] = "startEvent" };
        var outgoing = new Dictionary<string, List<string>>();
        for (var i = 0; i < size; i++)
        {
            var kind = Kinds[_random.Next(Kinds.Length)];
            if (kind == "subProcess" && (_isFlat || depth > 1))
            {
                kind = "userTask";
            }

            var id = Name(kind);
            ids.Add(id);
            kinds.Add(id, kind);
        }

        void Connect(string from, string to)
        {
            if (!outgoing.TryGetValue(from, out var targets))
            {
                outgoing.Add(from, targets = []);
            }

            if (!targets.Contains(to))
            {
                targets.Add(to);
            }
        }

        string Target(int after) => ids[_random.Next(6) == 0 || after + 1 >= ids.Count ? _random.Next(1, ids.Count) : _random.Next(after + 1, ids.Count)];

        for (var i = 1; i < ids.Count; i++)
        {
            var from = Enumerable.Range(0, i).Select(index => ids[index]).Where(id => kinds[id] != "endEvent").ToArray();
            Connect(from[^Math.Min(from.Length, 1 + _random.Next(3))], ids[i]);
        }

        for (var i = _random.Next(ids.Count); i > 0; i--)
        {
            var from = _random.Next(ids.Count);
            if (kinds[ids[from]] is not ("endEvent" or "startEvent"))
            {
                Connect(ids[from], Target(from));
            }
        }

        foreach (var id in ids.ToArray())
        {
            Write(into, id, kinds[id], outgoing.GetValueOrDefault(id) ?? [], () => Target(ids.IndexOf(id)), depth);
        }

        return into.ToString();
    }

    private void Write(StringBuilder into, string id, string kind, List<string> targets, Func<string> target, int depth)
    {
        if (kind == "eventBasedGateway" && targets.Count == 0)
        {
            kind = "endEvent";
        }

        var isChoice = kind is "exclusiveGateway" or "inclusiveGateway" || (kind == "userTask" && _random.Next(4) == 0);
        var attributes = isChoice && targets.Count > 1 ? $" default=\"{id}_{targets[^1]}\"" : "";
        var content = kind switch
        {
            "subProcess" => Scope(_random.Next(1, 5), depth + 1),
            "endEvent" when _random.Next(4) == 0 => "<terminateEventDefinition/>",
            _ => "",
        };
        into.Append(CultureInfo.InvariantCulture, $"<{kind} id=\"{id}\"{attributes}>{content}</{kind}>");
        if (kind == "eventBasedGateway")
        {
            foreach (var next in targets)
            {
                var caught = Name("when");
                into.Append(CultureInfo.InvariantCulture, $"<intermediateCatchEvent id=\"{caught}\"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>");
                into.Append(TestProcess.Flows($"{id}->{caught}", $"{caught}->{next}"));
            }
        }
        else if (isChoice && targets.Count > 1)
        {
            into.Append(TestProcess.Flows([.. targets.Select((next, at) => at == targets.Count - 1 ? $"{id}->{next}" : $"{id}->{next} if {id}_{next}")]));
        }
        else if (kind != "endEvent")
        {
            into.Append(TestProcess.Flows([.. targets.Select(next => $"{id}->{next}")]));
        }

        if (kind is "userTask" or "subProcess" && _random.Next(4) == 0)
        {
            var border = Name("border");
            var interrupts = _random.Next(3) > 0 ? "true" : "false";
            into.Append(CultureInfo.InvariantCulture, $"<boundaryEvent id=\"{border}\" attachedToRef=\"{id}\" cancelActivity=\"{interrupts}\"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>");
            into.Append(TestProcess.Flows($"{border}->{target()}"));
        }
    }
}

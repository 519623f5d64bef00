using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Xiezhi.Workflow.Compilation;

namespace Xiezhi.Workflow.Tests.Properties;

/// <summary>A well-formed process of nested blocks, with how often each element is to be completed when every wait is answered.</summary>
internal sealed class RandomProcess
{
    private readonly Random _random;
    private readonly StringBuilder _body = new();
    private readonly bool _withBoundary;
    private readonly bool _withCompensation;
    private int _budget;
    private int _next;

    private RandomProcess(int seed, int size, bool withBoundary, bool withCompensation)
    {
        (_random, _budget, _withBoundary, _withCompensation) = (new Random(seed), size, withBoundary, withCompensation);
        var into = new StringBuilder();
        into.Append("<startEvent id=\"s\"/><endEvent id=\"e\"/>");
        Expected["s"] = Expected["e"] = 1;
        var (first, last) = Block(into, 0, 1);
        if (withCompensation)
        {
            into.Append("<intermediateThrowEvent id=\"undo\"><compensateEventDefinition/></intermediateThrowEvent>").Append(TestProcess.Flows($"{last}->undo"));
            Expected[last = "undo"] = 1;
        }

        into.Append(TestProcess.Flows($"s->{first}", $"{last}->e"));
        _body.Append(into);
    }

    /// <summary>How often each element is entered when nothing interrupts.</summary>
    internal Dictionary<string, int> Expected { get; } = [];

    internal string Xml => _body.ToString();

    internal static RandomProcess Make(int seed, int size, bool withBoundary = false, bool withCompensation = false) =>
        new(seed, size, withBoundary, withCompensation);

    internal ProcessDefinition Compile() => TestProcess.Compile(Xml);

    private string Name(string kind, int times)
    {
        var id = kind + (++_next).ToString(CultureInfo.InvariantCulture);
        Expected[id] = times;
        return id;
    }

    /// <summary>A block with one way in and one way out, entered <paramref name="times"/> times in all.</summary>
    private (string First, string Last) Block(StringBuilder into, int depth, int times)
    {
        _budget--;
        return (_budget <= 0 || depth > 4 ? 0 : _random.Next(10)) switch
        {
            8 => Inclusive(into, depth, times),
            1 or 2 => Sequence(into, depth, times),
            3 => Parallel(into, depth, times),
            4 => Choice(into, depth, times),
            5 => Loop(into, depth, times),
            6 or 7 => SubProcess(into, depth, times),
            _ => Leaf(into, times),
        };
    }

    private (string, string) Leaf(StringBuilder into, int times)
    {
        var (tag, attributes, content) = _random.Next(8) switch
        {
            0 or 1 => ("userTask", "", ""),
            2 => ("serviceTask", "implementation=\"x\"", ""),
            3 => ("scriptTask", "xiezhi:resultVariable=\"r\"", "<script>1 + 1</script>"),
            4 => ("businessRuleTask", "implementation=\"decision:Double\" xiezhi:resultVariable=\"d\"", ""),
            5 => ("intermediateCatchEvent", "", "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>"),
            6 => ("receiveTask", "messageRef=\"plain\"", ""),
            _ => ("task", "", ""),
        };
        var id = Name("n", times);
        into.Append(CultureInfo.InvariantCulture, $"<{tag} id=\"{id}\" {attributes}>{content}</{tag}>");
        if (_withCompensation && tag is "userTask" or "scriptTask" or "receiveTask" && _random.Next(2) == 0)
        {
            // What is done is undone exactly as often.
            var undo = Name("y", times);
            into.Append(CultureInfo.InvariantCulture, $"""
                <boundaryEvent id="k{undo}" attachedToRef="{id}"><compensateEventDefinition/></boundaryEvent><userTask id="{undo}" isForCompensation="true"/>
                <association id="l{undo}" sourceRef="k{undo}" targetRef="{undo}"/>
                """);
        }

        return (id, tag is "userTask" or "serviceTask" ? Boundary(into, id) : id);
    }

    private (string, string) Sequence(StringBuilder into, int depth, int times)
    {
        var (first, last) = Block(into, depth, times);
        for (var i = _random.Next(1, 4); i > 0; i--)
        {
            var (next, end) = Block(into, depth, times);
            into.Append(TestProcess.Flows($"{last}->{next}"));
            last = end;
        }

        return (first, last);
    }

    private (string, string) Parallel(StringBuilder into, int depth, int times)
    {
        var (fork, join) = (Name("f", times), Name("j", times));
        into.Append(CultureInfo.InvariantCulture, $"<parallelGateway id=\"{fork}\"/><parallelGateway id=\"{join}\"/>");
        for (var i = _random.Next(2, 4); i > 0; i--)
        {
            var (first, last) = Block(into, depth + 1, times);
            into.Append(TestProcess.Flows($"{fork}->{first}", $"{last}->{join}"));
        }

        return (fork, join);
    }

    private (string, string) Choice(StringBuilder into, int depth, int times)
    {
        var ways = _random.Next(2, 4);
        var taken = _random.Next(ways);
        var (split, merge) = (Name("x", times), Name("m", times));
        var content = new StringBuilder();
        string? fallback = null;
        for (var i = 0; i < ways; i++)
        {
            var (first, last) = Block(content, depth + 1, i == taken ? times : 0);
            fallback = $"{split}_{first}";
            // The last way is the default; it holds a condition only where it is not.
            content.Append(TestProcess.Flows(i == ways - 1 ? $"{split}->{first}" : $"{split}->{first} if {(i == taken ? "true" : "false")}", $"{last}->{merge}"));
        }

        into.Append(CultureInfo.InvariantCulture, $"<exclusiveGateway id=\"{split}\" default=\"{fallback}\"/><exclusiveGateway id=\"{merge}\"/>").Append(content);
        return (split, merge);
    }

    private (string, string) Inclusive(StringBuilder into, int depth, int times)
    {
        var (split, join) = (Name("u", times), Name("v", times));
        var content = new StringBuilder();
        var anyTaken = false;
        for (var i = _random.Next(2, 4); i > 0; i--)
        {
            var taken = _random.Next(2) == 0;
            anyTaken |= taken;
            var (first, last) = Block(content, depth + 1, taken ? times : 0);
            content.Append(TestProcess.Flows($"{split}->{first} if {(taken ? "true" : "false")}", $"{last}->{join}"));
        }

        var (fallback, end) = Block(content, depth + 1, anyTaken ? 0 : times);
        content.Append(TestProcess.Flows($"{split}->{fallback}", $"{end}->{join}"));
        into.Append(CultureInfo.InvariantCulture, $"<inclusiveGateway id=\"{split}\" default=\"{split}_{fallback}\"/><inclusiveGateway id=\"{join}\"/>").Append(content);
        return (split, join);
    }

    private (string, string) Loop(StringBuilder into, int depth, int times)
    {
        var rounds = _random.Next(1, 4);
        var counter = Name("c", times * rounds);
        var reset = Name("z", times);
        var (head, tail) = (Name("h", times * rounds), Name("t", times * rounds));
        var (first, last) = Block(into, depth + 1, times * rounds);
        into.Append(CultureInfo.InvariantCulture, $"""
            <scriptTask id="{reset}" xiezhi:resultVariable="{counter}"><script>0</script></scriptTask>
            <scriptTask id="{counter}" xiezhi:resultVariable="{counter}"><script>{counter} + 1</script></scriptTask>
            <exclusiveGateway id="{head}"/><exclusiveGateway id="{tail}" default="{tail}_{head}"/>
            """);
        var exit = Name("o", times);
        into.Append(CultureInfo.InvariantCulture, $"<task id=\"{exit}\"/>");
        into.Append(TestProcess.Flows($"{reset}->{head}", $"{head}->{first}", $"{last}->{counter}", $"{counter}->{tail}", $"{tail}->{exit} if {counter} = {rounds}", $"{tail}->{head}"));
        return (reset, exit);
    }

    private (string, string) SubProcess(StringBuilder into, int depth, int times)
    {
        var repetitions = times == 0 ? 1 : _random.Next(1, 4);
        var loop = repetitions == 1 ? "" : _random.Next(3) switch
        {
            0 => $"<multiInstanceLoopCharacteristics><loopCardinality>{repetitions}</loopCardinality></multiInstanceLoopCharacteristics>",
            1 => $"<multiInstanceLoopCharacteristics isSequential=\"true\"><loopCardinality>{repetitions}</loopCardinality></multiInstanceLoopCharacteristics>",
            _ => $"<standardLoopCharacteristics loopMaximum=\"{repetitions}\"/>",
        };
        var id = Name("p", repetitions == 1 ? times : times * (repetitions + 1));
        times *= repetitions;
        var (start, end) = (Name("i", times), Name("q", times));
        var content = new StringBuilder();
        var (first, last) = Block(content, depth + 1, times);
        // Repetitions side by side must each count their own rounds.
        var counters = string.Concat(Regex.Matches(content.ToString(), "scriptTask id=\"(c\\d+)\"").Select(match => $"<xiezhi:input source=\"0\" target=\"{match.Groups[1].Value}\"/>"));
        into.Append(CultureInfo.InvariantCulture, $"<subProcess id=\"{id}\"><extensionElements><xiezhi:input source=\"1\" target=\"r\"/>{counters}</extensionElements>{loop}<startEvent id=\"{start}\"/><endEvent id=\"{end}\"/>");
        into.Append(content).Append(TestProcess.Flows($"{start}->{first}", $"{last}->{end}"));
        if (_withBoundary && _random.Next(2) == 0)
        {
            Handler(into);
        }

        into.Append("</subProcess>");
        return (id, Boundary(into, id));
    }

    private void Handler(StringBuilder into)
    {
        var (id, start, task) = (Name("h", 0), Name("i", 0), Name("n", 0));
        var definition = _random.Next(2) == 0
            ? "<timerEventDefinition><timeDuration>PT2H</timeDuration></timerEventDefinition>"
            : "<messageEventDefinition messageRef=\"m\"/>";
        var interrupts = _random.Next(2) == 0 ? "true" : "false";
        into.Append(CultureInfo.InvariantCulture, $"""
            <subProcess id="{id}" triggeredByEvent="true"><startEvent id="{start}" isInterrupting="{interrupts}">{definition}</startEvent><userTask id="{task}"/>
            {TestProcess.Flows($"{start}->{task}")}</subProcess>
            """);
    }

    /// <summary>Perhaps an event on the border of an activity, whose way ends by itself or, where it interrupts, meets the activity's own again.</summary>
    /// <returns>Where the way goes on.</returns>
    private string Boundary(StringBuilder into, string host)
    {
        if (!_withBoundary || _random.Next(2) == 0)
        {
            return host;
        }

        var id = Name("b", 0);
        var definition = _random.Next(3) switch
        {
            0 => "<timerEventDefinition><timeDuration>PT2H</timeDuration></timerEventDefinition>",
            1 => "<timerEventDefinition><timeCycle>R2/PT1H</timeCycle></timerEventDefinition>",
            _ => "<messageEventDefinition messageRef=\"m\"/>",
        };
        var interrupts = _random.Next(2) == 0;
        into.Append(CultureInfo.InvariantCulture, $"<boundaryEvent id=\"{id}\" attachedToRef=\"{host}\" cancelActivity=\"{(interrupts ? "true" : "false")}\">{definition}</boundaryEvent>");
        var task = Name("n", 0);
        var end = Name("q", 0);
        into.Append(CultureInfo.InvariantCulture, $"<userTask id=\"{task}\"/>").Append(TestProcess.Flows($"{id}->{task}", $"{task}->{end}"));
        if (interrupts)
        {
            into.Append(CultureInfo.InvariantCulture, $"<exclusiveGateway id=\"{end}\"/>").Append(TestProcess.Flows($"{host}->{end}"));
            return end;
        }

        into.Append(CultureInfo.InvariantCulture, $"<endEvent id=\"{end}\"/>");
        return host;
    }
}

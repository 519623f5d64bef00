using System.Globalization;
using System.Text;
using Xiezhi.Workflow.Compilation;

namespace Xiezhi.Workflow.Tests.Properties;

/// <summary>A process of nested blocks in which every kind of element, event and repetition may occur; when it ends depends on what happens.</summary>
internal sealed class RandomModel
{
    private static readonly string[] Triggers =
    [
        "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>", "<timerEventDefinition><timeCycle>R2/PT1H</timeCycle></timerEventDefinition>",
        "<messageEventDefinition messageRef=\"m\"/>", "<messageEventDefinition messageRef=\"plain\"/>", "<signalEventDefinition signalRef=\"bell\"/>",
        "<conditionalEventDefinition><condition>flag</condition></conditionalEventDefinition>", "<errorEventDefinition errorRef=\"broken\"/>",
        "<errorEventDefinition/>", "<escalationEventDefinition escalationRef=\"late\"/>",
    ];

    private readonly Random _random;
    private readonly StringBuilder _called = new();
    private int _budget;
    private int _next;

    private RandomModel(int seed, int size)
    {
        (_random, _budget) = (new Random(seed), size);
        var body = new StringBuilder("<startEvent id=\"s\"/><endEvent id=\"e\"/>");
        var (first, last) = Block(body, 0, false);
        body.Append(TestProcess.Flows($"s->{first}", $"{last}->e"));
        Handlers(body, 0);
        Xml = TestProcess.Document($"<process id=\"p\" isExecutable=\"true\">{body}</process>{_called}");
    }

    /// <summary>The whole document.</summary>
    internal string Xml { get; }

    internal static RandomModel Make(int seed, int size) => new(seed, size);

    internal ProcessDefinition Compile()
    {
        var diagnostics = new Foundation.Diagnostics.DiagnosticBag();
        var definition = ProcessCompiler.Compile(TestProcess.Read(Xml), "p", TestProcess.Options, diagnostics);
        Assert.DoesNotContain(diagnostics.ToImmutable(), one => one.Severity == Foundation.Diagnostics.Severity.Error);
        return definition!;
    }

    private string Name(string kind) => kind + (++_next).ToString(CultureInfo.InvariantCulture);

    private bool Perhaps(int oneIn) => _random.Next(oneIn) == 0;

    private static void Add(StringBuilder into, string tag, string id, string content = "", string attributes = "") =>
        into.Append(CultureInfo.InvariantCulture, $"<{tag} id=\"{id}\" {attributes}>{content}</{tag}>");

    /// <param name="into">Where the elements go.</param>
    /// <param name="depth">How deep it is.</param>
    /// <param name="isTransaction">Whether it may cancel what is around it.</param>
    private (string First, string Last) Block(StringBuilder into, int depth, bool isTransaction)
    {
        _budget--;
        return (_budget <= 0 || depth > 4 ? 0 : _random.Next(14)) switch
        {
            1 or 2 => Sequence(into, depth, isTransaction),
            3 => Split(into, depth, isTransaction, "parallelGateway", _ => ""),
            4 => Split(into, depth, isTransaction, "exclusiveGateway", _ => Perhaps(2) ? "flag" : "n = 1"),
            5 => Split(into, depth, isTransaction, "inclusiveGateway", at => Perhaps(2) ? "flag" : $"n < {at + 1}"),
            6 => Race(into, depth, isTransaction),
            7 => Loop(into, depth, isTransaction),
            8 or 9 or 10 => SubProcess(into, depth),
            11 => Transaction(into, depth),
            12 => AdHoc(into),
            13 => Call(into, depth),
            _ => Leaf(into, isTransaction),
        };
    }

    private (string, string) Leaf(StringBuilder into, bool isTransaction)
    {
        var id = Name("n");
        switch (_random.Next(isTransaction ? 15 : 14))
        {
            case 0 or 1 or 2:
                Add(into, "userTask", id, Repetition());
                return (id, Border(into, id, isTask: true));
            case 3:
                Add(into, "serviceTask", id, Repetition(), "implementation=\"x\"");
                return (id, Border(into, id, isTask: true));
            case 4:
                Add(into, "sendTask", id, "", "messageRef=\"plain\"");
                break;
            case 5:
                Add(into, "receiveTask", id, Repetition(), "messageRef=\"plain\"");
                break;
            case 6:
                Add(into, "scriptTask", id, $"<script>{_random.Next(3)}</script>", "xiezhi:resultVariable=\"n\"");
                break;
            case 7:
                Add(into, "businessRuleTask", id, "", "implementation=\"decision:Double\" xiezhi:resultVariable=\"d\"");
                break;
            case 8:
                Add(into, "manualTask", id, Repetition());
                break;
            case 9:
                Add(into, "intermediateCatchEvent", id, Triggers[_random.Next(6)]);
                break;
            case 10:
                Add(into, "intermediateThrowEvent", id, "<signalEventDefinition signalRef=\"bell\"/>");
                break;
            case 11:
                Add(into, "intermediateThrowEvent", id, Perhaps(2) ? "<escalationEventDefinition escalationRef=\"late\"/>" : "<messageEventDefinition messageRef=\"plain\"/>");
                break;
            case 12:
                Add(into, "intermediateThrowEvent", id, Perhaps(3) ? "" : "<compensateEventDefinition/>");
                break;
            case 13:
                var end = Name("x");
                var (split, merge) = (Name("x"), Name("x"));
                Add(into, "endEvent", end, Perhaps(2) ? "<errorEventDefinition errorRef=\"broken\"/>" : "<terminateEventDefinition/>");
                Add(into, "exclusiveGateway", split, "", $"default=\"{split}_{merge}\"");
                Add(into, "task", merge, Repetition());
                into.Append(TestProcess.Flows($"{split}->{end} if flag", $"{split}->{merge}"));
                return (split, merge);
            default:
                var (cancel, choice, on) = (Name("x"), Name("x"), Name("n"));
                Add(into, "endEvent", cancel, "<cancelEventDefinition/>");
                Add(into, "exclusiveGateway", choice, "", $"default=\"{choice}_{on}\"");
                Add(into, "userTask", on);
                into.Append(TestProcess.Flows($"{choice}->{cancel} if flag", $"{choice}->{on}"));
                return (choice, on);
        }

        return (id, id);
    }

    private string Repetition() => _random.Next(8) switch
    {
        0 => $"<multiInstanceLoopCharacteristics><loopCardinality>{_random.Next(4)}</loopCardinality></multiInstanceLoopCharacteristics>",
        1 => $"<multiInstanceLoopCharacteristics isSequential=\"true\"><loopCardinality>{_random.Next(4)}</loopCardinality></multiInstanceLoopCharacteristics>",
        2 => "<multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality><completionCondition>numberOfCompletedInstances = 2</completionCondition></multiInstanceLoopCharacteristics>",
        3 => $"<standardLoopCharacteristics testBefore=\"{(Perhaps(2) ? "true" : "false")}\" loopMaximum=\"{_random.Next(1, 4)}\"/>",
        _ => "",
    };

    private (string, string) Sequence(StringBuilder into, int depth, bool isTransaction)
    {
        var (first, last) = Block(into, depth, isTransaction);
        for (var i = _random.Next(1, 4); i > 0; i--)
        {
            var (next, end) = Block(into, depth, isTransaction);
            into.Append(TestProcess.Flows($"{last}->{next}"));
            last = end;
        }

        return (first, last);
    }

    private (string, string) Split(StringBuilder into, int depth, bool isTransaction, string gateway, Func<int, string> condition)
    {
        var (split, join) = (Name("g"), Name("g"));
        var ways = _random.Next(2, 4);
        var content = new StringBuilder();
        var fallback = "";
        for (var i = 0; i < ways; i++)
        {
            var (first, last) = Block(content, depth + 1, isTransaction);
            fallback = first;
            content.Append(TestProcess.Flows(i == ways - 1 || condition(i).Length == 0 ? $"{split}->{first}" : $"{split}->{first} if {condition(i)}", $"{last}->{join}"));
        }

        Add(into, gateway, split, "", condition(0).Length == 0 ? "" : $"default=\"{split}_{fallback}\"");
        Add(into, gateway, join);
        into.Append(content);
        return (split, join);
    }

    private (string, string) Race(StringBuilder into, int depth, bool isTransaction)
    {
        var (split, merge) = (Name("g"), Name("g"));
        Add(into, "eventBasedGateway", split);
        Add(into, "exclusiveGateway", merge);
        for (var i = _random.Next(2, 4); i > 0; i--)
        {
            var caught = Name("w");
            Add(into, "intermediateCatchEvent", caught, Triggers[_random.Next(6)]);
            var (first, last) = Block(into, depth + 1, isTransaction);
            into.Append(TestProcess.Flows($"{split}->{caught}", $"{caught}->{first}", $"{last}->{merge}"));
        }

        return (split, merge);
    }

    private (string, string) Loop(StringBuilder into, int depth, bool isTransaction)
    {
        var (head, wait, tail, exit) = (Name("h"), Name("n"), Name("h"), Name("n"));
        var (first, last) = Block(into, depth + 1, isTransaction);
        Add(into, "exclusiveGateway", head);
        Add(into, "userTask", wait);
        Add(into, "exclusiveGateway", tail, "", $"default=\"{tail}_{exit}\"");
        Add(into, "task", exit);
        into.Append(TestProcess.Flows($"{head}->{first}", $"{last}->{wait}", $"{wait}->{tail}", $"{tail}->{head} if flag", $"{tail}->{exit}"));
        return (head, exit);
    }

    private (string, string) SubProcess(StringBuilder into, int depth)
    {
        var id = Name("p");
        Add(into, "subProcess", id, Inside(depth, false) + Repetition());
        return (id, Border(into, id, isTask: false));
    }

    private string Inside(int depth, bool isTransaction)
    {
        var content = new StringBuilder();
        var (start, end) = (Name("i"), Name("q"));
        Add(content, "startEvent", start);
        Add(content, "endEvent", end, _random.Next(8) switch
        {
            0 => "<terminateEventDefinition/>",
            1 => "<escalationEventDefinition escalationRef=\"late\"/>",
            2 => "<signalEventDefinition signalRef=\"bell\"/>",
            _ => "",
        });
        var (first, last) = Block(content, depth + 1, isTransaction);
        content.Append(TestProcess.Flows($"{start}->{first}", $"{last}->{end}"));
        Handlers(content, depth + 1);
        return content.ToString();
    }

    private (string, string) Transaction(StringBuilder into, int depth)
    {
        var (id, border, after) = (Name("p"), Name("b"), Name("n"));
        var merge = Name("g");
        Add(into, "transaction", id, Inside(depth, true));
        Add(into, "boundaryEvent", border, "<cancelEventDefinition/>", $"attachedToRef=\"{id}\"");
        Add(into, "task", after);
        Add(into, "exclusiveGateway", merge);
        into.Append(TestProcess.Flows($"{border}->{after}", $"{after}->{merge}", $"{id}->{merge}"));
        return (id, merge);
    }

    private (string, string) AdHoc(StringBuilder into)
    {
        var (id, one, two) = (Name("p"), Name("n"), Name("n"));
        var list = Perhaps(2) ? $"xiezhi:begin='[\"{one}\"]'" : Perhaps(2) ? "ordering=\"Sequential\"" : $"cancelRemainingInstances=\"{(Perhaps(2) ? "true" : "false")}\"";
        Add(into, "adHocSubProcess", id, $"<userTask id=\"{one}\"/><userTask id=\"{two}\"/>" + (Perhaps(2) ? "<completionCondition>flag</completionCondition>" : ""), list);
        return (id, Border(into, id, isTask: false));
    }

    private (string, string) Call(StringBuilder into, int depth)
    {
        var (id, process) = (Name("p"), Name("called"));
        var inside = Inside(depth, false);
        _called.Append(CultureInfo.InvariantCulture, $"<process id=\"{process}\">{inside}</process>");
        Add(into, "callActivity", id, "<extensionElements><xiezhi:input source=\"n\" target=\"n\"/><xiezhi:input source=\"flag\" target=\"flag\"/></extensionElements>" + Repetition(), $"calledElement=\"{process}\"");
        return (id, Border(into, id, isTask: false));
    }

    private void Handlers(StringBuilder into, int depth)
    {
        for (var i = Perhaps(4) ? _random.Next(1, 3) : 0; i > 0; i--)
        {
            var (id, start, end) = (Name("h"), Name("i"), Name("q"));
            var isCompensation = depth > 0 && Perhaps(4) && i == 1;
            var trigger = isCompensation ? "<compensateEventDefinition/>" : Triggers[_random.Next(Triggers.Length)];
            var interrupts = isCompensation || trigger.Contains("error", StringComparison.Ordinal) || Perhaps(2);
            var content = new StringBuilder();
            Add(content, "startEvent", start, trigger, $"isInterrupting=\"{(interrupts ? "true" : "false")}\"");
            Add(content, "endEvent", end);
            var (first, last) = Block(content, depth + 2, false);
            content.Append(TestProcess.Flows($"{start}->{first}", $"{last}->{end}"));
            Add(into, "subProcess", id, content.ToString(), "triggeredByEvent=\"true\"");
        }
    }

    /// <summary>Perhaps events on the border; an interrupting one meets the way of its host again, another ends by itself.</summary>
    private string Border(StringBuilder into, string host, bool isTask)
    {
        if (isTask ? Perhaps(4) : Perhaps(5))
        {
            var (undo, border) = (Name("y"), Name("k"));
            Add(into, "boundaryEvent", border, "<compensateEventDefinition/>", $"attachedToRef=\"{host}\"");
            Add(into, "userTask", undo, "", "isForCompensation=\"true\"");
            into.Append(CultureInfo.InvariantCulture, $"<association id=\"l{undo}\" sourceRef=\"{border}\" targetRef=\"{undo}\"/>");
        }

        for (var i = Perhaps(2) ? _random.Next(1, 3) : 0; i > 0; i--)
        {
            var (id, task) = (Name("b"), Name("n"));
            var trigger = Triggers[_random.Next(Triggers.Length)];
            var interrupts = trigger.Contains("error", StringComparison.Ordinal) || Perhaps(2);
            Add(into, "boundaryEvent", id, trigger, $"attachedToRef=\"{host}\" cancelActivity=\"{(interrupts ? "true" : "false")}\"");
            Add(into, Perhaps(2) ? "task" : "userTask", task);
            into.Append(TestProcess.Flows($"{id}->{task}"));
            if (interrupts)
            {
                var merge = Name("g");
                Add(into, "exclusiveGateway", merge);
                into.Append(TestProcess.Flows($"{host}->{merge}", $"{task}->{merge}"));
                return merge;
            }
        }

        return host;
    }
}

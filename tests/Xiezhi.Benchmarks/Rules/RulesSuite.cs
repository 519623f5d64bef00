using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Dmn;
using Xiezhi.Rules.Evaluation;

namespace Xiezhi.Benchmarks.Rules;

/// <summary>
/// A table of 1,000 rules that routes by category, district and severity, against a hand-written index, a linear scan, Microsoft's RulesEngine,
/// and two engines of Node; then how the cost grows with the table, and what an expression costs.
/// Every contestant gets the same 2,000 inputs as they come, and its answers are compared with the scan's before anything is measured.
/// </summary>
internal sealed class RulesSuite : ISuite
{
    private const int Rules = 1000;

    // RulesEngine takes part of a millisecond a decision: fewer of them make a round.
    private const int PeerInputs = 20;

    private static readonly EvaluationOptions Options = new() { Now = DateTimeOffset.UnixEpoch };

    public string Name => "rules";

    public string Description => "decision tables of 10 to 100,000 rules, beside other engines; an expression";

    public void Run(Report report)
    {
        foreach (var (label, table) in new[] { ("exact, unique hit", RoutingTable.Exact(Rules)), ("wildcards and ranges, first hit", RoutingTable.WithWildcards(Rules)) })
        {
            Compare(report, label, table);
        }

        foreach (var rules in new[] { 10, 100, 1000, 10_000, 100_000 })
        {
            Grow(report, rules);
        }

        Expressions.Run(report);
    }

    private static void Compare(Report report, string label, RoutingTable table)
    {
        var bitsets = new HandWrittenBitsets(table.Routes);
        var model = RoutingTable.Compile(table.ToDmn());
        var prepared = model.Prepare("team")!;
        var values = Array.ConvertAll(table.Inputs, RoutingTable.ToValues);
        var contexts = Array.ConvertAll(table.Inputs, message => ValueContext.Of(("category", message.Category), ("district", message.District), ("severity", message.Severity)));
        var typed = RoutingTable.Typed(model);
        var peer = new RulesEnginePeer(table.Routes);
        Agree(table, model, prepared, typed, bitsets, peer);

        var rates = report.Rates(
            "decisions/s",
            ($"{label}: hand-written bitsets", () => Count(table.Inputs, message => bitsets.Decide(message) is not null)),
            ($"{label}: Xiezhi, typed", () => Count(table.Inputs, message => !typed.Decide(message, Options).Value.IsNull)),
            ($"{label}: Xiezhi, prepared", () => Count(values, inputs => !prepared.Decide(inputs, Options).Value.IsNull)),
            ($"{label}: Xiezhi, by name", () => Count(contexts, inputs => !model.Decide("team", inputs, Options).Value.IsNull)),
            ($"{label}: linear scan", () => Count(table.Inputs, message => Scan(table.Routes, message) is not null)),
            ($"{label}: RulesEngine 6.0.1", () => Count(table.Inputs[..PeerInputs], message => peer.Decide(message) is not null)));
        var (limit, direct, inPlace, byName, scan, engine) = (rates[0], rates[1], rates[2], rates[3], rates[4], rates[5]);
        report.Ratio($"{label}: typed to bitsets", direct / limit, "1 is the limit");
        report.Ratio($"{label}: prepared to bitsets", inPlace / limit, "1 is the limit");
        report.Ratio($"{label}: prepared to a linear scan", inPlace / scan, "");
        report.Ratio($"{label}: prepared to RulesEngine", inPlace / engine, "");
        report.Ratio($"{label}: by name to RulesEngine", byName / engine, "");
        var expected = Array.ConvertAll(table.Inputs, message => Scan(table.Routes, message)!);
        foreach (var package in NodePeers.Engines)
        {
            var (rounds, version, reason) = NodePeers.Measure(package, table, expected, PeerInputs);
            if (reason is not null)
            {
                report.Missing($"{label}: {package}", reason);
                continue;
            }

            var node = report.Add($"{label}: {package} {version}", rounds, "decisions/s");
            report.Ratio($"{label}: prepared to {package}", inPlace / node, "");
            report.Ratio($"{label}: by name to {package}", byName / node, "");
        }

        report.Add($"{label}: allocated, typed", [Allocated(() => Count(table.Inputs, message => !typed.Decide(message, Options).Value.IsNull))], "bytes each");
        report.Add($"{label}: allocated, prepared", [Allocated(() => Count(values, inputs => !prepared.Decide(inputs, Options).Value.IsNull))], "bytes each");
        report.Add($"{label}: allocated, by name", [Allocated(() => Count(contexts, inputs => !model.Decide("team", inputs, Options).Value.IsNull))], "bytes each");
    }

    private static void Grow(Report report, int rules)
    {
        var table = RoutingTable.WithWildcards(rules);
        var dmn = table.ToDmn();
        report.Time($"{rules:#,0} rules: read and compile", () => RoutingTable.Compile(dmn));
        var model = RoutingTable.Compile(dmn);
        var prepared = model.Prepare("team")!;
        var typed = RoutingTable.Typed(model);
        var values = Array.ConvertAll(table.Inputs, RoutingTable.ToValues);
        report.Rates(
            "decisions/s",
            ($"{rules:#,0} rules: Xiezhi, typed, first hit", () => Count(table.Inputs, message => !typed.Decide(message, Options).Value.IsNull)),
            ($"{rules:#,0} rules: Xiezhi, prepared, first hit", () => Count(values, inputs => !prepared.Decide(inputs, Options).Value.IsNull)),
            ($"{rules:#,0} rules: linear scan", () => Count(table.Inputs, message => Scan(table.Routes, message) is not null)));
    }

    private static void Agree(RoutingTable table, DecisionModel model, PreparedDecision prepared, TypedDecision<Message> typed, HandWrittenBitsets bitsets, RulesEnginePeer peer)
    {
        for (var i = 0; i < table.Inputs.Length; i++)
        {
            var message = table.Inputs[i];
            var expected = Scan(table.Routes, message);
            var named = ValueContext.Of(("category", message.Category), ("district", message.District), ("severity", message.Severity));
            if (bitsets.Decide(message) != expected
                || typed.Decide(message, Options).Value.AsString != expected
                || prepared.Decide(RoutingTable.ToValues(message), Options).Value.AsString != expected
                || model.Decide("team", named, Options).Value.AsString != expected
                || (i < PeerInputs && peer.Decide(message) != expected))
            {
                throw new InvalidOperationException($"The contestants disagree on {message}: {expected} was expected.");
            }
        }
    }

    private static string? Scan(Route[] routes, Message message)
    {
        foreach (var route in routes)
        {
            if (route.Holds(message))
            {
                return route.Team;
            }
        }

        return null;
    }

    private static int Count<T>(T[] inputs, Func<T, bool> decide)
    {
        var decided = 0;
        foreach (var input in inputs)
        {
            decided += decide(input) ? 1 : 0;
        }

        return decided == inputs.Length ? inputs.Length : throw new InvalidOperationException("An input was not decided.");
    }

    private static double Allocated(Func<int> batch)
    {
        batch();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var count = batch();
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)count;
    }
}

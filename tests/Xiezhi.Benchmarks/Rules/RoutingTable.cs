using System.Globalization;
using System.Text;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Dmn;

namespace Xiezhi.Benchmarks.Rules;

/// <summary>One rule of the routing table, as every contestant gets it.</summary>
/// <param name="Category">The category that it accepts; null for any.</param>
/// <param name="District">The district that it accepts; null for any.</param>
/// <param name="Low">The least severity.</param>
/// <param name="High">The greatest severity.</param>
/// <param name="Team">What it answers.</param>
internal sealed record Route(string? Category, string? District, int Low, int High, string Team)
{
    public bool Holds(Message message) =>
        (Category is null || Category == message.Category) && (District is null || District == message.District) && message.Severity >= Low && message.Severity <= High;
}

/// <summary>What is routed. Public, because the peers look at it by reflection.</summary>
public sealed record Message(string Category, string District, int Severity);

/// <summary>A table that routes messages by category, district and severity, and the messages to route.</summary>
internal sealed class RoutingTable
{
    private const int Severities = 5;
    private const int Messages = 2000;

    private RoutingTable(bool isExact, Route[] routes, Message[] inputs)
    {
        (IsExact, Routes, Inputs) = (isExact, routes, inputs);
    }

    /// <summary>Whether exactly one rule holds for a message; else the first counts, and some cells accept anything or a range.</summary>
    public bool IsExact { get; }

    public Route[] Routes { get; }

    public Message[] Inputs { get; }

    /// <summary>One rule for each triple.</summary>
    public static RoutingTable Exact(int rules)
    {
        var side = (int)Math.Ceiling(Math.Sqrt(rules / (double)Severities));
        var routes = Enumerable.Range(0, rules)
            .Select(i => new Route(Category(i / Severities % side), District(i / Severities / side), (i % Severities) + 1, (i % Severities) + 1, Team(i)))
            .ToArray();
        return new RoutingTable(true, routes, Inputs2000(routes));
    }

    /// <summary>One cell in fifty accepts anything, severities are ranges, and the last rule accepts all.</summary>
    public static RoutingTable WithWildcards(int rules)
    {
        var random = new Random(20240912);
        var side = Math.Max(4, (int)Math.Sqrt(rules));
        var routes = Enumerable.Range(0, rules).Select(i =>
        {
            var low = random.Next(1, Severities + 1);
            var isLast = i == rules - 1;
            return new Route(
                isLast || random.Next(50) == 0 ? null : Category(random.Next(side)),
                isLast || random.Next(50) == 0 ? null : District(random.Next(side)),
                isLast ? 1 : low,
                isLast ? Severities : random.Next(low, Severities + 1),
                Team(i));
        }).ToArray();
        return new RoutingTable(false, routes, Inputs2000(routes));
    }

    /// <summary>The table as DMN.</summary>
    public byte[] ToDmn()
    {
        var xml = new StringBuilder("<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"routing\" namespace=\"urn:routing\">\n");
        foreach (var (name, type) in new[] { ("category", "string"), ("district", "string"), ("severity", "number") })
        {
            xml.Append(CultureInfo.InvariantCulture, $"<inputData id=\"_{name}\" name=\"{name}\"><variable name=\"{name}\" typeRef=\"{type}\"/></inputData>\n");
        }

        xml.Append("<decision id=\"_team\" name=\"team\"><variable name=\"team\" typeRef=\"string\"/>");
        foreach (var name in new[] { "category", "district", "severity" })
        {
            xml.Append(CultureInfo.InvariantCulture, $"<informationRequirement><requiredInput href=\"#_{name}\"/></informationRequirement>");
        }

        xml.Append(CultureInfo.InvariantCulture, $"\n<decisionTable id=\"table\" hitPolicy=\"{(IsExact ? "UNIQUE" : "FIRST")}\">\n");
        foreach (var name in new[] { "category", "district", "severity" })
        {
            xml.Append(CultureInfo.InvariantCulture, $"<input><inputExpression><text>{name}</text></inputExpression></input>");
        }

        xml.Append("<output/>\n");
        foreach (var route in Routes)
        {
            var severity = route.Low == route.High ? $"{route.Low}" : $"[{route.Low}..{route.High}]";
            xml.Append("<rule>").Append(Cell(Quoted(route.Category))).Append(Cell(Quoted(route.District))).Append(Cell(severity))
                .Append(CultureInfo.InvariantCulture, $"<outputEntry><text>\"{route.Team}\"</text></outputEntry></rule>\n");
        }

        return Encoding.UTF8.GetBytes(xml.Append("</decisionTable></decision></definitions>").ToString());
    }

    /// <summary>Reads and compiles the table.</summary>
    public static DecisionModel Compile(byte[] dmn)
    {
        var diagnostics = new DiagnosticBag();
        var model = DmnCompiler.Compile(DmnReader.Read(dmn, "routing.dmn", diagnostics)!, diagnostics);
        return diagnostics.HasErrors ? throw new InvalidOperationException(diagnostics.ToImmutable()[0].ToString()) : model!;
    }

    /// <summary>The decision, ready for messages.</summary>
    public static TypedDecision<Message> Typed(DecisionModel model)
    {
        var mapping = new InputMapping<Message>()
            .Text("category", message => message.Category)
            .Text("district", message => message.District)
            .Number("severity", message => message.Severity);
        var diagnostics = new DiagnosticBag();
        return model.Prepare("team", mapping, diagnostics) ?? throw new InvalidOperationException(diagnostics.ToImmutable()[0].ToString());
    }

    public static Value[] ToValues(Message message) => [message.Category, message.District, message.Severity];

    private static string Quoted(string? text) => text is null ? "-" : "\"" + text + "\"";

    private static string Cell(string text) => $"<inputEntry><text>{text}</text></inputEntry>";

    private static Message[] Inputs2000(Route[] routes)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, Messages).Select(_ =>
        {
            var (a, b) = (routes[random.Next(routes.Length)], routes[random.Next(routes.Length)]);
            return new Message(a.Category ?? b.Category ?? Category(0), a.District ?? b.District ?? District(0), random.Next(a.Low, a.High + 1));
        })];
    }

    private static string Category(int i) => "category " + i.ToString(CultureInfo.InvariantCulture);

    private static string District(int i) => "district " + i.ToString(CultureInfo.InvariantCulture);

    private static string Team(int i) => "team " + i.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using RulesEngine.Models;

namespace Xiezhi.Benchmarks.Rules;

/// <summary>Microsoft's RulesEngine with the same rules: a lambda each, all of which it runs.</summary>
internal sealed class RulesEnginePeer
{
    private readonly RulesEngine.RulesEngine _engine;

    public RulesEnginePeer(Route[] routes)
    {
        var workflow = new RulesEngine.Models.Workflow
        {
            WorkflowName = "routing",
            Rules = routes.Select(route => new Rule { RuleName = route.Team, SuccessEvent = route.Team, Expression = Expression(route) }).ToList(),
        };
        _engine = new RulesEngine.RulesEngine([workflow], new ReSettings { CustomTypes = [typeof(Message)] });
    }

    public string? Decide(Message message)
    {
        var results = _engine.ExecuteAllRulesAsync("routing", new RuleParameter("m", message)).AsTask().GetAwaiter().GetResult();
        return results.Find(result => result.IsSuccess)?.Rule.SuccessEvent;
    }

    private static string Expression(Route route) => string.Join(" && ", new[]
    {
        route.Category is null ? null : $"m.Category == \"{route.Category}\"",
        route.District is null ? null : $"m.District == \"{route.District}\"",
        string.Create(CultureInfo.InvariantCulture, $"m.Severity >= {route.Low} && m.Severity <= {route.High}"),
    }.OfType<string>());
}

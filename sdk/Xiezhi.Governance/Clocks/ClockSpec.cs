using Xiezhi.Calendars;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.Rules;
using Xiezhi.Governance.ServiceLevels;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Governance.Clocks;

/// <summary>What a clock promises and how it is measured, as the service level or a decision of the package says it.</summary>
/// <param name="Target">How much time.</param>
/// <param name="Calendar">On which calendar.</param>
/// <param name="Counting">How days are counted.</param>
/// <param name="Ladder">The ladder that a decision chose.</param>
/// <param name="Basis">The decision and its rules.</param>
internal sealed record ClockSpec(Amount Target, WorkingCalendar Calendar, Counting Counting, string? Ladder = null, string? Basis = null)
{
    /// <summary>What the clock promises now.</summary>
    public static (ClockSpec? Spec, string Unfit) Resolve(GovernancePackage package, ClockDefinition definition, IVariables variables, DateTimeOffset now)
    {
        if (definition.TargetDecision is not { } decision)
        {
            return (new ClockSpec(definition.Target, package.CalendarNow(definition.Calendar), definition.Counting), "");
        }

        var result = package.Decisions.Explain(decision, variables, now);
        var value = result?.Value ?? Value.Null;
        var given = value.AsContext;
        var target = given is null ? value.AsString : Text(given, "target");
        var from = CountingText.From(Text(given, "from"));
        var end = CountingText.End(Text(given, "end"));
        var calendar = Text(given, "calendar") is { } id ? package.CalendarNow(id) : package.CalendarNow(definition.Calendar);
        var ladder = Text(given, "ladder");
        if (!Amount.TryParse(target, out var amount) || from is null || end is null || calendar is null || (ladder is not null && !package.Ladders.ContainsKey(ladder)))
        {
            var problem = result is { HasErrors: true } ? FeelExpressions.Describe(result.Diagnostics) : value.ToString();
            return (null, decision + ": " + problem);
        }

        var counting = amount.Unit == AmountUnit.Elapsed
            ? Counting.FromTheStart
            : Text(given, "from") is null && Text(given, "end") is null
                ? definition.Counting
                : definition.Counting with
                {
                    From = Text(given, "from") is null ? definition.Counting.From : from.Value,
                    End = Text(given, "end") is null ? definition.Counting.End : end.Value,
                };
        var rules = string.Join(",", result?.Explanation?.Tables.SelectMany(table => table.MatchedRules) ?? []);
        return (new ClockSpec(amount, calendar, counting, ladder, rules.Length == 0 ? decision : decision + "#" + rules), "");
    }

    /// <summary>What a clock was begun with, or was last changed to.</summary>
    public static ClockSpec Of(GovernancePackage package, ClockDefinition definition, ClockState clock) => new(
        Amount.TryParse(clock.Target, out var target) ? target : definition.Target,
        package.CalendarNow(clock.Calendar) ?? package.CalendarNow(definition.Calendar),
        clock.Counting is { } counting ? CountingText.Read(counting) : definition.Counting,
        clock.Ladder,
        clock.Basis);

    /// <summary>The way of counting as it is recorded: only where the definition does not say the same.</summary>
    public string? CountingOver(ClockDefinition definition) => Counting == definition.Counting ? null : CountingText.Write(Counting);

    /// <summary>Whether another promises the same; which rule said so does not matter.</summary>
    public bool PromisesLike(ClockSpec other) =>
        Target == other.Target && Calendar.Id == other.Calendar.Id && Counting == other.Counting && Ladder == other.Ladder;

    private static string? Text(ValueContext? context, string name) => context is not null && context.TryGet(name, out var value) ? value.AsString : null;
}

using System.Collections.Immutable;
using Newtonsoft.Json.Linq;
using Xiezhi.Calendars;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Json;
using Xiezhi.Governance.ServiceLevels;
using Xiezhi.Governance.Texts;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Governance.Handling.Limits;

/// <summary>Reads the limits of a room: each an amount of time, or an object with what a clock of <c>service-levels.json</c> can have.</summary>
internal sealed class LimitReader(HandlingReader.Surroundings surroundings)
{
    private const string Always = "true";
    private const string Never = "false";

    private readonly DiagnosticBag _diagnostics = surroundings.Diagnostics;
    private readonly IExpressions _expressions = surroundings.Expressions;
    private readonly ClockReader _clocks = new(
        surroundings.Organization, surroundings.Calendars, surroundings.Decisions, surroundings.Procedure, surroundings.Calendar, surroundings.Expressions, surroundings.Diagnostics);

    /// <summary>Reads <c>limits</c>; each name is that of a limit, and whether it must be there.</summary>
    public ServiceLevel Read(JsonDocumentObject item, string level, LocalizedText title, params ReadOnlySpan<(string Name, bool Needed)> names)
    {
        var clocks = ImmutableArray.CreateBuilder<ClockDefinition>();
        if (item.RequiredObject("limits") is { } limits)
        {
            limits.Allow([.. names.ToArray().Select(limit => limit.Name)]);
            foreach (var (name, needed) in names)
            {
                if (!limits.Has(name))
                {
                    if (needed)
                    {
                        limits.RequiredText(name);
                    }
                }
                else if (ReadLimit(limits, name) is { } clock)
                {
                    clocks.Add(clock);
                }
            }
        }

        return new ServiceLevel(level, title, clocks.ToImmutable());
    }

    private ClockDefinition? ReadLimit(JsonDocumentObject limits, string name)
    {
        var item = limits.Token[name] is JObject ? limits.Object(name) : null;
        item?.Allow("title", "target", "calendar", "counting", "pause", "onChange", "extension", "suspension", "ladder");
        (Amount Amount, string? Decision)? target = item is null ? ReadAmount(limits, name) is { } plain ? (plain, null) : null : _clocks.ReadTarget(item);
        var calendar = item is null ? surroundings.Calendars.GetValueOrDefault(surroundings.Calendar) : _clocks.ReadCalendar(item, decided: true);
        var isCommon = name == HandlingClocks.Common;

        // Whoever waits for the lead to decide whether it has anything to do with the case loses no time by it.
        var rests = name == HandlingClocks.Contribute ? "clock.disclaimed = true" : Never;
        var own = item is null ? null : _clocks.Optional(item, "pause")?.Text;
        var pause = Compile(own is null ? rests : "(" + rests + ") or (" + own + ")", item?.LocationOf("pause") ?? limits.LocationOf(name));
        var start = Compile(isCommon ? "count(case.coHandling.waiting) > 0" : Always, limits.LocationOf(name));
        var stop = Compile(isCommon ? "case.coHandling.complete" : Never, limits.LocationOf(name));
        var ladder = ImmutableArray<Escalation.EscalationStep>.Empty;
        if (item?.Text("ladder") is { } id && !surroundings.Ladders.TryGetValue(id, out ladder))
        {
            _diagnostics.Add(GovernanceCodes.UnknownLadder, item.LocationOf("ladder"), id, Nearest.To(id, surroundings.Ladders.Keys) ?? "");
        }

        if (target is not var (time, decision) || calendar is null || start is null || pause is null || stop is null)
        {
            return null;
        }

        if (item is not null && decision is null && time.Unit == AmountUnit.Elapsed && item.Has("counting"))
        {
            _diagnostics.Add(GovernanceCodes.CountingOfElapsed, item.LocationOf("counting"), time.ToString());
        }

        return new ClockDefinition
        {
            Id = name,
            Title = item is null ? LocalizedText.Same(name) : LocalizedTextReader.Read(item, "title", name),
            Target = time,
            TargetDecision = decision,
            Calendar = calendar,
            Counting = item?.Object("counting") is { } counting ? _clocks.ReadCounting(counting) : decision is null ? Counting.Usual(time.Unit) : Counting.FromTheStart,
            Per = isCommon ? ClockScope.Case : ClockScope.Handling,
            Start = start,
            Pause = pause,
            Stop = stop,
            OnChange = item is null
                ? TargetChange.FromStart
                : _clocks.ReadWord(item, "onChange", ("from-start", TargetChange.FromStart), ("from-now", TargetChange.FromNow), ("keep", TargetChange.Keep)),
            Extension = item is null ? null : _clocks.ReadExtension(item.Object("extension")),
            Suspension = item is null ? null : _clocks.ReadSuspension(item.Object("suspension")),
            Ladder = ladder.IsDefault ? [] : ladder,
        };
    }

    private Amount? ReadAmount(JsonDocumentObject limits, string name)
    {
        if (limits.Text(name) is not { } text)
        {
            return null;
        }

        if (Amount.TryParse(text, out var amount) && !amount.IsZero)
        {
            return amount;
        }

        _diagnostics.Add(GovernanceCodes.MalformedAmount, limits.LocationOf(name), text);
        return null;
    }

    private IExpression? Compile(string text, Location location) => _expressions.Compile(text, location, _diagnostics);
}

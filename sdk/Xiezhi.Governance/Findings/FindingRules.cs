using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Clocks;
using Xiezhi.Governance.Log;
using Xiezhi.Rules.Dmn;
using Xiezhi.Rules.Evaluation;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Governance.Findings;

/// <summary>Asks the rules of <c>accountability.json</c> about what has happened, and records what they hold against whom.</summary>
internal static class FindingRules
{
    /// <summary>Asks the rules that are about an event.</summary>
    public static void Ask(CaseDraft draft, RecordedEvent recorded)
    {
        var rules = draft.Package.Accountability.Rules;
        if (rules.IsEmpty || recorded.Event is FindingProposed or FindingEvent)
        {
            return;
        }

        var type = EventText.TypeName(recorded.Event);
        FindingVariables? variables = null;
        foreach (var rule in rules)
        {
            if (rule.On.Contains(type))
            {
                variables ??= new FindingVariables(draft.State, draft.Package, recorded, null);
                Ask(draft, rule, recorded, variables);
            }
        }
    }

    /// <summary>Asks the rules that are about the case as it stands.</summary>
    public static void Ask(CaseDraft draft)
    {
        foreach (var rule in draft.Package.Accountability.Rules)
        {
            if (rule.On.IsEmpty)
            {
                Ask(draft, rule, null, new FindingVariables(draft.State, draft.Package, null, null));
            }
        }
    }

    /// <summary>Whether a condition holds; one that could not be worked out does not, and that is recorded.</summary>
    public static bool Holds(CaseDraft draft, IExpression condition, FindingVariables variables, string member)
    {
        var result = condition.Evaluate(variables, draft.Now);
        if (result.Failure is { } failure)
        {
            Unfit(draft, member, failure.ToString());
        }

        return result.Value.IsTrue;
    }

    /// <summary>What a decision gives, with its explanation.</summary>
    public static (Value Value, ValueContext Explanation) Decide(CaseDraft draft, string name, FindingVariables variables)
    {
        var model = draft.Package.Decisions.Models.First(model => model.Decisions.Any(decision => decision.Name == name));
        var inputs = new ValueContext.Builder();
        foreach (var input in model.Inputs)
        {
            if (variables.TryGet(input.Name, out var value))
            {
                inputs.Set(input.Name, value);
            }
        }

        var result = model.Decide(name, inputs.Build(), new Xiezhi.Rules.Evaluation.EvaluationOptions { Now = draft.Now, Explain = true });
        draft.Package.Observer?.Decided(new DecisionResult(result.Value, result.Diagnostics, result.Explanation));
        return (result.Value, result.Explanation is { } explanation ? Describe(explanation) : ValueContext.Of(("decision", name)));
    }

    private static void Ask(CaseDraft draft, FindingRule rule, RecordedEvent? recorded, FindingVariables variables)
    {
        if (rule.When is { } when && !Holds(draft, when, variables, "finding " + rule.Id))
        {
            return;
        }

        if (rule.Decision is not { } decision)
        {
            var explanation = ValueContext.Of(("condition", rule.When?.Text), ("event", recorded?.Sequence is { } place ? place : Value.Null));
            Propose(draft, rule, recorded, variables, null, null, explanation);
            return;
        }

        // A decision answers true, the kind, a context with kind and against, or a list of these; null and false hold nothing against anybody.
        var (value, why) = Decide(draft, decision, variables);
        foreach (var answer in value.AsList is { } list ? list.Items : [value])
        {
            if (answer.AsContext is { } context)
            {
                Propose(draft, rule, recorded, variables, context["kind"].AsString, context["against"], why);
            }
            else if (answer.IsString || answer.IsTrue)
            {
                Propose(draft, rule, recorded, variables, answer.AsString, null, why);
            }
        }
    }

    private static void Propose(
        CaseDraft draft, FindingRule rule, RecordedEvent? recorded, FindingVariables variables, string? kind, Value? against, ValueContext explanation)
    {
        var named = against is { IsNull: false } given ? given : rule.Against?.Evaluate(variables, draft.Now).Value ?? variables.Responsible;
        foreach (var item in named.AsList is { } list ? list.Items : [named])
        {
            if (draft.Package.Organization.Party(item.AsString) is { } party)
            {
                Propose(draft, rule, recorded, kind ?? rule.Kind, party.Id, explanation);
            }
            else if (!item.IsNull)
            {
                Unfit(draft, "finding " + rule.Id, item.ToString());
            }
        }
    }

    private static void Propose(CaseDraft draft, FindingRule rule, RecordedEvent? recorded, string kind, string party, ValueContext explanation)
    {
        // A rule about the case as it stands would hold the same again after every step.
        if ((rule.Once || recorded is null) && draft.State.Accountability.Findings.Any(finding => finding.Kind == kind && finding.Against == party))
        {
            return;
        }

        var state = draft.State.Accountability;
        var places = rule.Evidence.Select(type => state.Latest.GetValueOrDefault(type)).Append(recorded?.Sequence ?? draft.State.Version).Where(place => place > 0);
        ImmutableArray<long> evidence = [.. places.Distinct().Order()];
        if (draft.Package.Accountability.Terms is { } terms && state.FactAt(evidence) is { } factAt && terms.LapsesAt(factAt) < draft.Now)
        {
            return;
        }

        draft.Record(new FindingProposed(draft.State.Findings + 1, kind, party, evidence)
        {
            Grounds = new FindingGrounds(rule.Id, Hashes(state, evidence), ClockOf(draft.State, recorded?.Event), explanation),
        });
    }

    /// <summary>The hashes of the events at these places.</summary>
    public static ImmutableArray<string> Hashes(AccountabilityState state, ImmutableArray<long> evidence) =>
        [.. evidence.Select(place => state.Trail.HashOf(place).ToString())];

    private static string? ClockOf(CaseState state, CaseEvent? about) => about switch
    {
        ClockStarted clock => Name(clock.ServiceLevel, clock.Clock),
        ClockPaused clock => Name(clock.ServiceLevel, clock.Clock),
        ClockResumed clock => Name(clock.ServiceLevel, clock.Clock),
        ClockStopped clock => Name(clock.ServiceLevel, clock.Clock),
        ClockBreached clock => Name(clock.ServiceLevel, clock.Clock),
        EscalationTaken clock => Name(clock.ServiceLevel, clock.Clock),
        _ => state.Clocks.LastOrDefault(clock => clock.ServiceLevel == state.Facts.ServiceLevel) is { } last ? Name(last.ServiceLevel, last.Clock) : null,
    };

    private static string Name(string serviceLevel, string clock) => serviceLevel + "/" + clock;

    private static ValueContext Describe(Explanation explanation) => ValueContext.Of(
        ("decision", explanation.Decision),
        ("value", explanation.Value),
        ("inputs", explanation.Inputs),
        ("tables", new ValueList([.. explanation.Tables.Select(table => Value.From(ValueContext.Of(
            ("table", table.Table),
            ("inputs", new ValueList(table.Inputs)),
            ("rules", new ValueList([.. table.MatchedRules.Select(number => Value.From(number))])))))])),
        ("required", new ValueList([.. explanation.Required.Select(required => Value.From(Describe(required)))])));

    /// <summary>Records once what an expression gave that can't be used.</summary>
    public static void Unfit(CaseDraft draft, string member, string given)
    {
        if (!draft.State.Unfit.TryGetValue(member, out var last) || last != given)
        {
            draft.Record(new FactUnfit(member, given));
        }
    }
}

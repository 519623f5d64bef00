using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Dmn;

namespace Xiezhi.Governance.Duties;

/// <summary>Reads what a duty decision gave: the id of the lead alone; a context of roles; or a list of these, as a table gives that collects.</summary>
internal static class DutyResult
{
    public const string Lead = "lead";
    public const string CoHandlers = "coHandlers";
    public const string Supervisor = "supervisor";
    public const string Consulted = "consulted";
    public const string Informed = "informed";
    public const string Basis = "basis";
    public const string Duty = "duty";
    public const string Backstop = "backstop";

    public static DutyAssignment Read(Value value, ImmutableArray<MatchedRule> rules)
    {
        var parts = value.AsList is { } list ? list.Items : [value];
        var assignment = DutyAssignment.None with { Rules = rules };
        var duties = 0;
        foreach (var part in parts)
        {
            if (part.IsNull)
            {
                continue;
            }

            var roles = part.AsContext ?? ValueContext.Of((Lead, part));
            duties += roles[Basis].AsString == Backstop || roles[Backstop].IsTrue ? 0 : 1;
            assignment = assignment with
            {
                Leads = Union(assignment.Leads, roles[Lead]),
                CoHandlers = Union(assignment.CoHandlers, roles[CoHandlers]),
                Supervisor = assignment.Supervisor ?? roles[Supervisor].AsString,
                Consulted = Union(assignment.Consulted, roles[Consulted]),
                Informed = Union(assignment.Informed, roles[Informed]),
            };
        }

        return assignment with { IsBackstop = duties == 0 && !assignment.Leads.IsEmpty };
    }

    public static ImmutableArray<MatchedRule> Rules(Explanation? explanation)
    {
        if (explanation is null)
        {
            return [];
        }

        var rules = ImmutableArray.CreateBuilder<MatchedRule>();
        Collect(explanation);
        return rules.ToImmutable();

        void Collect(Explanation from)
        {
            foreach (var required in from.Required)
            {
                Collect(required);
            }

            foreach (var table in from.Tables)
            {
                foreach (var rule in table.MatchedRules)
                {
                    rules.Add(new MatchedRule(table.Table, rule));
                }
            }
        }
    }

    private static ImmutableArray<string> Union(ImmutableArray<string> before, Value given)
    {
        foreach (var item in given.AsList is { } list ? list.Items : [given])
        {
            // What is no text can't be the id of a party; it is kept, so that the proof and the log can show it.
            var text = item.AsString ?? (item.IsNull ? null : item.ToString());
            if (text is not null && !before.Contains(text))
            {
                before = before.Add(text);
            }
        }

        return before;
    }
}

using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Rules.Feel;

namespace Xiezhi.Rules.Inference.Compilation;

/// <summary>Checks a rule set and plans how it runs.</summary>
internal static class RuleSetCompiler
{
    public static CompiledRuleSet? Compile(RuleSet rules, DiagnosticBag diagnostics)
    {
        var found = new DiagnosticBag();
        var zone = Zone.Parse(rules.Zone);
        if (zone is null)
        {
            found.Add(RulesCodes.UnknownZone, rules.Location, rules.Zone);
        }

        ImmutableArray<FactType> types = [.. rules.Facts, .. rules.Findings];
        foreach (var twice in types.GroupBy(type => type.Name).Where(group => group.Count() > 1))
        {
            found.Add(RulesCodes.DefinedTwice, twice.Last().Location, twice.Key);
        }

        foreach (var twice in rules.Rules.GroupBy(rule => rule.Name).Where(group => group.Count() > 1))
        {
            found.Add(RulesCodes.DefinedTwice, twice.Last().Location, twice.Key);
        }

        foreach (var type in rules.Facts)
        {
            Check(type, isFinding: false, found);
        }

        foreach (var type in rules.Findings)
        {
            Check(type, isFinding: true, found);
        }

        // Without sound types every condition would only repeat what is wrong with them.
        if (!found.HasErrors)
        {
            var plans = rules.Rules.Select((rule, at) => new RuleCompiler(types, rules.Facts.Length, rule, at, found).Compile()).OfType<RulePlan>().ToImmutableArray();
            if (!found.HasErrors && Strata.Arrange(types, plans, found) is { } arranged)
            {
                diagnostics.AddRange(found.ToImmutable());
                return new CompiledRuleSet(rules, types, arranged, zone!);
            }
        }

        diagnostics.AddRange(found.ToImmutable());
        return null;
    }

    private static void Check(FactType type, bool isFinding, DiagnosticBag found)
    {
        foreach (var twice in type.Fields.GroupBy(field => field.Name).Where(group => group.Count() > 1))
        {
            found.Add(RulesCodes.DefinedTwice, type.Location, twice.Key);
        }

        foreach (var field in type.Fields.Where(field => field.Type.Kind is FeelTypeKind.Null or FeelTypeKind.Function or FeelTypeKind.Range || field.Name.Length == 0))
        {
            found.Add(RulesCodes.NotAFieldType, type.Location, field.Type.Name, "–");
        }

        if (isFinding ? type.Key is not null : type.Key is null)
        {
            found.Add(isFinding ? RulesCodes.FindingWithKey : RulesCodes.NoKey, type.Location, type.Name);
        }

        foreach (var name in new[] { type.Key, type.Moment }.OfType<string>().Where(name => type.IndexOf(name) < 0))
        {
            found.Add(RulesCodes.UnknownField, type.Location, name, type.Name, Nearest.To(name, type.Fields.Select(field => field.Name)) ?? "–");
        }

        if (type.MomentIndex >= 0 && type.Fields[type.MomentIndex].Type.Kind is not (FeelTypeKind.Date or FeelTypeKind.DateAndTime))
        {
            found.Add(RulesCodes.NotAMoment, type.Location, type.Name + "." + type.Moment, type.Fields[type.MomentIndex].Type.Name);
        }
    }
}

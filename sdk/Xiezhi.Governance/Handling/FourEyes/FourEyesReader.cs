using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Json;
using Xiezhi.Workflow.Compilation;

namespace Xiezhi.Governance.Handling.FourEyes;

/// <summary>Reads the member <c>fourEyes</c>.</summary>
internal static class FourEyesReader
{
    private static readonly ImmutableArray<(string Word, SameDoer Same)> Sames =
        [("person", SameDoer.Person), ("party", SameDoer.Party), ("superior-chain", SameDoer.SuperiorChain)];

    private static readonly ImmutableArray<(string Word, FourEyesSpan Span)> Spans = [("case", FourEyesSpan.Case), ("round", FourEyesSpan.Round)];

    public static ImmutableArray<FourEyesRule> Read(JsonDocumentObject root, HandlingReader.Surroundings around)
    {
        var rules = ImmutableArray.CreateBuilder<FourEyesRule>();
        foreach (var item in root.Objects("fourEyes"))
        {
            item.Allow("task", "notDoneBy", "same", "within");
            var task = MemberWords.Task(item, "task", around);
            var others = MemberWords.Tasks(item, "notDoneBy", around);
            var same = MemberWords.Word(item, "same", around, Sames, SameDoer.Person);
            var within = MemberWords.Word(item, "within", around, Spans, FourEyesSpan.Case);
            if (item.Texts("notDoneBy").IsEmpty)
            {
                around.Diagnostics.Add(HandlingCodes.FourEyesOfOne, item.Location);
            }

            if (task is null)
            {
                continue;
            }

            rules.Add(new FourEyesRule(task, others, same, within));
            foreach (var other in same == SameDoer.Person ? [] : others)
            {
                Warn(item, around, task, other);
            }
        }

        return rules.ToImmutable();
    }

    // Two tasks whose owner is written alike belong to the same party whenever that is evaluated to one.
    private static void Warn(JsonDocumentObject item, HandlingReader.Surroundings around, string task, string other)
    {
        if (Owner(around.Procedure, task) is { } owner && owner == Owner(around.Procedure, other))
        {
            around.Diagnostics.Add(HandlingCodes.NobodyForFourEyes, item.LocationOf("notDoneBy"), task, other, owner);
        }
    }

    private static string? Owner(ProcessDefinition? procedure, string task)
    {
        var roles = procedure?.Find(task)?.Source?.Resources ?? [];
        return roles.Length switch
        {
            0 => "lead",
            1 => roles[0].Assignment?.Text.Trim() ?? roles[0].Resource,
            _ => null,
        };
    }
}

using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Json;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Parties;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Governance.Handling.Closing;

/// <summary>Reads what rooms of handling say alike: <c>closing</c>, words of who may, and the tasks that are barred.</summary>
internal static class ClosingReader
{
    public static ClosingRule Read(JsonDocumentObject? item, HandlingReader.Surroundings surroundings)
    {
        item?.Allow("closedBy", "result");
        var closers = item is null ? [] : Words(item, "closedBy", surroundings, ClosingRule.Superior);
        return new ClosingRule(closers.IsEmpty ? [ClosingRule.Superior] : closers, item?.Text("result"));
    }

    /// <summary>Words of who may, each of which the organisation knows.</summary>
    public static ImmutableArray<string> Words(JsonDocumentObject item, string member, HandlingReader.Surroundings surroundings, params ImmutableArray<string> more) =>
        MemberWords.Parties(item, member, surroundings, more, []);

    /// <summary>Tasks that somebody completes; one that is decided together can't be kept from being completed.</summary>
    public static ImmutableArray<string> Tasks(JsonDocumentObject item, string member, HandlingReader.Surroundings surroundings)
    {
        var elements = item.Texts(member);
        if (surroundings.Procedure is not { } procedure)
        {
            return elements;
        }

        var tasks = procedure.Elements.Where(element => element.Kind is BpmnKind.UserTask or BpmnKind.ManualTask or BpmnKind.Task).Select(element => element.Id).ToList();
        foreach (var element in elements)
        {
            if (!tasks.Contains(element))
            {
                surroundings.Diagnostics.Add(GovernanceCodes.UnknownTask, item.LocationOf(member), element, Nearest.To(element, tasks) ?? "");
            }
            else if (procedure.Find(element)?.Source?.Extension("deliberation") is not null)
            {
                surroundings.Diagnostics.Add(HandlingCodes.BarredDeliberation, item.LocationOf(member), element);
            }
        }

        return elements;
    }
}

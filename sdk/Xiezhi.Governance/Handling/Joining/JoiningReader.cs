using System.Collections.Immutable;
using System.Globalization;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Json;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Handling.Returns;
using Xiezhi.Governance.Parties;
using Xiezhi.Governance.Texts;

namespace Xiezhi.Governance.Handling.Joining;

/// <summary>Reads the member <c>joining</c> of <c>handling.json</c>.</summary>
internal sealed class JoiningReader(HandlingReader.Surroundings surroundings)
{
    private const int MostParts = 100;
    private const int UsualParts = 20;

    public JoiningPolicy Read(JsonDocumentObject item)
    {
        item.Allow("merge", "split", "related");
        return new JoiningPolicy
        {
            Merge = item.Object("merge") is { } merge ? ReadMerge(merge) : null,
            Split = item.Object("split") is { } split ? ReadSplit(split) : null,
            Related = item.Object("related") is { } related ? ReadRelated(related) : null,
        };
    }

    private MergePolicy ReadMerge(JsonDocumentObject item)
    {
        item.Allow("by", "clocks");
        var clocks = item.Text("clocks") ?? "go-on";
        if (clocks is not ("go-on" or "rest"))
        {
            surroundings.Diagnostics.Add(GovernanceCodes.UnknownWord, item.LocationOf("clocks"), clocks, "go-on, rest");
        }

        return new MergePolicy(Words(item), clocks == "rest");
    }

    private SplitPolicy ReadSplit(JsonDocumentObject item)
    {
        item.Allow("by", "packages", "concluding", "outcomes", "most");
        var concluding = item.Texts("concluding");
        foreach (var id in concluding)
        {
            if (surroundings.Procedure is { } procedure && procedure.Find(id) is null)
            {
                surroundings.Diagnostics.Add(GovernanceCodes.UnknownTask, item.LocationOf("concluding"), id, Nearest.To(id, procedure.Elements.Select(element => element.Id)) ?? "");
            }
        }

        var most = item.Integer("most") ?? UsualParts;
        if (most is < 1 or > MostParts)
        {
            surroundings.Diagnostics.Add(ReturnCodes.LimitOutOfRange, item.LocationOf("most"), most.ToString(CultureInfo.InvariantCulture), $"1–{MostParts}");
        }

        return new SplitPolicy(Words(item), item.Texts("packages"), concluding, item.Texts("outcomes"), (int)Math.Clamp(most, 1, MostParts));
    }

    private RelatedPolicy ReadRelated(JsonDocumentObject item)
    {
        item.Allow("by", "kinds");
        var kinds = ImmutableArray.CreateBuilder<RelationKind>();
        foreach (var entry in item.Objects("kinds"))
        {
            entry.Allow("id", "title");
            if (entry.RequiredText("id") is not { } id)
            {
                continue;
            }

            if (kinds.Any(kind => kind.Id == id))
            {
                surroundings.Diagnostics.Add(GovernanceCodes.DuplicateId, entry.LocationOf("id"), id);
            }

            kinds.Add(new RelationKind(id, LocalizedTextReader.Read(entry, "title", id)));
        }

        return new RelatedPolicy(Words(item), kinds.ToImmutable());
    }

    private ImmutableArray<string> Words(JsonDocumentObject item) => MemberWords.Parties(item, "by", surroundings, [], []);
}

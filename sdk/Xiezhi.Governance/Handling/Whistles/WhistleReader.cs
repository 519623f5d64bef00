using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Json;
using Xiezhi.Governance.Handling.Closing;
using Xiezhi.Governance.Handling.Limits;
using Xiezhi.Governance.Parties;
using Xiezhi.Governance.Texts;

namespace Xiezhi.Governance.Handling.Whistles;

/// <summary>Reads <c>whistles</c> of <c>handling.json</c>.</summary>
internal static class WhistleReader
{
    private const long MostPoints = 1_000_000;

    public static ImmutableArray<WhistleDefinition> Read(ImmutableArray<JsonDocumentObject> items, HandlingReader.Surroundings surroundings)
    {
        var definitions = ImmutableArray.CreateBuilder<WhistleDefinition>();
        foreach (var item in items)
        {
            item.Allow("id", "title", "blownBy", "called", "when", "limits", "evaluation", "closing", "bars");
            if (item.RequiredText("id") is not { } id)
            {
                continue;
            }

            if (definitions.Any(known => known.Id == id))
            {
                surroundings.Diagnostics.Add(GovernanceCodes.DuplicateId, item.LocationOf("id"), id);
                continue;
            }

            definitions.Add(Read(item, id, surroundings));
        }

        return definitions.ToImmutable();
    }

    private static WhistleDefinition Read(JsonDocumentObject item, string id, HandlingReader.Surroundings surroundings)
    {
        var title = LocalizedTextReader.Read(item, "title", id);
        var called = item.Texts("called");
        foreach (var word in called)
        {
            if (surroundings.Organization.Party(word) is null && !PartyKinds.TryParse(word, out _))
            {
                var known = surroundings.Organization.Parties.Select(party => party.Id).Concat(PartyKinds.Words);
                surroundings.Diagnostics.Add(GovernanceCodes.UnknownParty, item.LocationOf("called"), word, Nearest.To(word, known) ?? "");
            }
        }

        var blownBy = ClosingReader.Words(item, "blownBy", surroundings);
        return new WhistleDefinition
        {
            Id = id,
            Title = title,
            BlownBy = blownBy.IsEmpty ? [PartyKinds.Word(PartyKind.StreetOffice)] : blownBy,
            Called = called.IsEmpty ? [PartyKinds.Word(PartyKind.Agency), PartyKinds.Word(PartyKind.Department)] : called,
            When = item.Text("when") is { } when ? surroundings.Expressions.Compile(when, item.LocationOf("when"), surroundings.Diagnostics) : null,
            Bars = ClosingReader.Tasks(item, "bars", surroundings),
            Closing = ClosingReader.Read(item.Object("closing"), surroundings),
            Evaluation = item.Object("evaluation") is { } evaluation ? Scale(evaluation, surroundings.Diagnostics) : EvaluationScale.None,
            Limits = new LimitReader(surroundings).Read(
                item, HandlingClocks.WhistlePrefix + id, title, (HandlingClocks.Acknowledge, true), (HandlingClocks.Arrive, true), (HandlingClocks.Speak, true)),
        };
    }

    private static EvaluationScale Scale(JsonDocumentObject item, DiagnosticBag diagnostics)
    {
        item.Allow("criteria", "grades");
        var criteria = ImmutableArray.CreateBuilder<EvaluationCriterion>();
        foreach (var criterion in item.Objects("criteria"))
        {
            criterion.Allow("id", "title");
            if (Id(criterion, criteria.Select(known => known.Id), diagnostics) is { } id)
            {
                criteria.Add(new EvaluationCriterion(id, LocalizedTextReader.Read(criterion, "title", id)));
            }
        }

        var grades = ImmutableArray.CreateBuilder<EvaluationGrade>();
        foreach (var grade in item.Objects("grades"))
        {
            grade.Allow("id", "title", "points", "needsWords");
            var points = grade.Integer("points") ?? 0;
            if (points is < -MostPoints or > MostPoints)
            {
                diagnostics.Add(GovernanceCodes.NumberOutOfRange, grade.LocationOf("points"), "points", "-1000000", "1000000");
            }

            if (Id(grade, grades.Select(known => known.Id), diagnostics) is { } id)
            {
                grades.Add(new EvaluationGrade(
                    id, LocalizedTextReader.Read(grade, "title", id), (int)Math.Clamp(points, -MostPoints, MostPoints), grade.Boolean("needsWords") ?? false));
            }
        }

        if (criteria.Count == 0 || grades.Count == 0)
        {
            diagnostics.Add(HandlingCodes.EmptyScale, item.Location);
        }

        return new EvaluationScale(criteria.ToImmutable(), grades.ToImmutable());
    }

    private static string? Id(JsonDocumentObject item, IEnumerable<string> known, DiagnosticBag diagnostics)
    {
        var id = item.RequiredText("id");
        if (id is null || !known.Contains(id))
        {
            return id;
        }

        diagnostics.Add(GovernanceCodes.DuplicateId, item.LocationOf("id"), id);
        return null;
    }
}

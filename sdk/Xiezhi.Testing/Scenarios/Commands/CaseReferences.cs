using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Deliberation;
using Xiezhi.Governance.Log;

namespace Xiezhi.Testing.Scenarios.Commands;

/// <summary>Of what kind the word is by which a scenario names something of a case.</summary>
internal enum ReferenceWord
{
    /// <summary>An element of the procedure.</summary>
    Element,

    /// <summary>A clock of a service level.</summary>
    Clock,

    /// <summary>A deliberation of the package.</summary>
    Deliberation,

    /// <summary>Any other.</summary>
    Other,
}

/// <summary>A field that names something of the case: the engine knows it by a number, a scenario by a word that holds before it is there.</summary>
/// <param name="Name">The field as scenarios call it.</param>
/// <param name="IsRequired">Whether it must be said.</param>
/// <param name="Word">Of what kind the word is.</param>
/// <param name="Find">What it is at the moment; <see langword="null"/> where nothing is.</param>
internal sealed record CaseReference(string Name, bool IsRequired, ReferenceWord Word, Func<CommandScene, Value, object?> Find);

/// <summary>The table of references: the fields of commands that are not said as they are. A new family of commands adds a line for each such field.</summary>
internal static class CaseReferences
{
    private static readonly ImmutableArray<(string Member, Type Type, CaseReference Reference)> Table =
    [
        (nameof(CompleteTask.TaskId), typeof(int), new("task", true, ReferenceWord.Element, static (scene, word) => scene.State.Workflow.Tasks.FirstOrDefault(task => task.Element == word.AsString)?.Id)),
        (nameof(CompleteJob.JobId), typeof(int), new("job", true, ReferenceWord.Element, static (scene, word) => scene.State.Workflow.Jobs.FirstOrDefault(job => job.Element == word.AsString)?.Id)),
        (nameof(RetryIncident.IncidentId), typeof(int), new("incident", true, ReferenceWord.Element, static (scene, word) => scene.State.Workflow.Incidents.FirstOrDefault(incident => incident.Element == word.AsString)?.Id)),
        ("Clock", typeof(string), new("clock", true, ReferenceWord.Clock, static (_, word) => word.AsString)),
        ("Deliberation", typeof(int), new("deliberation", false, ReferenceWord.Deliberation, static (scene, word) => Deliberation(scene, word))),
        ("Comments", typeof(ImmutableArray<int>), new("comments", false, ReferenceWord.Other, static (scene, word) => Comments(scene, word))),
        ("FindingId", typeof(int), new("finding", false, ReferenceWord.Other, static (scene, word) => Finding(scene, word))),
        ("Evidence", typeof(ImmutableArray<long>), new("evidence", false, ReferenceWord.Other, static (scene, word) => Evidence(scene, word))),
    ];

    public static CaseReference? Of(Type command, string member, Type type) =>
        typeof(CaseCommand).IsAssignableFrom(command)
            ? Table.FirstOrDefault(entry => string.Equals(entry.Member, member, StringComparison.OrdinalIgnoreCase) && entry.Type == type).Reference
            : null;

    // Without a word the one that goes on, else the last: a dissent is put on record when all is decided.
    private static int? Deliberation(CommandScene scene, Value word)
    {
        var named = scene.State.Deliberations.All.Where(deliberation => word.IsNull || deliberation.Definition == word.AsString).ToList();
        return (named.FirstOrDefault(deliberation => deliberation.IsOpen) ?? named.LastOrDefault())?.Id;
    }

    private static ImmutableArray<int> Comments(CommandScene scene, Value word) => word.AsList is { } ids
        ? ids.Items.Select(id => (int)Whole(id)).ToImmutableArray()
        : scene.State.Deliberations.All.LastOrDefault(deliberation => deliberation.HasUnanswered) is { } open
            ? open.Comments.Where(comment => comment.Answer is null).Select(comment => comment.Id).ToImmutableArray()
            : ImmutableArray<int>.Empty;

    // By number, or by kind the last of it; without a word the last on which something can still be done.
    private static int? Finding(CommandScene scene, Value word)
    {
        var all = scene.State.Accountability.Findings;
        return word.IsNumber
            ? (int)Whole(word)
            : word.AsString is { } kind
                ? all.LastOrDefault(finding => finding.Kind == kind)?.Id
                : (all.LastOrDefault(finding => !finding.IsOver) ?? all.LastOrDefault())?.Id;
    }

    // By places, or by the names of events: the last of each.
    private static ImmutableArray<long>? Evidence(CommandScene scene, Value word)
    {
        var places = (word.AsList?.Items ?? (word.IsNull ? [] : [word]))
            .Select(item => item.IsNumber ? Whole(item) : scene.Log.LastOrDefault(recorded => EventText.TypeName(recorded.Event) == item.AsString)?.Sequence ?? 0)
            .ToImmutableArray();
        return places.Contains(0) ? null : places;
    }

    private static long Whole(Value value) => value.AsNumber is { } number && number.TryToInt64(out var whole) ? whole : 0;
}

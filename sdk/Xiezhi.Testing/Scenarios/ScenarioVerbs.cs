using System.Collections.Frozen;
using System.Collections.Immutable;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Deliberation;

namespace Xiezhi.Testing.Scenarios;

/// <summary>What a step of a scenario can do: each word with the command that it means.</summary>
internal static class ScenarioVerbs
{
    public const string Open = "open";

    private static readonly FrozenDictionary<string, Func<CaseState, ScenarioStep, CaseCommand?>> Commands =
        new Dictionary<string, Func<CaseState, ScenarioStep, CaseCommand?>>
        {
            ["complete"] = (state, step) => Task(state, step.Subject) is { } task ? new CompleteTask(task, step.Variables) : null,
            ["finish"] = (state, step) => Job(state, step.Subject) is { } job ? new CompleteJob(job, step.Variables) : null,
            ["fail"] = (state, step) => Job(state, step.Subject) is { } job ? new FailJob(job, step.Text, "") : null,
            ["message"] = (_, step) => new DeliverMessage(step.Subject, step.Text, step.Variables),
            ["retry"] = (state, step) =>
                state.Workflow.Incidents.FirstOrDefault(incident => incident.Element == step.Subject) is { } incident ? new RetryIncident(incident.Id) : null,
            ["cancel"] = (_, step) => new CancelCase(step.Subject),
            ["vote"] = (state, step) => Deliberation(state, step.Subject) is { } id ? new CastBallot(id, step.Preferences, step.Text ?? "") : null,
            ["recuse"] = (state, step) => Deliberation(state, "") is { } id ? new RecuseParticipant(id, step.Subject, step.Text ?? "") : null,
            ["comment"] = (state, step) => Deliberation(state, "") is { } id ? new PostComment(id, step.Subject) : null,
            ["answer"] = (state, step) => Deliberation(state, "") is { } id
                ? new AnswerComments(id, [.. state.Deliberations.Find(id)!.Comments.Where(comment => comment.Answer is null).Select(comment => comment.Id)], step.Subject)
                : null,
            ["dissent"] = (state, step) => state.Deliberations.All.LastOrDefault() is { } last ? new RecordDissent(last.Id, step.Subject) : null,
            ["close"] = (state, step) => Deliberation(state, step.Subject) is { } id ? new CloseDeliberation(id) : null,
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>All words, in the order of the alphabet.</summary>
    public static ImmutableArray<string> All { get; } = [.. Commands.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Whether what stands behind the word is an element of the procedure.</summary>
    public static bool IsOnElement(string verb) => verb is "complete" or "finish" or "fail" or "retry";

    /// <summary>The command, or <see langword="null"/> where there is nothing that it could be on.</summary>
    public static CaseCommand? Command(CaseState state, ScenarioStep step) => Commands[step.Verb](state, step);

    private static int? Task(CaseState state, string element) => state.Workflow.Tasks.FirstOrDefault(task => task.Element == element)?.Id;

    private static int? Job(CaseState state, string element) => state.Workflow.Jobs.FirstOrDefault(job => job.Element == element)?.Id;

    private static int? Deliberation(CaseState state, string definition) =>
        state.Deliberations.All.FirstOrDefault(deliberation => deliberation.IsOpen && (definition.Length == 0 || deliberation.Definition == definition))?.Id;
}

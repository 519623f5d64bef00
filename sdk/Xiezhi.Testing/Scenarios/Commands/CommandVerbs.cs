using System.Collections.Frozen;
using System.Collections.Immutable;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Clocks;
using Xiezhi.Governance.Deliberation;
using Xiezhi.Governance.Handling.Joining;

namespace Xiezhi.Testing.Scenarios.Commands;

/// <summary>A short way to write a command: its word stands in the step itself, with the field that matters most behind it.</summary>
/// <param name="Word">The word.</param>
/// <param name="Command">The command.</param>
/// <param name="Subject">The field whose value stands behind the word.</param>
/// <param name="Others">What other fields are called beside it, where that is not their own name.</param>
internal sealed record ShortVerb(string Word, Type Command, string Subject, ImmutableDictionary<string, string> Others)
{
    /// <summary>The member of a step in which a field stands.</summary>
    public string MemberOf(string field) => field == Subject ? Word : Others.GetValueOrDefault(field, field);
}

/// <summary>
/// What can be done in a scenario: every command on a case that is not the engine's own, under its name as a word, such as <c>grant-extension</c>;
/// and short ways to write those that occur most.
/// </summary>
internal static class CommandVerbs
{
    /// <summary>The word that opens another case.</summary>
    public const string Open = "open";

    // Cases are opened by a step of its own; what falls due is due by itself.
    private static readonly ImmutableArray<Type> NotSaid = [typeof(OpenCase), typeof(ActOnDue), typeof(RecomputeProvisional), typeof(TakeCaseMessage)];

    private static readonly FrozenDictionary<string, CommandForm> Forms = typeof(CaseCommand).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(CaseCommand)) && !type.IsAbstract && !NotSaid.Contains(type))
        .ToFrozenDictionary(type => Words.Kebab(type.Name), type => new CommandForm(type), StringComparer.Ordinal);

    /// <summary>All verbs, in the order of the alphabet.</summary>
    public static ImmutableArray<string> All { get; } = [.. Forms.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The short ways.</summary>
    public static ImmutableArray<ShortVerb> Short { get; } =
    [
        Way<CompleteTask>("complete", "task"),
        Way<CompleteJob>("finish", "job"),
        Way<FailJob>("fail", "job", ("errorCode", "code")),
        Way<DeliverMessage>("message", "name", ("correlationKey", "key"), ("payload", "variables")),
        Way<RetryIncident>("retry", "incident"),
        Way<CancelCase>("cancel", "reason"),
        Way<CastBallot>("vote", "deliberation", ("preferences", "prefer")),
        Way<RecuseParticipant>("recuse", "participant"),
        Way<PostComment>("comment", "text"),
        Way<AnswerComments>("answer", "text"),
        Way<RecordDissent>("dissent", "reasons"),
        Way<CloseDeliberation>("close", "deliberation"),
    ];

    /// <summary>The form of a verb, or <see langword="null"/>.</summary>
    public static CommandForm? Form(string verb) => Forms.GetValueOrDefault(verb);

    /// <summary>The form behind a short way.</summary>
    public static CommandForm Form(ShortVerb way) => Forms[Words.Kebab(way.Command.Name)];

    private static ShortVerb Way<T>(string word, string subject, params (string Field, string Member)[] others)
        where T : CaseCommand => new(word, typeof(T), subject, others.ToImmutableDictionary(entry => entry.Field, entry => entry.Member));
}

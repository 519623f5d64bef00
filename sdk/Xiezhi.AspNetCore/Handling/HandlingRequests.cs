using System.Collections.Immutable;
using Xiezhi.Foundation.Values;

namespace Xiezhi.AspNetCore.Handling;

/// <summary>Something that needs a reason, or may have one.</summary>
/// <param name="Reason">Why. Where one is needed, a case answers 422 without it.</param>
public sealed record HandlingReasonRequest(string Reason = "");

/// <summary>Whom a task is given to.</summary>
/// <param name="Party">The party.</param>
/// <param name="Person">The person; whoever of the party takes it where left out.</param>
/// <param name="Reason">Why; needed where somebody passes on what they hold.</param>
public sealed record GiveTaskRequest(string Party, string? Person = null, string Reason = "");

/// <summary>A party to invite as a co-handler.</summary>
/// <param name="Party">The party.</param>
/// <param name="Reason">Why; needed.</param>
public sealed record InvitationRequest(string Party, string Reason = "");

/// <summary>What a co-handler contributes.</summary>
/// <param name="Text">What it says; needed.</param>
/// <param name="Variables">What it adds to the case under its name.</param>
public sealed record ContributionRequest(string Text = "", ValueContext? Variables = null);

/// <summary>Whether a co-handler has nothing to do with the case, as it says.</summary>
/// <param name="Accepted">Whether that is so.</param>
/// <param name="Reason">Why; needed.</param>
public sealed record DisclaimerDecisionRequest(bool Accepted, string Reason = "");

/// <summary>A whistle to blow (吹哨).</summary>
/// <param name="Kind">The kind, an id of <c>handling.json</c>.</param>
/// <param name="Parties">Whom to call.</param>
/// <param name="Reason">Why; needed.</param>
/// <param name="Place">Where they are to report; needed.</param>
public sealed record WhistleRequest(string Kind, ImmutableArray<string> Parties, string Reason = "", string Place = "");

/// <summary>Further parties to call.</summary>
/// <param name="Parties">Whom.</param>
/// <param name="Reason">Why; needed.</param>
public sealed record CallRequest(ImmutableArray<string> Parties, string Reason = "");

/// <summary>Something said along with what is done.</summary>
/// <param name="Words">What.</param>
public sealed record WordsRequest(string Words = "");

/// <summary>A grade for a criterion.</summary>
/// <param name="Criterion">The criterion.</param>
/// <param name="Grade">The grade.</param>
public sealed record GradeBody(string Criterion, string Grade);

/// <summary>How a called party is judged (评价).</summary>
/// <param name="Party">The party.</param>
/// <param name="Grades">A grade for each criterion of the kind of whistle.</param>
/// <param name="Words">What is said to it; some grades need it.</param>
public sealed record EvaluationRequest(string Party, ImmutableArray<GradeBody> Grades, string Words = "");

/// <summary>An attempt to call somebody back (回访).</summary>
/// <param name="Reached">Whether they were reached.</param>
/// <param name="Satisfied">Whether they are satisfied: given where they were reached, and only then.</param>
/// <param name="Words">What they said, or what there is to say of the attempt.</param>
/// <param name="Rework">Whether the case is to be handled again.</param>
public sealed record CallBackRequest(bool Reached, bool? Satisfied = null, string Words = "", bool Rework = false)
{
    /// <summary>What else the message says that asks for rework, such as its reason.</summary>
    public ValueContext? Variables { get; init; }
}

/// <summary>The party that is to lead (指定主办).</summary>
/// <param name="Party">The party.</param>
/// <param name="Reason">Why; needed.</param>
/// <param name="HadDuty">Whether it has the duty, so that its own returns were unfounded.</param>
public sealed record AppointmentRequest(string Party, string Reason = "", bool HadDuty = true);

using System.Collections.Immutable;
using Xiezhi.Governance.Cases;

namespace Xiezhi.Governance.Deliberation;

/// <summary>What somebody asks of a deliberation.</summary>
/// <param name="Deliberation">Its id within the case.</param>
public abstract record DeliberationCommand(int Deliberation) : CaseCommand;

/// <summary>Casts a ballot, or another in its place: the last before the close counts.</summary>
/// <param name="Deliberation">Its id within the case.</param>
/// <param name="Preferences">What is chosen, as in <see cref="Ballot.Preferences"/>; none to abstain.</param>
/// <param name="Reasons">Why; an objection must say it.</param>
public sealed record CastBallot(int Deliberation, ImmutableArray<ImmutableArray<string>> Preferences, string Reasons) : DeliberationCommand(Deliberation);

/// <summary>Takes a participant out for conflict of interest (回避): oneself, or another by the chair.</summary>
/// <param name="Deliberation">Its id within the case.</param>
/// <param name="Participant">Who.</param>
/// <param name="Reasons">Why.</param>
public sealed record RecuseParticipant(int Deliberation, string Participant, string Reasons) : DeliberationCommand(Deliberation);

/// <summary>Says something in the consultation of the public.</summary>
/// <param name="Deliberation">Its id within the case.</param>
/// <param name="Text">What.</param>
public sealed record PostComment(int Deliberation, string Text) : DeliberationCommand(Deliberation);

/// <summary>Answers a group of comments at once; everyone who made one of them is told.</summary>
/// <param name="Deliberation">Its id within the case.</param>
/// <param name="Comments">Their ids.</param>
/// <param name="Text">The answer.</param>
public sealed record AnswerComments(int Deliberation, ImmutableArray<int> Comments, string Text) : DeliberationCommand(Deliberation);

/// <summary>Puts on record that a participant holds another opinion than the one decided on, and why.</summary>
/// <param name="Deliberation">Its id within the case.</param>
/// <param name="Reasons">Why.</param>
public sealed record RecordDissent(int Deliberation, string Reasons) : DeliberationCommand(Deliberation);

/// <summary>Closes the vote before its time: the chair may, once enough have taken part.</summary>
/// <param name="Deliberation">Its id within the case.</param>
public sealed record CloseDeliberation(int Deliberation) : DeliberationCommand(Deliberation);

using System.Resources;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Governance;

/// <summary>What can be wrong with a governance package, and why a command on a case can be refused.</summary>
public static class GovernanceCodes
{
    private static readonly ResourceManager Texts = new("Xiezhi.Governance.Resources.DiagnosticTexts", typeof(GovernanceCodes).Assembly);

    /// <summary>An id occurs twice. {0}: the id.</summary>
    public static DiagnosticDescriptor DuplicateId { get; } = new("XZ5001", Severity.Error, Texts);

    /// <summary>A parent or superior is not there. {0}: its id, {1}: the nearest known.</summary>
    public static DiagnosticDescriptor UnknownParent { get; } = new("XZ5002", Severity.Error, Texts);

    /// <summary>A tree turns back on itself. {0}: an id on the cycle.</summary>
    public static DiagnosticDescriptor Cycle { get; } = new("XZ5003", Severity.Error, Texts);

    /// <summary>A word is not one of those allowed. {0}: the word, {1}: those allowed.</summary>
    public static DiagnosticDescriptor UnknownWord { get; } = new("XZ5004", Severity.Error, Texts);

    /// <summary>A territory is not there. {0}: its code, {1}: the nearest known.</summary>
    public static DiagnosticDescriptor UnknownTerritory { get; } = new("XZ5005", Severity.Error, Texts);

    /// <summary>A party is not there. {0}: its id, {1}: the nearest known.</summary>
    public static DiagnosticDescriptor UnknownParty { get; } = new("XZ5006", Severity.Error, Texts);

    /// <summary>A file of the package is missing. {0}: its name.</summary>
    public static DiagnosticDescriptor MissingFile { get; } = new("XZ5007", Severity.Error, Texts);

    /// <summary>A file does not belong into a package. {0}: its name.</summary>
    public static DiagnosticDescriptor UnknownFile { get; } = new("XZ5008", Severity.Warning, Texts);

    /// <summary>A calendar is not there. {0}: its id, {1}: the nearest known.</summary>
    public static DiagnosticDescriptor UnknownCalendar { get; } = new("XZ5009", Severity.Error, Texts);

    /// <summary>A ladder is not there. {0}: its id, {1}: the nearest known.</summary>
    public static DiagnosticDescriptor UnknownLadder { get; } = new("XZ5010", Severity.Error, Texts);

    /// <summary>An amount of time can't be read. {0}: the text.</summary>
    public static DiagnosticDescriptor MalformedAmount { get; } = new("XZ5011", Severity.Error, Texts);

    /// <summary>A share of a target can't be read. {0}: the text.</summary>
    public static DiagnosticDescriptor MalformedShare { get; } = new("XZ5012", Severity.Error, Texts);

    /// <summary>The time zone is not known. {0}: its name.</summary>
    public static DiagnosticDescriptor UnknownZone { get; } = new("XZ5013", Severity.Error, Texts);

    /// <summary>Two decisions have one name. {0}: the name, {1}: the file of the first.</summary>
    public static DiagnosticDescriptor DuplicateDecision { get; } = new("XZ5014", Severity.Error, Texts);

    /// <summary>The procedure names no file, or a process that is not there. {0}: what is written.</summary>
    public static DiagnosticDescriptor UnknownProcedure { get; } = new("XZ5015", Severity.Error, Texts);

    /// <summary>A task of the intake is not a user task of the procedure. {0}: its id, {1}: the nearest known.</summary>
    public static DiagnosticDescriptor UnknownTask { get; } = new("XZ5016", Severity.Error, Texts);

    /// <summary>A column is not listed. {0}: its name, {1}: the nearest known.</summary>
    public static DiagnosticDescriptor UnknownColumn { get; } = new("XZ5017", Severity.Error, Texts);

    /// <summary>A party's id is the word for a kind of party. {0}: the id.</summary>
    public static DiagnosticDescriptor ReservedId { get; } = new("XZ5018", Severity.Error, Texts);

    /// <summary>A target in elapsed time has a way of counting days, which is not used. {0}: the target.</summary>
    public static DiagnosticDescriptor CountingOfElapsed { get; } = new("XZ5019", Severity.Warning, Texts);

    /// <summary>The actor may not do this. {0}: the actor, {1}: what was tried, {2}: who may.</summary>
    public static DiagnosticDescriptor BeyondDuty { get; } = new("XZ5101", Severity.Error, Texts);

    /// <summary>The case is not open any more. {0}: how it stands.</summary>
    public static DiagnosticDescriptor CaseNotOpen { get; } = new("XZ5102", Severity.Error, Texts);

    /// <summary>A case with this key is there already. {0}: the key.</summary>
    public static DiagnosticDescriptor AlreadyOpened { get; } = new("XZ5103", Severity.Error, Texts);

    /// <summary>An expression under <c>case</c> failed, or gave what does not fit. {0}: the member, {1}: what it gave.</summary>
    public static DiagnosticDescriptor UnfitFact { get; } = new("XZ5104", Severity.Error, Texts);

    /// <summary>There is no such decision. {0}: its name.</summary>
    public static DiagnosticDescriptor UnknownDecision { get; } = new("XZ5105", Severity.Error, Texts);

    /// <summary>An expression could not be evaluated. {0}: its text.</summary>
    public static DiagnosticDescriptor ExpressionFailed { get; } = new("XZ5106", Severity.Error, Texts);

    /// <summary>A clock or a step of a ladder names a decision that is not there. {0}: its name, {1}: the nearest known.</summary>
    public static DiagnosticDescriptor UnknownClockDecision { get; } = new("XZ5201", Severity.Error, Texts);

    /// <summary>A step of a ladder says not exactly once when it is taken. {0}: the members of which one is needed.</summary>
    public static DiagnosticDescriptor UnclearTrigger { get; } = new("XZ5202", Severity.Error, Texts);

    /// <summary><c>by</c> needs either a decision or a matrix.</summary>
    public static DiagnosticDescriptor UnclearParty { get; } = new("XZ5203", Severity.Error, Texts);

    /// <summary>There are ladders, but no agency, department or street office at the top of a tree that they could reach in the end.</summary>
    public static DiagnosticDescriptor NobodyAtTheTop { get; } = new("XZ5204", Severity.Error, Texts);

    /// <summary>Quiet hours can't be read. {0}: from, {1}: to.</summary>
    public static DiagnosticDescriptor MalformedQuietHours { get; } = new("XZ5205", Severity.Error, Texts);

    /// <summary>A clock for each task does not say of which elements.</summary>
    public static DiagnosticDescriptor ElementsMissing { get; } = new("XZ5206", Severity.Error, Texts);

    /// <summary>A member has no use here. {0}: the member, {1}: what it needs.</summary>
    public static DiagnosticDescriptor MemberWithoutUse { get; } = new("XZ5207", Severity.Error, Texts);

    /// <summary>A number is out of its range. {0}: the member, {1}: the least, {2}: the most.</summary>
    public static DiagnosticDescriptor NumberOutOfRange { get; } = new("XZ5208", Severity.Error, Texts);

    /// <summary>A matter is not there. {0}: its id, {1}: the nearest known.</summary>
    public static DiagnosticDescriptor UnknownStepMatter { get; } = new("XZ5209", Severity.Error, Texts);

    /// <summary>No clock of this name runs on the case. {0}: its id.</summary>
    public static DiagnosticDescriptor NoSuchClock { get; } = new("XZ5221", Severity.Error, Texts);

    /// <summary>The service level allows no more time on this clock. {0}: its id.</summary>
    public static DiagnosticDescriptor NotExtendable { get; } = new("XZ5222", Severity.Error, Texts);

    /// <summary>The clock is due already. {0}: its id, {1}: when it was due.</summary>
    public static DiagnosticDescriptor TooLateToExtend { get; } = new("XZ5223", Severity.Error, Texts);

    /// <summary>A request is open. {0}: the clock, {1}: the number of the request.</summary>
    public static DiagnosticDescriptor ExtensionPending { get; } = new("XZ5224", Severity.Error, Texts);

    /// <summary>More time was granted as often as it may be. {0}: the clock, {1}: how often.</summary>
    public static DiagnosticDescriptor TooManyExtensions { get; } = new("XZ5225", Severity.Error, Texts);

    /// <summary>More time than may be granted, or in another unit. {0}: the amount, {1}: the most.</summary>
    public static DiagnosticDescriptor TooMuchTime { get; } = new("XZ5226", Severity.Error, Texts);

    /// <summary>Reasons must be given in writing.</summary>
    public static DiagnosticDescriptor ReasonMissing { get; } = new("XZ5227", Severity.Error, Texts);

    /// <summary>No request for more time is open. {0}: the clock.</summary>
    public static DiagnosticDescriptor NothingToDecide { get; } = new("XZ5228", Severity.Error, Texts);

    /// <summary>Nobody decides what they asked for themselves. {0}: the actor.</summary>
    public static DiagnosticDescriptor OwnRequest { get; } = new("XZ5229", Severity.Error, Texts);

    /// <summary>The service level does not let this clock be suspended. {0}: its id.</summary>
    public static DiagnosticDescriptor NotSuspendable { get; } = new("XZ5230", Severity.Error, Texts);

    /// <summary>The review date is past or too far away. {0}: the date, {1}: now, {2}: the latest.</summary>
    public static DiagnosticDescriptor ReviewOutOfBounds { get; } = new("XZ5231", Severity.Error, Texts);

    /// <summary>The clock is not suspended. {0}: its id.</summary>
    public static DiagnosticDescriptor NotSuspended { get; } = new("XZ5232", Severity.Error, Texts);

    /// <summary>A deliberation is named by an element that is no user task. {0}: its id.</summary>
    public static DiagnosticDescriptor DeliberationElsewhere { get; } = new("XZ5501", Severity.Error, Texts);

    /// <summary>A deliberation is not there. {0}: its id, {1}: the nearest known.</summary>
    public static DiagnosticDescriptor UnknownDeliberation { get; } = new("XZ5502", Severity.Error, Texts);

    /// <summary>A deliberation says nothing, or twice, what can be chosen, or the options are too few, too many or repeated.</summary>
    public static DiagnosticDescriptor NoOptions { get; } = new("XZ5503", Severity.Error, Texts);

    /// <summary>A deliberation by consent can't have options of its own.</summary>
    public static DiagnosticDescriptor OptionsOfConsent { get; } = new("XZ5504", Severity.Error, Texts);

    /// <summary>A quorum can't be read. {0}: the text.</summary>
    public static DiagnosticDescriptor MalformedQuorum { get; } = new("XZ5505", Severity.Error, Texts);

    /// <summary>A task can't be completed because a deliberation decides it. {0}: the task.</summary>
    public static DiagnosticDescriptor DecidedTogether { get; } = new("XZ5506", Severity.Error, Texts);

    /// <summary>What is asked does not fit how the deliberation stands. {0}: its status.</summary>
    public static DiagnosticDescriptor NotNow { get; } = new("XZ5507", Severity.Error, Texts);

    /// <summary>Somebody does not take part, or was recused already. {0}: who.</summary>
    public static DiagnosticDescriptor NoParticipant { get; } = new("XZ5508", Severity.Error, Texts);

    /// <summary>Reasons, or a text, are missing.</summary>
    public static DiagnosticDescriptor ReasonsNeeded { get; } = new("XZ5509", Severity.Error, Texts);

    /// <summary>A comment is not there. {0}: the ids that were given.</summary>
    public static DiagnosticDescriptor NoSuchComment { get; } = new("XZ5510", Severity.Error, Texts);

    /// <summary>A vote can't be closed early. {0}: what is missing.</summary>
    public static DiagnosticDescriptor TooFewTookPart { get; } = new("XZ5511", Severity.Error, Texts);

    /// <summary>A ballot names what can't be chosen. {0}: it, {1}: the options.</summary>
    public static DiagnosticDescriptor NoSuchOption { get; } = new("XZ5512", Severity.Error, Texts);

    /// <summary>A ballot has not the form that the method asks for. {0}: an example.</summary>
    public static DiagnosticDescriptor WrongBallot { get; } = new("XZ5513", Severity.Error, Texts);
}

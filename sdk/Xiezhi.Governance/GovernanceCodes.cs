using System.Resources;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Governance;

/// <summary>What can be wrong with a governance package, and why a command on a case can be refused.</summary>
public static class GovernanceCodes
{
    private static readonly ResourceManager Texts = new("Xiezhi.Governance.Resources.DiagnosticTexts", typeof(GovernanceCodes).Assembly);

    /// <summary>Whether a command was refused because of who gave it, and not because of how the case stands.</summary>
    public static bool IsRefusal(Diagnostic reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return reason.Code == BeyondDuty.Code || reason.Code == ActorOfOtherKind.Code || reason.Code == UnknownActor.Code
            || reason.Code == PersonMayNotAct.Code || reason.Code == PersonNeeded.Code
            || reason.Code == OwnRequest.Code || reason.Code == SameEyes.Code
            || reason.Code == Handling.HandlingCodes.DoneBySame.Code || reason.Code == Handling.HandlingCodes.MayNotCloseOwn.Code;
    }

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

    /// <summary>A condition is to begin a case. {0}: the start event.</summary>
    public static DiagnosticDescriptor ConditionalStart { get; } = new("XZ5020", Severity.Error, Texts);

    /// <summary>A signal is to begin a case. {0}: the start event, {1}: the signal.</summary>
    public static DiagnosticDescriptor SignalStart { get; } = new("XZ5021", Severity.Warning, Texts);

    /// <summary>When a start event occurs can't be told. {0}: the start event, {1}: why.</summary>
    public static DiagnosticDescriptor StartNotTimed { get; } = new("XZ5022", Severity.Error, Texts);

    /// <summary>A start event occurs more than once a second. {0}: the start event, {1}: its interval.</summary>
    public static DiagnosticDescriptor StartTooOften { get; } = new("XZ5023", Severity.Error, Texts);

    /// <summary>The last time of a start event has passed before the package is in force. {0}: the start event.</summary>
    public static DiagnosticDescriptor StartIsOver { get; } = new("XZ5024", Severity.Warning, Texts);

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

    // Accountability: XZ5400 to XZ5499.

    /// <summary>An event is not the one that was recorded. {0}: its place, {1}: the case.</summary>
    public static DiagnosticDescriptor EventChanged { get; } = new("XZ5401", Severity.Error, Texts);

    /// <summary>Events are missing. {0}: the first place, {1}: the last, {2}: the case.</summary>
    public static DiagnosticDescriptor EventsMissing { get; } = new("XZ5402", Severity.Error, Texts);

    /// <summary>Events do not stand where they were recorded. {0}: the place, {1}: the case, {2}: the place that the event names, {3}: the tenant and case that it names.</summary>
    public static DiagnosticDescriptor EventMisplaced { get; } = new("XZ5403", Severity.Error, Texts);

    /// <summary>An event was put in. {0}: its place, {1}: the case.</summary>
    public static DiagnosticDescriptor EventInserted { get; } = new("XZ5404", Severity.Error, Texts);

    /// <summary>A column differs from the event. {0}: its place, {1}: the case, {2}: the column, {3}: what stands there, {4}: what the log says.</summary>
    public static DiagnosticDescriptor EventListedWrongly { get; } = new("XZ5405", Severity.Error, Texts);

    /// <summary>A log has no case. {0}: the case, {1}: how many events it has.</summary>
    public static DiagnosticDescriptor CaseNotListed { get; } = new("XZ5406", Severity.Error, Texts);

    /// <summary>A case has another history than a checkpoint covers. {0}: the case, {1}: from where, {2}: up to where, {3}: the checkpoint.</summary>
    public static DiagnosticDescriptor HistoryForked { get; } = new("XZ5407", Severity.Error, Texts);

    /// <summary>The end of a log is missing. {0}: the case, {1}: how far it goes, {2}: how far it went, {3}: the checkpoint that says so.</summary>
    public static DiagnosticDescriptor TailCut { get; } = new("XZ5408", Severity.Error, Texts);

    /// <summary>The log does not give a checkpoint's root. {0}: its number.</summary>
    public static DiagnosticDescriptor CheckpointNotReached { get; } = new("XZ5409", Severity.Error, Texts);

    /// <summary>A signature does not fit. {0}: the number of the checkpoint, {1}: the id of the key.</summary>
    public static DiagnosticDescriptor CheckpointNotSigned { get; } = new("XZ5410", Severity.Error, Texts);

    /// <summary>A checkpoint is missing. {0}: its number.</summary>
    public static DiagnosticDescriptor CheckpointMissing { get; } = new("XZ5411", Severity.Error, Texts);

    /// <summary>There are two of one number. {0}: its number.</summary>
    public static DiagnosticDescriptor CheckpointForked { get; } = new("XZ5412", Severity.Error, Texts);

    /// <summary>A checkpoint does not go on from the one before. {0}: its number, {1}: the one before.</summary>
    public static DiagnosticDescriptor CheckpointInconsistent { get; } = new("XZ5413", Severity.Error, Texts);

    /// <summary>A member of a receipt or checkpoint is not what it should be. {0}: the member.</summary>
    public static DiagnosticDescriptor MalformedProof { get; } = new("XZ5414", Severity.Error, Texts);

    /// <summary>A receipt names another event than its text.</summary>
    public static DiagnosticDescriptor ReceiptOfAnother { get; } = new("XZ5415", Severity.Error, Texts);

    /// <summary>A receipt's proof does not lead to the root.</summary>
    public static DiagnosticDescriptor ReceiptNotIncluded { get; } = new("XZ5416", Severity.Error, Texts);

    /// <summary>The package does not say what the life of a finding is.</summary>
    public static DiagnosticDescriptor NoFindingTerms { get; } = new("XZ5430", Severity.Error, Texts);

    /// <summary>A case has no such finding. {0}: the case.</summary>
    public static DiagnosticDescriptor NoSuchFinding { get; } = new("XZ5431", Severity.Error, Texts);

    /// <summary>A command does not fit where a finding stands. {0}: the finding, {1}: its stage, {2}: the command.</summary>
    public static DiagnosticDescriptor FindingNotThere { get; } = new("XZ5432", Severity.Error, Texts);

    /// <summary>Whoever acted on a finding before may not decide on it. {0}: the actor, {1}: the finding, {2}: what they did.</summary>
    public static DiagnosticDescriptor SameEyes { get; } = new("XZ5433", Severity.Error, Texts);

    /// <summary>A finding names no events of its case. {0}: how many it has.</summary>
    public static DiagnosticDescriptor NoEvidence { get; } = new("XZ5434", Severity.Error, Texts);

    /// <summary>A fact is too old. {0}: the limitation.</summary>
    public static DiagnosticDescriptor FactTooOld { get; } = new("XZ5435", Severity.Error, Texts);

    /// <summary>An exemption holds. {0}: the finding, {1}: the exemption, {2}: its reason.</summary>
    public static DiagnosticDescriptor FindingExempt { get; } = new("XZ5436", Severity.Error, Texts);

    /// <summary>A rule says neither when nor by which decision.</summary>
    public static DiagnosticDescriptor NoCondition { get; } = new("XZ5437", Severity.Error, Texts);

    /// <summary>A type of event is not there. {0}: its name, {1}: the nearest known.</summary>
    public static DiagnosticDescriptor UnknownEventType { get; } = new("XZ5438", Severity.Error, Texts);

    /// <summary>A person is not listed. {0}: the id, {1}: the nearest known.</summary>
    public static DiagnosticDescriptor UnknownPerson { get; } = new("XZ5300", Severity.Error, Texts);

    /// <summary>A position is not listed. {0}: the id, {1}: the nearest known.</summary>
    public static DiagnosticDescriptor UnknownPosition { get; } = new("XZ5301", Severity.Error, Texts);

    /// <summary>A date can't be read. {0}: the text.</summary>
    public static DiagnosticDescriptor MalformedDate { get; } = new("XZ5302", Severity.Error, Texts);

    /// <summary>A span of dates ends before it begins. {0}: from, {1}: to.</summary>
    public static DiagnosticDescriptor ReversedDates { get; } = new("XZ5303", Severity.Error, Texts);

    /// <summary>A person holds a position twice at a time. {0}: the person, {1}: the position.</summary>
    public static DiagnosticDescriptor OverlappingTenure { get; } = new("XZ5304", Severity.Error, Texts);

    /// <summary>A position has more holders than seats. {0}: the position, {1}: the seats, {2}: the date, {3}: the people.</summary>
    public static DiagnosticDescriptor TooManyHolders { get; } = new("XZ5305", Severity.Error, Texts);

    /// <summary>A position is held by nobody at any date. {0}: the position.</summary>
    public static DiagnosticDescriptor PositionWithoutHolder { get; } = new("XZ5306", Severity.Warning, Texts);

    /// <summary>Delegations come back to where they came from. {0}: the position, {1}: the people, {2}: a date.</summary>
    public static DiagnosticDescriptor DelegationLoop { get; } = new("XZ5307", Severity.Error, Texts);

    /// <summary>A delegation does not say who gives what to whom.</summary>
    public static DiagnosticDescriptor UnclearDelegation { get; } = new("XZ5308", Severity.Error, Texts);

    /// <summary>The bound of delegation is out of range. {0}: what was given, {1}: the most.</summary>
    public static DiagnosticDescriptor DelegationDepth { get; } = new("XZ5309", Severity.Error, Texts);

    /// <summary>A number of seats or tasks is out of range. {0}: the number.</summary>
    public static DiagnosticDescriptor CountOutOfRange { get; } = new("XZ5310", Severity.Error, Texts);

    /// <summary>A party's id is the word for a role. {0}: the id.</summary>
    public static DiagnosticDescriptor ReservedRole { get; } = new("XZ5311", Severity.Error, Texts);

    /// <summary>A party has two superiors in the administrative line. {0}, {1}: their ids.</summary>
    public static DiagnosticDescriptor TwoSuperiors { get; } = new("XZ5312", Severity.Error, Texts);

    /// <summary>A matter is not in the catalogue. {0}: its id, {1}: the nearest known.</summary>
    public static DiagnosticDescriptor UnknownMatter { get; } = new("XZ5313", Severity.Error, Texts);

    /// <summary>No party has a duty (缺位). {0}: matters, {1}: territories, {2}: further conditions, {3}: an example.</summary>
    public static DiagnosticDescriptor NoLead { get; } = new("XZ5320", Severity.Error, Texts);

    /// <summary>Several parties have one duty. {0}: matters, {1}: territories, {2}: further conditions, {3}: the leads or rules, {4}: an example.</summary>
    public static DiagnosticDescriptor SeveralLeads { get; } = new("XZ5321", Severity.Error, Texts);

    /// <summary>A duty names what is no party. {0}: matters, {1}: territories, {2}: further conditions, {3}: the id, {4}: the nearest known.</summary>
    public static DiagnosticDescriptor LeadIsNoParty { get; } = new("XZ5322", Severity.Error, Texts);

    /// <summary>A lead is of a kind that can't lead. {0}: matters, {1}: territories, {2}: further conditions, {3}: the id, {4}: its kind, {5}: the kinds that can.</summary>
    public static DiagnosticDescriptor LeadOfWrongKind { get; } = new("XZ5323", Severity.Error, Texts);

    /// <summary>A lead has positions and nobody in them. {0}: matters, {1}: territories, {2}: further conditions, {3}: the id, {4}: the date.</summary>
    public static DiagnosticDescriptor LeadVacant { get; } = new("XZ5324", Severity.Error, Texts);

    /// <summary>Only the backstop leads. {0}: matters, {1}: territories, {2}: further conditions, {3}: the backstop.</summary>
    public static DiagnosticDescriptor BackstopOnly { get; } = new("XZ5325", Severity.Information, Texts);

    /// <summary>A gap is there on purpose. {0}: matters, {1}: territories, {2}: further conditions, {3}: the reason.</summary>
    public static DiagnosticDescriptor GapAllowed { get; } = new("XZ5326", Severity.Warning, Texts);

    /// <summary>An allowed gap is none. {0}: its reason.</summary>
    public static DiagnosticDescriptor GapClosed { get; } = new("XZ5327", Severity.Warning, Texts);

    /// <summary>The proof does not cover everything. {0}: why.</summary>
    public static DiagnosticDescriptor NotProved { get; } = new("XZ5328", Severity.Warning, Texts);

    /// <summary>There may be no lead. {0}: matters, {1}: territories, {2}: further conditions, {3}: an example.</summary>
    public static DiagnosticDescriptor PossibleGap { get; } = new("XZ5329", Severity.Warning, Texts);

    /// <summary>There may be several leads. {0}: matters, {1}: territories, {2}: further conditions, {3}: the rules, {4}: an example.</summary>
    public static DiagnosticDescriptor PossibleSeveralLeads { get; } = new("XZ5330", Severity.Warning, Texts);

    /// <summary>The duty decision fails. {0}: matters, {1}: territories, {2}: further conditions, {3}: what was wrong.</summary>
    public static DiagnosticDescriptor DutyFailed { get; } = new("XZ5331", Severity.Error, Texts);

    /// <summary>The actor claims to be another kind of party. {0}: the actor, {1}: the kind claimed, {2}: the kind it is.</summary>
    public static DiagnosticDescriptor ActorOfOtherKind { get; } = new("XZ5340", Severity.Error, Texts);

    /// <summary>The actor is no party of the organisation. {0}: the actor, {1}: the kind claimed.</summary>
    public static DiagnosticDescriptor UnknownActor { get; } = new("XZ5341", Severity.Error, Texts);

    /// <summary>The person may not act for the party. {0}: the person, {1}: the party, {2}: the date, {3}: who may.</summary>
    public static DiagnosticDescriptor PersonMayNotAct { get; } = new("XZ5342", Severity.Error, Texts);

    /// <summary>A party acts without a person. {0}: the party.</summary>
    public static DiagnosticDescriptor PersonNeeded { get; } = new("XZ5343", Severity.Error, Texts);

    /// <summary>An owner of a task is not there. {0}: the element, {1}: the word, {2}: the nearest known.</summary>
    public static DiagnosticDescriptor UnknownOwner { get; } = new("XZ5025", Severity.Error, Texts);

    /// <summary>Rows act for a party that acts only through its people. {0}: the party.</summary>
    public static DiagnosticDescriptor IntakeNeedsPerson { get; } = new("XZ5026", Severity.Error, Texts);

    /// <summary>Rows act for whoever leads, or for a kind of party, and some of these act only through their people. {0}: the word, {1}: the parties.</summary>
    public static DiagnosticDescriptor IntakeMayNeedPerson { get; } = new("XZ5027", Severity.Warning, Texts);

    /// <summary>A person of the intake does not act for the party. {0}: the person, {1}: the party, {2}: the nearest who does.</summary>
    public static DiagnosticDescriptor IntakePersonElsewhere { get; } = new("XZ5028", Severity.Error, Texts);

    /// <summary>Nobody can decide a finding against some parties. {0}: the parties.</summary>
    public static DiagnosticDescriptor NobodyDecides { get; } = new("XZ5439", Severity.Warning, Texts);

    /// <summary>Nobody can decide an appeal on a finding against some parties. {0}: the parties.</summary>
    public static DiagnosticDescriptor NobodyDecidesAppeals { get; } = new("XZ5440", Severity.Warning, Texts);
}

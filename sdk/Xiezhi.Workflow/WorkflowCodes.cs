using System.Resources;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Workflow;

/// <summary>What can be wrong with a process, a command, or a process instance.</summary>
/// <remarks>
/// XZ300… reading and choosing a process, XZ31… structure, XZ32… what the engine can't run, XZ33… expressions and references,
/// XZ34… incidents, XZ35… rejected commands, XZ36… soundness.
/// </remarks>
public static class WorkflowCodes
{
    // Filled while the descriptors are made, and only read after that.
    private static readonly Dictionary<string, DiagnosticDescriptor> ByCode = new(StringComparer.Ordinal);

    private static readonly ResourceManager Texts = new("Xiezhi.Workflow.Resources.DiagnosticTexts", typeof(WorkflowCodes).Assembly);

    /// <summary>The root element is not BPMN's definitions. {0}: its name.</summary>
    public static DiagnosticDescriptor NotBpmn { get; } = Error("XZ3001");

    /// <summary>The document has no process to run. No arguments.</summary>
    public static DiagnosticDescriptor NoProcess { get; } = Error("XZ3002");

    /// <summary>The document has several processes, and none was named. {0}: their ids.</summary>
    public static DiagnosticDescriptor SeveralProcesses { get; } = Error("XZ3003");

    /// <summary>The document has no process of that id. {0}: the id, {1}: the ids there are.</summary>
    public static DiagnosticDescriptor UnknownProcess { get; } = Error("XZ3004");

    /// <summary>An element has no id. {0}: its tag.</summary>
    public static DiagnosticDescriptor MissingId { get; } = Error("XZ3101");

    /// <summary>An id occurs twice. {0}: the id.</summary>
    public static DiagnosticDescriptor DuplicateId { get; } = Error("XZ3102");

    /// <summary>A sequence flow has an end that does not exist. {0}: sourceRef or targetRef, {1}: what it names.</summary>
    public static DiagnosticDescriptor DanglingFlow { get; } = Error("XZ3103");

    /// <summary>A sequence flow crosses the border of a sub-process. {0}, {1}: its ends.</summary>
    public static DiagnosticDescriptor FlowCrossesScope { get; } = Error("XZ3104");

    /// <summary>A sequence flow leads where none may lead. {0}: the element, {1}: its tag.</summary>
    public static DiagnosticDescriptor FlowNotAllowedIn { get; } = Error("XZ3105");

    /// <summary>A sequence flow leaves where none may leave. {0}: the element, {1}: its tag.</summary>
    public static DiagnosticDescriptor FlowNotAllowedOut { get; } = Error("XZ3106");

    /// <summary>A flow out of an exclusive gateway has no condition and is not the default. {0}: the gateway.</summary>
    public static DiagnosticDescriptor MissingCondition { get; } = Error("XZ3107");

    /// <summary>An exclusive gateway has no default flow. No arguments.</summary>
    public static DiagnosticDescriptor MissingDefault { get; } = Warning("XZ3108");

    /// <summary>The default flow named is not one that leaves the element. {0}: the flow.</summary>
    public static DiagnosticDescriptor UnknownDefault { get; } = Error("XZ3109");

    /// <summary>A condition stands on a flow where none is asked for. {0}: the element it leaves, {1}: its tag.</summary>
    public static DiagnosticDescriptor ConditionNotAllowed { get; } = Error("XZ3110");

    /// <summary>No token can reach the element. No arguments.</summary>
    public static DiagnosticDescriptor Unreachable { get; } = Warning("XZ3111");

    /// <summary>A boundary event is attached to nothing, or to what is no activity of its scope. {0}: what it names.</summary>
    public static DiagnosticDescriptor NotAttached { get; } = Error("XZ3112");

    /// <summary>A process or event sub-process has nothing in it. No arguments.</summary>
    public static DiagnosticDescriptor NothingInside { get; } = Error("XZ3113");

    /// <summary>A sub-process, or a process that is called, has several start events without a trigger. {0}: their ids.</summary>
    public static DiagnosticDescriptor SeveralStarts { get; } = Error("XZ3114");

    /// <summary>A start event of a sub-process has a trigger. {0}: the trigger.</summary>
    public static DiagnosticDescriptor TriggeredInnerStart { get; } = Error("XZ3115");

    /// <summary>A boundary event is attached to an activity that is over in the moment it begins. {0}: the activity.</summary>
    public static DiagnosticDescriptor BoundaryNeverFires { get; } = Warning("XZ3116");

    /// <summary>Behind an event-based gateway stands what does not wait, or has another way in. {0}: the element, {1}: the gateway.</summary>
    public static DiagnosticDescriptor NotBehindEventGateway { get; } = Error("XZ3117");

    /// <summary>A link leads nowhere, or to several places. {0}: its name, {1}: how many catching links of that name stand beside it.</summary>
    public static DiagnosticDescriptor LinkNotPaired { get; } = Error("XZ3118");

    /// <summary>An event sub-process has no start event with a trigger, or others beside it. No arguments.</summary>
    public static DiagnosticDescriptor EventSubProcessStart { get; } = Error("XZ3119");

    /// <summary>An event names for compensation what is no activity that it can see. {0}: what it names.</summary>
    public static DiagnosticDescriptor CompensationOutOfView { get; } = Error("XZ3120");

    /// <summary>A cancel event stands neither in a transaction nor on the border of one. No arguments.</summary>
    public static DiagnosticDescriptor CancelOutsideTransaction { get; } = Error("XZ3121");

    /// <summary>A transaction is cancelled inside, and has no cancel event on its border. {0}: the transaction.</summary>
    public static DiagnosticDescriptor CancelLeadsNowhere { get; } = Error("XZ3122");

    /// <summary>An element stands in an ad-hoc sub-process, where it may not. {0}: its tag.</summary>
    public static DiagnosticDescriptor NotInAdHoc { get; } = Error("XZ3123");

    /// <summary>Nothing leads to an element, though there are start events beside it. No arguments.</summary>
    public static DiagnosticDescriptor NothingLeads { get; } = Error("XZ3124");

    /// <summary>A sub-process has nothing in it, and is over in the moment it begins. No arguments.</summary>
    public static DiagnosticDescriptor OverAtOnce { get; } = Warning("XZ3125");

    /// <summary>Two pieces of data of one scope have the same name. {0}: the name, {1}: the id that the second goes by.</summary>
    public static DiagnosticDescriptor DataNameTaken { get; } = Warning("XZ3126");

    /// <summary>An association leads to or from data that the element can't see. {0}: the id of the data.</summary>
    public static DiagnosticDescriptor DataOutOfView { get; } = Error("XZ3127");

    /// <summary>A gateway has one way in and one way out. No arguments.</summary>
    public static DiagnosticDescriptor GatewayDoesNothing { get; } = Warning("XZ3128");

    /// <summary>Two sequence flows lead the same way under the same condition. {0}, {1}: their ends.</summary>
    public static DiagnosticDescriptor FlowDrawnTwice { get; } = Warning("XZ3129");

    /// <summary>A message flow has an end that does not exist. {0}: sourceRef or targetRef, {1}: what it names.</summary>
    public static DiagnosticDescriptor DanglingMessageFlow { get; } = Warning("XZ3130");

    /// <summary>A default flow has a condition, which is never asked for. {0}: the element that it leaves.</summary>
    public static DiagnosticDescriptor DefaultWithCondition { get; } = Warning("XZ3131");

    /// <summary>The element is one that this engine does not run. {0}: its tag, {1}: its trigger.</summary>
    public static DiagnosticDescriptor ElementNotRun { get; } = Error("XZ3201");

    /// <summary>The activity loops in a way that this engine does not run. {0}: the tag of the loop.</summary>
    public static DiagnosticDescriptor LoopNotRun { get; } = Error("XZ3202");

    /// <summary>A compensation event on a border has no activity associated with it, or several. No arguments.</summary>
    public static DiagnosticDescriptor NotOneCompensation { get; } = Warning("XZ3203");

    /// <summary>An attribute has a value that this engine does not run. {0}: the attribute, {1}: the value, {2}: what it runs.</summary>
    public static DiagnosticDescriptor AttributeNotRun { get; } = Error("XZ3204");

    /// <summary>A data store is outside of the process; a variable stands for it. {0}: the variable.</summary>
    public static DiagnosticDescriptor DataStoreOutside { get; } = Warning("XZ3205");

    /// <summary>What an event throws or catches has no name. {0}: the reference that would name it.</summary>
    public static DiagnosticDescriptor Nameless { get; } = Warning("XZ3206");

    /// <summary>A definition can't stand beside the other definitions of its event. {0}: the trigger.</summary>
    public static DiagnosticDescriptor NotAmongSeveral { get; } = Error("XZ3221");

    /// <summary>A definition can't be one of those that must all happen. {0}: the trigger.</summary>
    public static DiagnosticDescriptor NotAmongAll { get; } = Error("XZ3222");

    /// <summary>A start event that needs all of its definitions can't tell what belongs together. {0}: the definition that has no key.</summary>
    public static DiagnosticDescriptor StartNotCorrelated { get; } = Error("XZ3223");

    /// <summary>There is an expression, and no expression language was given. {0}: the expression.</summary>
    public static DiagnosticDescriptor NoExpressionLanguage { get; } = Error("XZ3301");

    /// <summary>An expression is in a language that is not run. {0}: the language.</summary>
    public static DiagnosticDescriptor UnknownExpressionLanguage { get; } = Error("XZ3302");

    /// <summary>An expression does not compile, and its language did not say why. {0}: the expression.</summary>
    public static DiagnosticDescriptor ExpressionRefused { get; } = Error("XZ3303");

    /// <summary>A script is in a language that is not run. {0}: the language.</summary>
    public static DiagnosticDescriptor UnknownScriptFormat { get; } = Error("XZ3304");

    /// <summary>A part that the element can't do without is missing. {0}: the part.</summary>
    public static DiagnosticDescriptor MissingPart { get; } = Error("XZ3305");

    /// <summary>An implementation is not known. {0}: the implementation.</summary>
    public static DiagnosticDescriptor UnknownImplementation { get; } = Error("XZ3306");

    /// <summary>A decision is not known. {0}: the decision.</summary>
    public static DiagnosticDescriptor UnknownDecision { get; } = Error("XZ3307");

    /// <summary>A reference names nothing. {0}: the kind, {1}: the id.</summary>
    public static DiagnosticDescriptor UnknownReference { get; } = Error("XZ3308");

    /// <summary>A time can't be read. {0}: the time, {1}: the tag.</summary>
    public static DiagnosticDescriptor TimeRefused { get; } = Error("XZ3309");

    /// <summary>The result goes nowhere. No arguments.</summary>
    public static DiagnosticDescriptor ResultGoesNowhere { get; } = Error("XZ3310");

    /// <summary>What is called is not there, or there several times. {0}: the id, {1}: how many there are.</summary>
    public static DiagnosticDescriptor NotOneCalled { get; } = Error("XZ3311");

    /// <summary>A process calls itself, directly or by others. {0}: the process.</summary>
    public static DiagnosticDescriptor CallsItself { get; } = Error("XZ3312");

    /// <summary>With all that it calls a process is too large. {0}: how many elements it may have.</summary>
    public static DiagnosticDescriptor TooManyCalled { get; } = Error("XZ3313");

    /// <summary>An expression reads a name that nothing in the process gives, and that is very like one that something does. {0}: the name, {1}: the other.</summary>
    public static DiagnosticDescriptor NameProbablyMeant { get; } = Warning("XZ3314");

    /// <summary>No condition held, and there is no default flow. {0}: the gateway.</summary>
    public static DiagnosticDescriptor NoFlowTaken { get; } = Error("XZ3401");

    /// <summary>A condition gave neither true nor false. {0}: the flow, {1}: what it gave.</summary>
    public static DiagnosticDescriptor ConditionNotBoolean { get; } = Error("XZ3402");

    /// <summary>A step entered more elements than allowed. {0}: the limit.</summary>
    public static DiagnosticDescriptor TooManySteps { get; } = Error("XZ3403");

    /// <summary>A job failed. {0}: the code, {1}: the message.</summary>
    public static DiagnosticDescriptor JobFailed { get; } = Error("XZ3404");

    /// <summary>An error was raised that nothing catches. {0}: the code.</summary>
    public static DiagnosticDescriptor ErrorNotCaught { get; } = Error("XZ3405");

    /// <summary>A timer's expression gave no time. {0}: the expression, {1}: what it gave.</summary>
    public static DiagnosticDescriptor NoTime { get; } = Error("XZ3406");

    /// <summary>The owners are neither text nor a list of texts. {0}: the expression, {1}: what it gave.</summary>
    public static DiagnosticDescriptor NoOwners { get; } = Error("XZ3407");

    /// <summary>A value can't be stored: it is no data, or nested too deep. {0}: the variable.</summary>
    public static DiagnosticDescriptor NotData { get; } = Error("XZ3408");

    /// <summary>A repeating timer can't be set again. {0}: the interval.</summary>
    public static DiagnosticDescriptor RepetitionFailed { get; } = Error("XZ3409");

    /// <summary>An escalation was raised that nothing catches. {0}: the code.</summary>
    public static DiagnosticDescriptor EscalationNotCaught { get; } = Error("XZ3410");

    /// <summary>What is to be repeated for is no list, or no whole number. {0}: the expression, {1}: what it gave.</summary>
    public static DiagnosticDescriptor NoRepetitions { get; } = Error("XZ3411");

    /// <summary>What is to begin is no list of ids of activities to which no flow leads. {0}: the expression, {1}: what it gave.</summary>
    public static DiagnosticDescriptor NoActivities { get; } = Error("XZ3412");

    /// <summary>An activity is done without giving an output that its output sets require. {0}: the activity, {1}: the output.</summary>
    public static DiagnosticDescriptor OutputNotGiven { get; } = Error("XZ3413");

    /// <summary>The process has not begun, or has ended. {0}: its status.</summary>
    public static DiagnosticDescriptor NotRunning { get; } = Error("XZ3501");

    /// <summary>The process has begun already. No arguments.</summary>
    public static DiagnosticDescriptor AlreadyStarted { get; } = Error("XZ3502");

    /// <summary>There is no start event to begin at. {0}: what was asked for.</summary>
    public static DiagnosticDescriptor NoStart { get; } = Error("XZ3503");

    /// <summary>No open task has that id. {0}: the id.</summary>
    public static DiagnosticDescriptor TaskNotOpen { get; } = Error("XZ3504");

    /// <summary>No open job has that id. {0}: the id.</summary>
    public static DiagnosticDescriptor JobNotOpen { get; } = Error("XZ3505");

    /// <summary>No running timer has that id. {0}: the id.</summary>
    public static DiagnosticDescriptor TimerNotRunning { get; } = Error("XZ3506");

    /// <summary>The timer is not due. {0}: the id, {1}: when it is.</summary>
    public static DiagnosticDescriptor TimerNotDue { get; } = Error("XZ3507");

    /// <summary>Nothing waits for that message. {0}: the name, {1}: the key.</summary>
    public static DiagnosticDescriptor MessageNotAwaited { get; } = Error("XZ3508");

    /// <summary>No incident has that id. {0}: the id.</summary>
    public static DiagnosticDescriptor UnknownIncident { get; } = Error("XZ3509");

    /// <summary>No scope has that id. {0}: the id.</summary>
    public static DiagnosticDescriptor UnknownScope { get; } = Error("XZ3510");

    /// <summary>No open task or job has that id. {0}: the id.</summary>
    public static DiagnosticDescriptor ActivityNotOpen { get; } = Error("XZ3511");

    /// <summary>Nothing catches an error of that code here. {0}: the code, {1}: the element.</summary>
    public static DiagnosticDescriptor NobodyCatches { get; } = Error("XZ3512");

    /// <summary>A variable given is not data, or nested too deep. {0}: the variable.</summary>
    public static DiagnosticDescriptor GivenNotData { get; } = Error("XZ3513");

    /// <summary>Nothing waits for that signal. {0}: the name.</summary>
    public static DiagnosticDescriptor SignalNotAwaited { get; } = Error("XZ3514");

    /// <summary>There are several start events to begin at, and none was named. {0}: their ids.</summary>
    public static DiagnosticDescriptor SeveralToStartAt { get; } = Error("XZ3515");

    /// <summary>No open ad-hoc sub-process has that id. {0}: the id.</summary>
    public static DiagnosticDescriptor NoAdHoc { get; } = Error("XZ3516");

    /// <summary>An activity may not begin now. {0}: the activity, {1}: the ad-hoc sub-process.</summary>
    public static DiagnosticDescriptor ActivityMayNotBegin { get; } = Error("XZ3517");

    /// <summary>An element instance is not there, or is none whose token can be moved. {0}: the id.</summary>
    public static DiagnosticDescriptor NotMovable { get; } = Error("XZ3518");

    /// <summary>A token can't be put before that element. {0}: the element, {1}: where the token is.</summary>
    public static DiagnosticDescriptor NowhereToMove { get; } = Error("XZ3519");

    /// <summary>Every run of a scope ends with tokens that wait at a join for ever. {0}: the join, {1}: the flows by which nothing comes, {2}: a way there.</summary>
    public static DiagnosticDescriptor AlwaysStuck { get; } = Error("XZ3601");

    /// <summary>A run can end with tokens that wait at a join for ever. {0}: the join, {1}: the flows by which nothing comes, {2}: a way there.</summary>
    public static DiagnosticDescriptor Stuck { get; } = Warning("XZ3602");

    /// <summary>An element can get a second token while the first is still there. {0}: the element, {1}: a way there.</summary>
    public static DiagnosticDescriptor NotSynchronized { get; } = Warning("XZ3603");

    /// <summary>No run can enter the element. {0}: the element.</summary>
    public static DiagnosticDescriptor NeverEntered { get; } = Warning("XZ3604");

    /// <summary>From an element on no run can come to an end. {0}: the element, {1}: a way there.</summary>
    public static DiagnosticDescriptor NeverEnds { get; } = Warning("XZ3605");

    /// <summary>There are too many states to look at all. {0}: the process or sub-process.</summary>
    public static DiagnosticDescriptor TooManyStates { get; } = Information("XZ3606");

    /// <summary>More and more tokens can gather at an element. {0}: the element.</summary>
    public static DiagnosticDescriptor TokensGather { get; } = Information("XZ3607");

    /// <summary>An event that does not interrupt can begin its way several times at once. {0}: the event.</summary>
    public static DiagnosticDescriptor RepeatsNotDecided { get; } = Information("XZ3608");

    /// <summary>Tokens may wait for ever, or meet, at an element, if a run can get there. {0}: the element.</summary>
    public static DiagnosticDescriptor PerhapsStuck { get; } = Information("XZ3609");

    /// <summary>What an element does with tokens is not known to the analysis. {0}: the element.</summary>
    public static DiagnosticDescriptor FlowNotDecided { get; } = Information("XZ3610");

    /// <summary>The descriptor with this code, to say an incident in another language; <see langword="null"/> where there is none.</summary>
    public static DiagnosticDescriptor? Find(string code) => ByCode.GetValueOrDefault(code);

    private static DiagnosticDescriptor Error(string code) => Add(new(code, Severity.Error, Texts));

    private static DiagnosticDescriptor Warning(string code) => Add(new(code, Severity.Warning, Texts));

    private static DiagnosticDescriptor Information(string code) => Add(new(code, Severity.Information, Texts));

    private static DiagnosticDescriptor Add(DiagnosticDescriptor descriptor)
    {
        ByCode.Add(descriptor.Code, descriptor);
        return descriptor;
    }
}

using System.Resources;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Governance.Handling;

/// <summary>What can be wrong with <c>handling.json</c>, and why what parties do between them can be refused; returns and joining have their own.</summary>
public static class HandlingCodes
{
    private static readonly ResourceManager Texts = new("Xiezhi.Governance.Resources.DiagnosticTexts", typeof(HandlingCodes).Assembly);

    // Co-handling and whistles: XZ5600 to XZ5619.
    /// <summary>Nothing says that parties handle cases of this package together with a lead.</summary>
    public static DiagnosticDescriptor NoCoHandling { get; } = new("XZ5600", Severity.Error, Texts);

    /// <summary>A party is no co-handler of the case. {0}: the party, or empty where nobody owes anything.</summary>
    public static DiagnosticDescriptor NoCoHandler { get; } = new("XZ5601", Severity.Error, Texts);

    /// <summary>A co-handler stands at a point where this can't be done. {0}: the party, {1}: how it stands.</summary>
    public static DiagnosticDescriptor CoHandlerStands { get; } = new("XZ5602", Severity.Error, Texts);

    /// <summary>The lead can't be invited beside itself. {0}: the party.</summary>
    public static DiagnosticDescriptor LeadIsNoCoHandler { get; } = new("XZ5603", Severity.Error, Texts);

    /// <summary>A task waits for co-handlers. {0}: the element, {1}: who owes.</summary>
    public static DiagnosticDescriptor CoHandlersOwe { get; } = new("XZ5604", Severity.Error, Texts);

    /// <summary>A task waits until something is closed together. {0}: the element, {1}: what is to be closed.</summary>
    public static DiagnosticDescriptor NotClosedTogether { get; } = new("XZ5605", Severity.Error, Texts);

    /// <summary>There is no such kind of whistle, or no such whistle. {0}: which.</summary>
    public static DiagnosticDescriptor NoSuchWhistle { get; } = new("XZ5606", Severity.Error, Texts);

    /// <summary>A whistle is over. {0}: which.</summary>
    public static DiagnosticDescriptor WhistleOver { get; } = new("XZ5607", Severity.Error, Texts);

    /// <summary>A whistle may not be blown on this case as it stands. {0}: its kind, {1}: what must hold.</summary>
    public static DiagnosticDescriptor WhistleNotNow { get; } = new("XZ5608", Severity.Error, Texts);

    /// <summary>A whistle calls nobody, or too many. {0}: how many it may call.</summary>
    public static DiagnosticDescriptor NobodyCalled { get; } = new("XZ5609", Severity.Error, Texts);

    /// <summary>A party may not be called, or was not. {0}: the party, {1}: who may be, or was.</summary>
    public static DiagnosticDescriptor MayNotBeCalled { get; } = new("XZ5610", Severity.Error, Texts);

    /// <summary>A party has said so already, or was called already. {0}: the party.</summary>
    public static DiagnosticDescriptor SaidAlready { get; } = new("XZ5611", Severity.Error, Texts);

    /// <summary>A called party may still come in time. {0}: the party.</summary>
    public static DiagnosticDescriptor TooEarlyToEvaluate { get; } = new("XZ5612", Severity.Error, Texts);

    /// <summary>The grades are not one for each criterion. {0}: the criteria, {1}: the grades.</summary>
    public static DiagnosticDescriptor WrongGrades { get; } = new("XZ5613", Severity.Error, Texts);

    /// <summary>A scale has no criteria or no grades.</summary>
    public static DiagnosticDescriptor EmptyScale { get; } = new("XZ5614", Severity.Error, Texts);

    /// <summary>There is nothing of that name to close together. {0}: which.</summary>
    public static DiagnosticDescriptor NothingToClose { get; } = new("XZ5615", Severity.Error, Texts);

    /// <summary>A closing stands at a point where this can't be done. {0}: of what, {1}: how it stands.</summary>
    public static DiagnosticDescriptor ClosingStands { get; } = new("XZ5616", Severity.Error, Texts);

    /// <summary>A task that is decided together can't be barred. {0}: the element.</summary>
    public static DiagnosticDescriptor BarredDeliberation { get; } = new("XZ5617", Severity.Error, Texts);

    /// <summary>Parties still have time to agree or dissent. {0}: which.</summary>
    public static DiagnosticDescriptor SilenceNotOver { get; } = new("XZ5618", Severity.Error, Texts);

    /// <summary>Whoever called the others, and whoever is silent, may not close over silence. {0}: the actor, {1}: what is closed.</summary>
    public static DiagnosticDescriptor MayNotCloseOwn { get; } = new("XZ5619", Severity.Error, Texts);

    // Claims, four eyes, call-backs and assignment: XZ5650 to XZ5679.
    /// <summary>A task is not there. {0}: its id, {1}: the nearest known.</summary>
    public static DiagnosticDescriptor UnknownUserTask { get; } = new("XZ5650", Severity.Error, Texts);

    /// <summary>A task can't be claimed. {0}: its id within the case.</summary>
    public static DiagnosticDescriptor NotClaimable { get; } = new("XZ5651", Severity.Error, Texts);

    /// <summary>Somebody else holds the task. {0}: its element, {1}: who, {2}: since when, UTC.</summary>
    public static DiagnosticDescriptor HeldByOther { get; } = new("XZ5652", Severity.Error, Texts);

    /// <summary>A task must be claimed first. {0}: its element.</summary>
    public static DiagnosticDescriptor ClaimNeeded { get; } = new("XZ5653", Severity.Error, Texts);

    /// <summary>Nobody holds the task. {0}: its element.</summary>
    public static DiagnosticDescriptor NotHeld { get; } = new("XZ5654", Severity.Error, Texts);

    /// <summary>A task can't be given to somebody. {0}: whom, {1}: who may be given it.</summary>
    public static DiagnosticDescriptor MayNotBeGiven { get; } = new("XZ5655", Severity.Error, Texts);

    /// <summary>A task was passed on as often as it may be. {0}: its element, {1}: how often.</summary>
    public static DiagnosticDescriptor PassedOnTooOften { get; } = new("XZ5656", Severity.Error, Texts);

    /// <summary>The actor was not passed the task on. {0}: its element, {1}: the actor.</summary>
    public static DiagnosticDescriptor NothingToAnswer { get; } = new("XZ5657", Severity.Error, Texts);

    /// <summary>Somebody was passed the task on and has not answered. {0}: its element, {1}: who.</summary>
    public static DiagnosticDescriptor DelegationWaits { get; } = new("XZ5658", Severity.Error, Texts);

    /// <summary>The person is away. {0}: the person, {1}: the date.</summary>
    public static DiagnosticDescriptor PersonAway { get; } = new("XZ5659", Severity.Error, Texts);

    /// <summary>The same must not do both tasks. {0}: who, {1}: the task, {2}: the other task, {3}: the event in which it was done or claimed.</summary>
    public static DiagnosticDescriptor DoneBySame { get; } = new("XZ5660", Severity.Error, Texts);

    /// <summary>Two tasks that different parties must do belong to one party. {0}: the task, {1}: the other task, {2}: the party.</summary>
    public static DiagnosticDescriptor NobodyForFourEyes { get; } = new("XZ5661", Severity.Warning, Texts);

    /// <summary>The share of a sample can't be read, or there is none. {0}: what is given.</summary>
    public static DiagnosticDescriptor MalformedSample { get; } = new("XZ5665", Severity.Error, Texts);

    /// <summary>There is no such call-back that waits. {0}: its number.</summary>
    public static DiagnosticDescriptor NoSuchCallBack { get; } = new("XZ5666", Severity.Error, Texts);

    /// <summary>The case does not wait for the message that asks for rework. {0}: the message.</summary>
    public static DiagnosticDescriptor ReworkNotAwaited { get; } = new("XZ5667", Severity.Error, Texts);

    /// <summary>An answer is given of somebody who was not reached, or none of somebody who was.</summary>
    public static DiagnosticDescriptor AnswerOfUnreached { get; } = new("XZ5668", Severity.Error, Texts);

    /// <summary>Nothing in the procedure waits for the message that asks for rework. {0}: the message, {1}: the nearest that something waits for.</summary>
    public static DiagnosticDescriptor ReworkNotCaught { get; } = new("XZ5669", Severity.Error, Texts);

    /// <summary>A rule of four eyes names no other task.</summary>
    public static DiagnosticDescriptor FourEyesOfOne { get; } = new("XZ5671", Severity.Error, Texts);

    /// <summary>Tasks are assigned that can't be claimed.</summary>
    public static DiagnosticDescriptor AssignmentWithoutClaims { get; } = new("XZ5670", Severity.Error, Texts);
}

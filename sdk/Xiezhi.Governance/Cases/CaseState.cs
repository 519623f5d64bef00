using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Clocks;
using Xiezhi.Governance.Deliberation;
using Xiezhi.Governance.Duties;
using Xiezhi.Governance.Escalation;
using Xiezhi.Governance.Findings;
using Xiezhi.Governance.Handling.CallBacks;
using Xiezhi.Governance.Handling.Claims;
using Xiezhi.Governance.Handling.Closing;
using Xiezhi.Governance.Handling.CoHandling;
using Xiezhi.Governance.Handling.FourEyes;
using Xiezhi.Governance.Handling.Joining;
using Xiezhi.Governance.Handling.Returns;
using Xiezhi.Governance.Handling.Whistles;
using Xiezhi.Governance.Log;
using Xiezhi.Governance.Packages;
using Xiezhi.Workflow.States;

namespace Xiezhi.Governance.Cases;

/// <summary>How a case stands: a fold over its events, and nothing that is not in them.</summary>
/// <remarks>Immutable. All instants are UTC.</remarks>
public sealed record CaseState
{
    /// <summary>Whose case it is.</summary>
    public required string Tenant { get; init; }

    /// <summary>The case.</summary>
    public required CaseId Id { get; init; }

    /// <summary>How many events its log has; 0 before it was opened.</summary>
    public long Version { get; private init; }

    /// <summary>The hash of the last of them.</summary>
    public EventHash Head { get; private init; }

    /// <summary>The key that opened it.</summary>
    public string Key { get; private init; } = "";

    /// <summary>Who opened it.</summary>
    public Actor? OpenedBy { get; private init; }

    /// <summary>The version of policy it keeps.</summary>
    public string PackageId { get; private init; } = "";

    /// <summary>How it stands.</summary>
    public CaseStatus Status { get; private init; }

    /// <summary>When it was opened.</summary>
    public DateTimeOffset OpenedAt { get; private init; }

    /// <summary>When the last event of its log was recorded.</summary>
    public DateTimeOffset LastAt { get; private init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; private init; }

    /// <summary>Where its procedure stands.</summary>
    public WorkflowState Workflow { get; private init; } = WorkflowState.Empty;

    /// <summary>What is known of it.</summary>
    public CaseFacts Facts { get; private init; } = CaseFacts.None;

    /// <summary>The sequence number of the event that assigned its lead.</summary>
    public long LeadAssignedIn { get; private init; }

    /// <summary>How far it was raised; 0 where it was not.</summary>
    public int Level { get; private init; }

    /// <summary>The party that holds it at its level, or <see langword="null"/> where it was not raised.</summary>
    public string? LevelHolder { get; private init; }

    /// <summary>How often it was returned (退单).</summary>
    public int Returns { get; private init; }

    /// <summary>How often it was handled again (重办).</summary>
    public int Reworks { get; private init; }

    /// <summary>When the one who raised the issue was last answered.</summary>
    public DateTimeOffset? RepliedAt { get; private init; }

    /// <summary>Its clocks, in the order in which they started.</summary>
    public ImmutableArray<ClockState> Clocks { get; private init; } = [];

    /// <summary>To whom a ladder gave the case, and instead of whom; it holds for as long as the package's own answer stays the same.</summary>
    internal Reassignment? Reassigned { get; private init; }

    /// <summary>The last unusable answer of each expression under <c>case</c>.</summary>
    public ImmutableDictionary<string, string> Unfit { get; private init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>How many findings were proposed.</summary>
    public int Findings { get; private init; }

    /// <summary>Its deliberations (会商).</summary>
    public CaseDeliberations Deliberations { get; private init; } = CaseDeliberations.None;

    /// <summary>Its findings and who answers for it; empty where its package has no <c>accountability.json</c>.</summary>
    public AccountabilityState Accountability { get; private init; } = AccountabilityState.None;

    /// <summary>What the duty list said.</summary>
    public DutyState Duties { get; private init; } = DutyState.None;

    /// <summary>Who handles it together with the lead (协办).</summary>
    public CoHandlingState CoHandling { get; private init; } = CoHandlingState.None;

    /// <summary>Its whistles (吹哨报到).</summary>
    public CaseWhistles Whistles { get; private init; } = CaseWhistles.None;

    /// <summary>What parties were asked to close together.</summary>
    public CaseClosings Closings { get; private init; } = CaseClosings.None;

    /// <summary>Who holds its tasks.</summary>
    public CaseClaims Claims { get; private init; } = CaseClaims.None;

    /// <summary>Who did the tasks that four-eyes rules are about.</summary>
    public CaseDoings Doings { get; private init; } = CaseDoings.None;

    /// <summary>Its call-backs (回访), those that were not drawn too.</summary>
    public CaseCallBacks CallBacks { get; private init; } = CaseCallBacks.None;

    /// <summary>Its returns and what the arbiter (仲裁) decided.</summary>
    public ArbitrationState Arbitration { get; private init; } = ArbitrationState.None;

    /// <summary>The cases merged into it, its parts, and related cases.</summary>
    public JoiningState Joining { get; private init; } = JoiningState.None;

    /// <summary>Whether it was opened.</summary>
    public bool Exists => Version > 0;

    /// <summary>Whether it takes commands.</summary>
    public bool IsOpen => Exists && Status is CaseStatus.Open or CaseStatus.Merged;

    /// <summary>Whether its procedure stands: it is merged into another case, or waits for its parts to end. Nobody has tasks of it meanwhile.</summary>
    public bool IsHeld => IsOpen && Joining.Holds;

    /// <summary>The case as expressions see it under the name <c>case</c>.</summary>
    public ValueContext AsValue() => ValueContext.Of(
        ("id", Id.ToString()),
        ("openedAt", Value.From(OpenedAt)),
        ("matter", Facts.Matter),
        ("territory", Facts.Territory),
        ("lead", Facts.Lead),
        ("serviceLevel", Facts.ServiceLevel),
        ("level", Level),
        ("breaches", Clocks.Count(clock => clock.BreachedAt is not null)),
        ("returns", Returns),
        ("reworks", Reworks),
        ("coHandling", CoHandling.AsValue()),
        ("whistles", Whistles.AsValue()),
        ("closings", Closings.AsValue()));

    /// <summary>A case that was not opened yet.</summary>
    public static CaseState New(string tenant, CaseId id) => new() { Tenant = tenant, Id = id };

    /// <summary>The state after <paramref name="recorded"/>.</summary>
    /// <param name="package">The package that the case keeps.</param>
    /// <param name="recorded">The next event of its log.</param>
    /// <exception cref="ArgumentException">The event is not the next of this case.</exception>
    public CaseState Apply(GovernancePackage package, RecordedEvent recorded)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(recorded);
        if (recorded.Sequence != Version + 1 || recorded.Case != Id)
        {
            throw new ArgumentException($"Event {recorded.Sequence} of case {recorded.Case} does not follow event {Version} of case {Id}.", nameof(recorded));
        }

        // Most events are moves of the procedure: they change nothing else, and are not worth a copy of their own.
        return Happen(package, recorded) with
        {
            Workflow = recorded.Event is ProcedureMoved moved ? Workflow.Apply(package.Procedure, moved.Event) : Workflow,
            Version = recorded.Sequence,
            Head = recorded.Hash,
            LastAt = recorded.At,
            Accountability = Accountability.Apply(package, recorded),
            Doings = Doings.Apply(package, this, recorded),
        };
    }

    private CaseState Happen(GovernancePackage package, RecordedEvent recorded)
    {
        var (at, sequence) = (recorded.At, recorded.Sequence);
        return recorded.Event switch
        {
            CaseOpened opened => this with { Key = opened.Key, OpenedBy = recorded.Actor, PackageId = opened.PackageId, OpenedAt = at, Joining = JoiningState.Begin(opened, recorded.Actor) },
            ProcedureMoved => this,
            TitleSet set => this with { Facts = Facts with { Title = set.Title } },
            MatterClassified set => this with { Facts = Facts with { Matter = set.Matter } },
            TerritoryLocated set => this with { Facts = Facts with { Territory = set.Territory } },
            LeadAssigned set => this with { Facts = Facts with { Leads = set.Leads, ClearDuty = set.ClearDuty, Basis = set.Basis }, LeadAssignedIn = sequence },
            ServiceLevelSet set => this with { Facts = Facts with { ServiceLevel = set.ServiceLevel } },
            EscalationTaken taken => this with
            {
                Clocks = ClockFold.Apply(Clocks, taken, recorded),
                Level = taken.Level,
                LevelHolder = taken.Level > Level ? taken.To : LevelHolder,
                Reassigned = taken.Kind == EscalationStep.Reassign ? new Reassignment(new(Facts.Leads), taken.To) : Reassigned,
            },
            ClockEvent own => this with { Clocks = ClockFold.Apply(Clocks, own, recorded) },
            FindingProposed proposed => this with { Findings = proposed.FindingId },
            CaseReturned returned => this with { Returns = returned.Count, Arbitration = Arbitration.Returned(returned, sequence) },
            CaseReworked reworked => this with { Reworks = reworked.Count, Arbitration = Arbitration.Reworked(sequence), Joining = Joining.Replied(0) },
            ReworkRaised raised => this with { Level = raised.Level, LevelHolder = raised.To },
            JoiningEvent own when Joining.Apply(own, recorded) is var joining => this with
            {
                Joining = joining,
                Status = IsOpen ? joining.Into is null ? CaseStatus.Open : CaseStatus.Merged : Status,
            },
            ReturnEvent own => this with { Arbitration = Arbitration.Apply(own, recorded) },
            ReplyGiven => this with { RepliedAt = at, Joining = Joining.Replied(sequence) },
            FactUnfit unfit => this with { Unfit = Unfit.SetItem(unfit.Member, unfit.Given) },
            DutyEvent own => this with { Duties = Duties.Apply(own, recorded) },
            CaseEnded ended => this with { Status = ended.Status, EndedAt = at },
            ClaimEvent own => this with { Claims = Claims.Apply(own, recorded, Workflow) },
            CallBackEvent own => this with { CallBacks = CallBacks.Apply(own, recorded) },
            DeliberationEvent own => this with { Deliberations = Deliberations.Apply(own) },
            CoHandlingEvent own => this with { CoHandling = CoHandling.Apply(own, recorded), Closings = Closings.Apply(own) },
            WhistleEvent own => this with { Whistles = Whistles.Apply(own, recorded) },
            ClosingEvent own => this with { Closings = Closings.Apply(own, recorded), Whistles = Whistles.Apply(own) },
            _ => this,
        };
    }
}

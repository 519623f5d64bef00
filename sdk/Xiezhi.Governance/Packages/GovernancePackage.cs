using System.Collections.Frozen;
using System.Collections.Immutable;
using Xiezhi.Calendars;
using Xiezhi.Governance.Deliberation;
using Xiezhi.Governance.Duties;
using Xiezhi.Governance.Escalation;
using Xiezhi.Governance.Findings;
using Xiezhi.Governance.Handling;
using Xiezhi.Governance.Matters;
using Xiezhi.Governance.Parties;
using Xiezhi.Governance.Rules;
using Xiezhi.Governance.ServiceLevels;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Expressions;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Governance.Packages;

/// <summary>One version of policy: checked whole, compiled, never changed.</summary>
/// <remarks>Immutable and safe to share between threads. Built only by <see cref="PackageReader"/>.</remarks>
public sealed class GovernancePackage
{
    private FrozenDictionary<string, WorkingCalendar> _laterCalendars = FrozenDictionary<string, WorkingCalendar>.Empty;

    internal GovernancePackage()
    {
    }

    /// <summary>The SHA-256 of its canonical content, as 64 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>What <c>package.json</c> says.</summary>
    public required PackageManifest Manifest { get; init; }

    /// <summary>The files it was read from that are policy.</summary>
    public required ImmutableSortedDictionary<string, ReadOnlyMemory<byte>> Files { get; init; }

    /// <summary>Its territories and parties.</summary>
    public required Organization Organization { get; init; }

    /// <summary>Its catalogue.</summary>
    public required MatterCatalogue Matters { get; init; }

    /// <summary>Its service levels, in the order of the file.</summary>
    public required ImmutableArray<ServiceLevel> ServiceLevels { get; init; }

    /// <summary>Its escalation ladders, by id.</summary>
    public FrozenDictionary<string, ImmutableArray<EscalationStep>> Ladders { get; init; } = FrozenDictionary<string, ImmutableArray<EscalationStep>>.Empty;

    /// <summary>The party that an escalation reaches where it finds nobody else: the one that <c>service-levels.json</c> names, else the first at the top of a tree.</summary>
    public string Top { get; init; } = "";

    /// <summary>Its calendars, and those built in that it uses, by id.</summary>
    public required FrozenDictionary<string, WorkingCalendar> Calendars { get; init; }

    /// <summary>Its decisions.</summary>
    public required PackageDecisions Decisions { get; init; }

    /// <summary>Its duty list; <see langword="null"/> where it names none.</summary>
    public DutyList? Duties { get; init; }

    /// <summary>Its procedures as they were drawn.</summary>
    public required ImmutableArray<BpmnDocument> Documents { get; init; }

    /// <summary>The procedure that its cases follow, compiled.</summary>
    public required ProcessDefinition Procedure { get; init; }

    /// <summary>What elements record, by their ids.</summary>
    public required FrozenDictionary<string, ProcedureMark> Marks { get; init; }

    /// <summary>How its parties decide together, and where.</summary>
    public DeliberationCatalogue Deliberations { get; init; } = DeliberationCatalogue.Empty;

    /// <summary>How rows of a file become cases; <see langword="null"/> where the package does not say.</summary>
    public required Intake? Intake { get; init; }

    /// <summary>When something is held against a party, and what becomes of it.</summary>
    public AccountabilityPolicy Accountability { get; init; } = AccountabilityPolicy.None;

    /// <summary>How parties handle a case between them.</summary>
    public HandlingPolicy Handling { get; init; } = HandlingPolicy.None;

    /// <summary>The party that answers for a case while nobody has received it (兜底): the one that <c>accountability.json</c> names, else the first at the top of a tree.</summary>
    public string Backstop => Accountability.Backstop.Length > 0 ? Accountability.Backstop : Organization.Parties.FirstOrDefault(party => party.Superior is null)?.Id ?? "";

    /// <summary>The amounts of working time that timers of the procedure may be given in.</summary>
    public required ITimers Timers { get; init; }

    /// <summary>
    /// The same package with what a later version of it knows of years that were not published when it was. All else stays as it was: also the
    /// years that it knew, and the timers of its procedure.
    /// </summary>
    public GovernancePackage WithYearsOf(GovernancePackage later)
    {
        ArgumentNullException.ThrowIfNull(later);
        var learned = LaterYears.Learn(Calendars, later.Calendars);
        if (learned.IsEmpty)
        {
            return this;
        }

        var copy = (GovernancePackage)MemberwiseClone();
        copy._laterCalendars = learned.ToFrozenDictionary(StringComparer.Ordinal);
        return copy;
    }

    /// <summary>A calendar with the years that were published since.</summary>
    internal WorkingCalendar? CalendarNow(string id) => _laterCalendars.GetValueOrDefault(id) ?? Calendars.GetValueOrDefault(id);

    /// <inheritdoc cref="CalendarNow(string)"/>
    internal WorkingCalendar CalendarNow(WorkingCalendar calendar) => _laterCalendars.GetValueOrDefault(calendar.Id) ?? calendar;

    /// <summary>Who watches what its cases do; <see langword="null"/> but where a package is tried out.</summary>
    internal IPackageObserver? Observer { get; init; }

    /// <summary>The date at an instant, in the package's zone.</summary>
    public DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(PackageZone.ToLocal(Manifest.Zone, instant).DateTime);

    /// <summary>The service level with <paramref name="id"/>, or <see langword="null"/>: one of the file, or the limits between parties that <c>handling.json</c> sets.</summary>
    public ServiceLevel? ServiceLevel(string? id) =>
        ServiceLevels.FirstOrDefault(level => level.Id == id) ?? Handling.Levels.FirstOrDefault(level => level.Id == id);
}

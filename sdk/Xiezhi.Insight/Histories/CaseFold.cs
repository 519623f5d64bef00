using System.Collections.Immutable;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Clocks;
using Xiezhi.Governance.Deliberation;
using Xiezhi.Governance.Duties;
using Xiezhi.Governance.Duties.Dispatch;
using Xiezhi.Governance.Findings;
using Xiezhi.Governance.Handling.Joining;
using Xiezhi.Governance.Handling.Returns;
using Xiezhi.Governance.Log;

namespace Xiezhi.Insight.Histories;

/// <summary>A case on the way through its log: what <see cref="CaseRecord"/> is built from, changed in place because most events change nothing of it.</summary>
internal sealed class CaseFold
{
    private readonly ImmutableArray<LeadPeriod>.Builder _leads = ImmutableArray.CreateBuilder<LeadPeriod>();
    private readonly ImmutableArray<ClockRecord>.Builder _clocks = ImmutableArray.CreateBuilder<ClockRecord>();
    private readonly ImmutableArray<EscalationRecord>.Builder _escalations = ImmutableArray.CreateBuilder<EscalationRecord>();
    private readonly ImmutableArray<FindingRecord>.Builder _findings = ImmutableArray.CreateBuilder<FindingRecord>();
    private readonly ImmutableArray<RefusalRecord>.Builder _refusals = ImmutableArray.CreateBuilder<RefusalRecord>();
    private readonly ImmutableArray<DeliberationRecord>.Builder _deliberations = ImmutableArray.CreateBuilder<DeliberationRecord>();
    private readonly List<RecordedEvent> _dispatch = [];
    private CaseRecord _record;
    private long _sequence = 1;

    private JoiningState _joining = JoiningState.None;

    private CaseFold(CaseRecord record) => _record = record;

    public static CaseFold Begin(RecordedEvent recorded)
    {
        if (recorded is not { Sequence: 1, Event: CaseOpened opened })
        {
            throw new InvalidDataException($"The log of case {recorded.Case} begins with event {recorded.Sequence}, which is not its opening.");
        }

        var joining = JoiningState.Begin(opened, recorded.Actor);
        return new CaseFold(new CaseRecord
        {
            Petitions = joining.Petitions,
            Tenant = recorded.Tenant,
            Id = recorded.Case,
            Key = opened.Key,
            PackageId = opened.PackageId,
            OpenedAt = recorded.At,
            LastAt = recorded.At,
        })
        {
            _joining = joining,
        };
    }

    public bool IsOf(RecordedEvent recorded) => recorded.Case == _record.Id && recorded.Tenant == _record.Tenant;

    public void Apply(RecordedEvent recorded)
    {
        if (!IsOf(recorded) || recorded.Sequence != _sequence + 1)
        {
            throw new InvalidDataException($"Event {recorded.Sequence} of case {recorded.Case} does not follow event {_sequence} of case {_record.Id}.");
        }

        _sequence = recorded.Sequence;
        Happen(recorded, recorded.At);
    }

    public CaseRecord ToRecord() => _record with
    {
        LeadPeriods = _leads.ToImmutable(),
        Clocks = _clocks.ToImmutable(),
        Escalations = _escalations.ToImmutable(),
        Findings = _findings.ToImmutable(),
        Refusals = _refusals.ToImmutable(),
        Deliberations = _deliberations.ToImmutable(),
        Dispatch = DispatchHistory.Of(_dispatch),
    };

    private void Happen(RecordedEvent recorded, DateTimeOffset at)
    {
        if (recorded.Event is JoiningEvent joined)
        {
            _joining = _joining.Apply(joined, recorded);
            _record = _record with { Petitions = _joining.Petitions, MergedInto = _joining.Into };
        }

        _record = recorded.Event switch
        {
            TitleSet set => _record with { Title = set.Title, LastAt = at },
            MatterClassified set => _record with { Matter = set.Matter, LastAt = at },
            TerritoryLocated set => _record with { Territory = set.Territory, LastAt = at },
            ServiceLevelSet set => _record with { ServiceLevel = set.ServiceLevel, LastAt = at },
            CaseReturned returned => _record with { Returns = returned.Count, LastAt = at },
            CaseReworked reworked => _record with { Reworks = reworked.Count, LastAt = at },
            ReplyGiven => _record with { FirstReplyAt = _record.FirstReplyAt ?? at, LastAt = at },
            CaseEnded ended => _record with { Status = ended.Status, EndedAt = at, LastAt = at },
            ReworkRaised raised => _record with { Level = raised.Level, LastAt = at },
            EscalationTaken taken => _record with { Level = taken.Level, LastAt = at },
            _ => at == _record.LastAt ? _record : _record with { LastAt = at },
        };
        if (recorded.Event is MatterClassified or TerritoryLocated or DutiesAssigned or LeadAssigned or CaseReturned)
        {
            _dispatch.Add(recorded);
        }

        Collect(recorded, at);
    }

    private void Collect(RecordedEvent recorded, DateTimeOffset at)
    {
        switch (recorded.Event)
        {
            case LeadAssigned set:
                if (_leads.Count > 0)
                {
                    _leads[^1] = _leads[^1] with { Until = at };
                }

                _leads.Add(new LeadPeriod(set.Leads, set.ClearDuty, at, recorded.Sequence, null));
                break;
            case EscalationTaken taken:
                _escalations.Add(new EscalationRecord(taken.Kind, taken.To, at, taken.DueAt, taken.Level, taken.ServiceLevel, taken.Clock) { Subject = taken.Subject, Sought = taken.Sought });
                break;
            case FindingProposed proposed:
                _findings.Add(new FindingRecord(proposed.FindingId, proposed.Kind, proposed.Against, at, proposed.Evidence));
                break;
            case CommandRefused refused:
                _refusals.Add(new RefusalRecord(refused.Command, refused.Element, recorded.Actor.Party, at));
                break;
            case FindingEvent own:
                Replace(_findings, finding => finding.FindingId == own.FindingId, finding => finding.Apply(own));
                break;
            case DeliberationOpened opened:
                _deliberations.Add(new DeliberationRecord(opened.Deliberation, opened.Definition, opened.Chair, at));
                break;
            case DeliberationEvent own:
                Replace(_deliberations, deliberation => deliberation.Id == own.Deliberation, deliberation => deliberation.Apply(own, at));
                break;
            default:
                Tick(recorded, at);
                break;
        }
    }

    private void Tick(RecordedEvent recorded, DateTimeOffset at)
    {
        switch (recorded.Event)
        {
            case ClockStarted started:
                _clocks.Add(new ClockRecord
                {
                    ServiceLevel = started.ServiceLevel,
                    Clock = started.Clock,
                    Subject = started.Subject,
                    Target = started.Target,
                    Calendar = started.Calendar,
                    Basis = started.Basis,
                    StartedAt = started.Since ?? at,
                    Due = started.Due,
                    Provisional = started.Provisional,
                });
                break;
            case ClockPaused paused:
                Change(paused, clock => clock with { PausedAt = paused.Since ?? at });
                break;
            case ClockResumed resumed:
                Change(resumed, clock => clock with { PausedAt = null, Due = resumed.Due, Provisional = clock.Provisional || resumed.Provisional });
                break;
            case ClockStopped stopped:
                Change(stopped, clock => clock with { StoppedAt = stopped.Since ?? at, StoppedIn = recorded.Sequence });
                break;
            case ClockBreached breached:
                Change(breached, clock => clock with { BreachedAt = at, BreachedIn = recorded.Sequence });
                break;
            case ClockCancelled cancelled:
                Change(cancelled, clock => clock with { CancelledAt = at, CancelReason = cancelled.Reason });
                break;
            case ClockDueChanged changed:
                Change(changed, clock => clock with
                {
                    Due = changed.Due,
                    Provisional = changed.Provisional,
                    Target = changed.Target ?? clock.Target,
                    Calendar = changed.Calendar ?? clock.Calendar,
                    Basis = changed.Target is null ? clock.Basis : changed.Basis,
                });
                break;
            case ExtensionRequested asked:
                Change(asked, clock => clock with { ExtensionsRequested = clock.ExtensionsRequested + 1 });
                break;
            case ExtensionGranted granted:
                Change(granted, clock => clock with { ExtensionsGranted = clock.ExtensionsGranted + 1 });
                break;
            case ExtensionDenied denied:
                Change(denied, clock => clock with { ExtensionsDenied = clock.ExtensionsDenied + 1 });
                break;
            case ClockSuspended suspended:
                Change(suspended, clock => clock with { SuspendedAt = clock.SuspendedAt ?? at, Suspensions = clock.Suspensions + (clock.SuspendedAt is null ? 1 : 0) });
                break;
            case SuspensionEnded ended:
                Change(ended, clock => clock with { SuspendedAt = null });
                break;
        }
    }

    // A clock can be started again after it was cancelled; what happens is about the last of its name.
    private void Change(ClockEvent happened, Func<ClockRecord, ClockRecord> change) => Replace(
        _clocks, clock => clock.Clock == happened.Clock && clock.ServiceLevel == happened.ServiceLevel && clock.Subject == happened.Subject, change);

    private static void Replace<T>(ImmutableArray<T>.Builder items, Func<T, bool> isIt, Func<T, T> change)
    {
        for (var i = items.Count - 1; i >= 0; i--)
        {
            if (isIt(items[i]))
            {
                items[i] = change(items[i]);
                return;
            }
        }
    }
}

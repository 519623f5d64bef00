using System.Collections.Immutable;
using Xiezhi.Governance.Cases;
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
    private CaseRecord _record;
    private long _sequence = 1;

    private CaseFold(CaseRecord record) => _record = record;

    public static CaseFold Begin(RecordedEvent recorded)
    {
        if (recorded is not { Sequence: 1, Event: CaseOpened opened })
        {
            throw new InvalidDataException($"The log of case {recorded.Case} begins with event {recorded.Sequence}, which is not its opening.");
        }

        return new CaseFold(new CaseRecord
        {
            Tenant = recorded.Tenant,
            Id = recorded.Case,
            Key = opened.Key,
            PackageId = opened.PackageId,
            OpenedAt = recorded.At,
            LastAt = recorded.At,
        });
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
    };

    private void Happen(RecordedEvent recorded, DateTimeOffset at)
    {
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
            EscalationTaken taken => _record with { Level = taken.Level, LastAt = at },
            _ => at == _record.LastAt ? _record : _record with { LastAt = at },
        };
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
                _escalations.Add(new EscalationRecord(taken.Kind, taken.To, at, taken.DueAt, taken.Level, taken.ServiceLevel, taken.Clock));
                break;
            case FindingProposed proposed:
                _findings.Add(new FindingRecord(proposed.FindingId, proposed.Kind, proposed.Against, at, proposed.Evidence));
                break;
            case CommandRefused refused:
                _refusals.Add(new RefusalRecord(refused.Command, refused.Element, recorded.Actor.Party, at));
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
                    Target = started.Target,
                    StartedAt = at,
                    Due = started.Due,
                    Provisional = started.Provisional,
                });
                break;
            case ClockPaused paused:
                Change(paused.ServiceLevel, paused.Clock, clock => clock with { PausedAt = at });
                break;
            case ClockResumed resumed:
                Change(resumed.ServiceLevel, resumed.Clock, clock => clock with { PausedAt = null, Due = resumed.Due });
                break;
            case ClockStopped stopped:
                Change(stopped.ServiceLevel, stopped.Clock, clock => clock with { StoppedAt = at, StoppedIn = recorded.Sequence });
                break;
            case ClockBreached breached:
                Change(breached.ServiceLevel, breached.Clock, clock => clock with { BreachedAt = at, BreachedIn = recorded.Sequence });
                break;
            case ClockCancelled cancelled:
                Change(cancelled.ServiceLevel, cancelled.Clock, clock => clock with { CancelledAt = at });
                break;
        }
    }

    // A clock can be started again after it was cancelled; what happens is about the last of its name.
    private void Change(string serviceLevel, string clockId, Func<ClockRecord, ClockRecord> change)
    {
        for (var i = _clocks.Count - 1; i >= 0; i--)
        {
            if (_clocks[i].Clock == clockId && _clocks[i].ServiceLevel == serviceLevel)
            {
                _clocks[i] = change(_clocks[i]);
                return;
            }
        }
    }
}

using System.Collections.Immutable;
using Xiezhi.Governance.Log;
using Xiezhi.Governance.Packages;

namespace Xiezhi.Governance.Cases;

/// <summary>A case while one command is worked out: each event is recorded and folded at once, so that what follows sees it.</summary>
internal sealed class CaseDraft(GovernancePackage package, CaseState state, Actor actor, string cause, DateTimeOffset now)
{
    private readonly DateTimeOffset _recordedAt = now;
    private DateTimeOffset _reached = state.Exists ? state.LastAt : now;
    private Actor _actor = actor;
    private string _cause = cause;
    private readonly EventWriter _text = new(state.Tenant, state.Id, now);
    private readonly ImmutableArray<RecordedEvent>.Builder _events = ImmutableArray.CreateBuilder<RecordedEvent>();

    public GovernancePackage Package => package;

    /// <summary>The time as far as the case is concerned: that of the command, or while it catches up with what was due before, when that was due.</summary>
    public DateTimeOffset Now { get; private set; } = now;

    /// <summary>What happened at <see cref="Now"/>, where that is not the time at which it is recorded.</summary>
    public DateTimeOffset? Late => Now == _recordedAt ? null : Now;

    public Actor Actor => _actor;

    public CaseState State { get; private set; } = state;

    public ImmutableArray<RecordedEvent> Events => _events.ToImmutable();

    /// <summary>How many events the command has brought so far.</summary>
    public int Count => _events.Count;

    public RecordedEvent this[int index] => _events[index];

    /// <summary>Goes back to when something was due, or forward again; never back behind what was done before.</summary>
    public void Reach(DateTimeOffset moment)
    {
        if (moment >= _recordedAt)
        {
            Now = _recordedAt;
            return;
        }

        // Steps know whole milliseconds; what lies between two is done at the later.
        var rest = moment.UtcTicks % TimeSpan.TicksPerMillisecond;
        var whole = new DateTimeOffset(moment.UtcTicks - rest + (rest > 0 ? TimeSpan.TicksPerMillisecond : 0), TimeSpan.Zero);
        Now = whole < _reached ? _reached : whole;
        _reached = Now;
    }

    /// <summary>From here on the actor is named as the duty was found that lets them act.</summary>
    public void As(Actor actor) => _actor = actor;

    /// <summary>Does something that the engine itself does, whoever gave the command.</summary>
    public void AsEngine(string why, Action act)
    {
        var (before, becauseBefore) = (_actor, _cause);
        (_actor, _cause) = (Cases.Actor.Engine, why);
        act();
        (_actor, _cause) = (before, becauseBefore);
    }

    public void Record(CaseEvent happened)
    {
        var sequence = State.Version + 1;
        var text = _text.Write(sequence, _actor, _cause, happened);
        var recorded = new RecordedEvent(State.Tenant, State.Id, sequence, _recordedAt, _actor, _cause, happened, text, State.Head.Next(text));
        _events.Add(recorded);
        State = State.Apply(package, recorded);
    }
}

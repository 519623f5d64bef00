using System.Collections.Immutable;
using Xiezhi.Governance.Log;
using Xiezhi.Governance.Packages;

namespace Xiezhi.Governance.Cases;

/// <summary>A case while one command is worked out: each event is recorded and folded at once, so that what follows sees it.</summary>
internal sealed class CaseDraft(GovernancePackage package, CaseState state, Actor actor, string cause, DateTimeOffset now)
{
    private Actor _actor = actor;
    private string _cause = cause;
    private readonly ImmutableArray<RecordedEvent>.Builder _events = ImmutableArray.CreateBuilder<RecordedEvent>();

    public GovernancePackage Package => package;

    public DateTimeOffset Now => now;

    public Actor Actor => _actor;

    public CaseState State { get; private set; } = state;

    public ImmutableArray<RecordedEvent> Events => _events.ToImmutable();

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
        var text = EventText.Write(State.Tenant, State.Id, sequence, now, _actor, _cause, happened);
        var recorded = new RecordedEvent(State.Tenant, State.Id, sequence, now, _actor, _cause, happened, text, State.Head.Next(text));
        _events.Add(recorded);
        State = State.Apply(package, recorded);
    }
}

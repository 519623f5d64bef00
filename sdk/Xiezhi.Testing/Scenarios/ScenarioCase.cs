using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Runtime.Outbox;

namespace Xiezhi.Testing.Scenarios;

/// <summary>One case while a scenario runs.</summary>
internal sealed class ScenarioCase(string name, CaseState state)
{
    public string Name => name;

    public CaseState State { get; set; } = state;

    public List<RecordedEvent> Log { get; } = [];

    /// <summary>What the world outside was told because of it.</summary>
    public List<OutboxMessage> Told { get; } = [];

    /// <summary>How many cases the engine opened because of it.</summary>
    public int Opened { get; set; }
}

using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.Parties;

namespace Xiezhi.Governance.Tests;

/// <summary>A case of a test: takes commands one after the other and keeps its whole log.</summary>
internal sealed class TestCase(GovernancePackage package)
{
    public static readonly DateTimeOffset Start = new(2024, 9, 12, 1, 0, 0, TimeSpan.Zero);
    public static readonly Actor Citizen = Actor.Citizen("Li");
    public static readonly Actor Office = new(PartyKind.StreetOffice, "office", "Wang");
    public static readonly Actor City = new(PartyKind.Agency, "city");

    public GovernancePackage Package { get; private set; } = package;

    public CaseState State { get; private set; } = CaseState.New("default", CaseId.For("default", "1"));

    public List<RecordedEvent> Log { get; } = [];

    public static TestCase Opened(GovernancePackage? package = null, params (string Name, Value Value)[] variables)
    {
        var opened = new TestCase(package ?? TestPackage.Read());
        (string, Value)[] all = [("topic", "Noise at night"), ("lead", "office"), .. variables];
        Assert.Null(opened.Do(new OpenCase("1", ValueContext.Of(all)), Citizen, TimeSpan.Zero).Rejection);
        return opened;
    }

    /// <summary>The case goes on with the package as it is known now.</summary>
    public TestCase With(GovernancePackage now)
    {
        Package = now;
        return this;
    }

    public CaseStepResult Do(CaseCommand command, Actor actor, TimeSpan after)
    {
        var result = CaseStep.Step(Package, State, command, actor, "test", Start + after);
        SnapshotLaw.Holds(Package, State, command, actor, Start + after, result);
        Log.AddRange(result.Events);
        State = result.State;
        return result;
    }

    /// <summary>Acts on what is due at a moment.</summary>
    public void Pass(TimeSpan after) => Assert.Null(Do(new ActOnDue(), Actor.Engine, after).Rejection);

    public CaseStepResult Complete(string element, Actor actor, TimeSpan after, params (string Name, Value Value)[] variables) =>
        Do(new CompleteTask(State.Workflow.Tasks.Single(task => task.Element == element).Id, ValueContext.Of(variables)), actor, after);

    public IEnumerable<T> Events<T>()
        where T : CaseEvent => Log.Select(recorded => recorded.Event).OfType<T>();
}

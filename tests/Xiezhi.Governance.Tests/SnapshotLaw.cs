using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Cases.Snapshots;
using Xiezhi.Governance.Packages;

namespace Xiezhi.Governance.Tests;

/// <summary>What holds of a case that was read from its snapshot, looked at in every step of every test of a case.</summary>
internal static class SnapshotLaw
{
    /// <summary>The step has the same events where the case was read from its snapshot, its result is read back the same, and so is the fold of the events on what was read.</summary>
    public static void Holds(GovernancePackage package, CaseState before, CaseCommand command, Actor actor, DateTimeOffset at, CaseStepResult result)
    {
        var read = ReadBack(before);
        var again = CaseStep.Step(package, read, command, actor, "test", at);
        Assert.Equal(result.Events.Select(recorded => recorded.Text), again.Events.Select(recorded => recorded.Text));
        Assert.Equal(result.Rejection?.ToString(), again.Rejection?.ToString());

        var after = CaseSnapshot.Write(result.State).ToArray();
        Assert.Equal(after, CaseSnapshot.Write(ReadBack(result.State)).ToArray());
        var folded = result.Events.Aggregate(read, (state, recorded) => state.Apply(package, recorded));
        Assert.Equal(after, CaseSnapshot.Write(folded).ToArray());
    }

    private static CaseState ReadBack(CaseState state)
    {
        var read = CaseSnapshot.Read(CaseSnapshot.Write(state));
        Assert.NotNull(read);
        Assert.Equal((state.Tenant, state.Id, state.Version, state.Head), (read.Tenant, read.Id, read.Version, read.Head));
        return read;
    }
}

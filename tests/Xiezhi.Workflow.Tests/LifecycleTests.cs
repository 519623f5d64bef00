namespace Xiezhi.Workflow.Tests;

public sealed class LifecycleTests
{
    [Fact]
    public void Every_phase_leads_to_an_end_and_an_end_leads_nowhere()
    {
        foreach (var phase in Enum.GetValues<ActivityPhase>())
        {
            var reached = new HashSet<ActivityPhase> { phase };
            while (reached.ToArray().SelectMany(from => Lifecycle.Activity[from]).Any(reached.Add))
            {
            }

            Assert.Contains(reached, end => Lifecycle.Activity[end].Count == 0);
        }
    }
}

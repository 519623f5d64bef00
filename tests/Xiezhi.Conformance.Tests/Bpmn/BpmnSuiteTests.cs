using Xiezhi.Conformance.Bpmn;

namespace Xiezhi.Conformance.Tests.Bpmn;

public sealed class BpmnSuiteTests
{
    private const int Models = 126;

    // What passes today; it only ever goes up.
    private const int Floor = 112;

    [Fact]
    public void Most_models_are_run_as_the_simulator_ran_them()
    {
        var outcomes = BpmnSuite.Run(TracesFolder.Find());

        Assert.Equal(Models, outcomes.Count(outcome => outcome.Verdict != ModelVerdict.NoTrace));
        var others = outcomes.Where(outcome => outcome.Verdict is ModelVerdict.Differ or ModelVerdict.Refused).Select(outcome => $"{outcome.Model}: {outcome.Reason}");
        Assert.True(outcomes.Count(outcome => outcome.Verdict == ModelVerdict.Pass) >= Floor, string.Join('\n', others));
    }

    [Fact]
    public void A_model_said_to_differ_on_purpose_does_differ()
    {
        var stale = BpmnSuite.Run(TracesFolder.Find()).Where(outcome => outcome.OnPurpose is not null && outcome.Verdict == ModelVerdict.Pass);

        Assert.Empty(stale.Select(outcome => outcome.Model));
    }

    [Fact]
    public void The_command_sums_up_in_its_last_line()
    {
        using var output = new StringWriter();

        var status = BpmnCommand.Run(TracesFolder.Find(), output);

        Assert.Matches(@"^bpmn passed \d+/126, differ \d+, refused \d+$", output.ToString().TrimEnd().Split('\n')[^1].TrimEnd());
        Assert.InRange(status, 0, 1);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_wrong_usage() => Assert.Equal(2, BpmnCommand.Run("nowhere", TextWriter.Null));
}

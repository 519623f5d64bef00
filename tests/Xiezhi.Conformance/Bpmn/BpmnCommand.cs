namespace Xiezhi.Conformance.Bpmn;

/// <summary><c>bpmn FOLDER</c>: one line a model, then the counts.</summary>
public static class BpmnCommand
{
    /// <summary>Runs every model of <paramref name="folder"/>; 0 when all pass, 1 when some do not, 2 when there are none.</summary>
    public static int Run(string folder, TextWriter output)
    {
        if (!Directory.Exists(folder))
        {
            output.WriteLine($"{folder}: no such folder");
            return 2;
        }

        var outcomes = BpmnSuite.Run(folder);
        foreach (var outcome in outcomes)
        {
            var word = outcome.Verdict switch
            {
                ModelVerdict.Pass => "PASS",
                ModelVerdict.Differ => "DIFF",
                ModelVerdict.Refused => "REFUSED",
                _ => "NO TRACE",
            };
            output.WriteLine(outcome.Reason.Length > 0 ? $"{word} {outcome.Model}: {outcome.Reason}" : $"{word} {outcome.Model}");
            if (outcome is { Verdict: ModelVerdict.Differ or ModelVerdict.Refused, OnPurpose: { } why })
            {
                output.WriteLine($"  on purpose: {why}");
            }
        }

        var traced = outcomes.Where(outcome => outcome.Verdict != ModelVerdict.NoTrace).ToList();
        var passed = traced.Count(outcome => outcome.Verdict == ModelVerdict.Pass);
        var onPurpose = traced.Count(outcome => outcome.Verdict != ModelVerdict.Pass && outcome.OnPurpose is not null);
        output.WriteLine($"on purpose {onPurpose} of {traced.Count - passed} that do not pass; models without a trace {outcomes.Count - traced.Count}");
        output.WriteLine(
            $"bpmn passed {passed}/{traced.Count}, differ {traced.Count(outcome => outcome.Verdict == ModelVerdict.Differ)}, "
            + $"refused {traced.Count(outcome => outcome.Verdict == ModelVerdict.Refused)}");
        return traced.Count == 0 ? 2 : passed == traced.Count ? 0 : 1;
    }
}

namespace Xiezhi.Conformance.Dmn;

/// <summary><c>dmn FOLDER</c>: one line a failing case, then the counts a level.</summary>
public static class DmnCommand
{
    /// <summary>Runs every case under <paramref name="folder"/>; 0 when all pass, 1 when some fail, 2 when there are none.</summary>
    public static int Run(string folder, TextWriter output)
    {
        if (!Directory.Exists(folder))
        {
            output.WriteLine($"{folder}: no such folder");
            return 2;
        }

        var outcomes = DmnSuite.Run(folder);
        foreach (var failure in outcomes.SelectMany(outcome => outcome.Failures))
        {
            output.WriteLine(failure);
        }

        foreach (var level in outcomes.GroupBy(outcome => outcome.Level).OrderBy(level => level.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"{level.Key} {level.Count(outcome => outcome.Passed)}/{level.Count()}");
            if (level.Any(outcome => outcome.ExpectsError))
            {
                var values = level.Where(outcome => !outcome.ExpectsError).ToArray();
                output.WriteLine($"{level.Key} without error results {values.Count(outcome => outcome.Passed)}/{values.Length}");
            }
        }

        return outcomes.Count == 0 ? 2 : outcomes.All(outcome => outcome.Passed) ? 0 : 1;
    }
}

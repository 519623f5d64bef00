namespace Xiezhi.Conformance.Tests;

/// <summary>The simulator's models and traces, which lie beside the repository.</summary>
internal static class TracesFolder
{
    /// <summary>The folder; the test is skipped where it is absent.</summary>
    public static string Find()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Workflow.sln")))
        {
            at = at.Parent;
        }

        var folder = at is null ? "" : Path.GetFullPath(Path.Combine(at.FullName, "..", "shared", "data", "bpmn-traces"));
        Assert.SkipUnless(Directory.Exists(folder), "The folder ../shared/data/bpmn-traces is not there.");
        return folder;
    }
}

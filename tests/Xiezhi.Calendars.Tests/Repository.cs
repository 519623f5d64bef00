namespace Xiezhi.Calendars.Tests;

/// <summary>Where the repository stands, found by walking up from the test's own folder.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>A folder of the public test data beside the repository, or null where it is absent.</summary>
    public static string? SharedData(string name)
    {
        var folder = Path.Combine(Root, "..", "shared", "data", name);
        return Directory.Exists(folder) ? folder : null;
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Workflow.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("Workflow.sln is in no folder above " + AppContext.BaseDirectory);
    }
}

namespace Xiezhi.Workflow.Tests;

/// <summary>The public test data beside the repository, which is not part of it.</summary>
internal static class TestData
{
    internal static string Root { get; } = FindRoot();

    /// <summary>The folder, or a skipped test where it is absent.</summary>
    internal static string Folder(string name)
    {
        var folder = Path.GetFullPath(Path.Combine(Root, "..", "shared", "data", name));
        if (!Directory.Exists(folder))
        {
            Assert.Skip($"The test data {name} is not beside the repository.");
        }

        return folder;
    }

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Workflow.sln")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException("The repository's root was not found.");
    }
}

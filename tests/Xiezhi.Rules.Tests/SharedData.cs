namespace Xiezhi.Rules.Tests;

/// <summary>The data of public sources beside the repository.</summary>
internal static class SharedData
{
    /// <summary>The folder, or the test reports itself skipped.</summary>
    public static string Folder(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Workflow.sln")))
            {
                var path = Path.Combine(folder.FullName, "..", "shared", "data", name);
                if (!Directory.Exists(path))
                {
                    Assert.Skip("../shared/data/" + name + " is not there");
                }

                return path;
            }
        }

        Assert.Skip("the repository's root was not found");
        return "";
    }
}

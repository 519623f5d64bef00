namespace Xiezhi.House.Tests;

/// <summary>The repository's own files, found by walking up from the test's folder; paths are relative, with forward slashes.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs = ["bin", "obj", "node_modules", "artifacts", "TestResults", ".git", "dist"];

    public static string Root { get; } = Find();

    /// <summary>The files under <paramref name="folders"/> whose names end in one of <paramref name="endings"/>, what was built left out.</summary>
    public static IEnumerable<string> Files(string[] folders, params string[] endings) =>
        folders.Where(Exists)
            .SelectMany(folder => Walk(new DirectoryInfo(Path.Combine(Root, folder))))
            .Where(file => endings.Any(ending => file.Name.EndsWith(ending, StringComparison.Ordinal)))
            .Select(file => Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    public static bool Exists(string path) => Path.Exists(Path.Combine(Root, path));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder) =>
        folder.EnumerateFiles().Concat(folder.EnumerateDirectories().Where(inner => !NotOurs.Contains(inner.Name)).SelectMany(Walk));

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

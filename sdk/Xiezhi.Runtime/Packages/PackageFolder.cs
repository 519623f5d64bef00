namespace Xiezhi.Runtime.Packages;

/// <summary>Reads the files of a package's folder.</summary>
public static class PackageFolder
{
    private const long LargestFile = 64L * 1024 * 1024;

    /// <summary>The content of the files under <paramref name="folder"/> by their paths within it.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder is not there.</exception>
    /// <exception cref="IOException">A file can't be read, or is larger than 64 MiB.</exception>
    public static async Task<IReadOnlyDictionary<string, ReadOnlyMemory<byte>>> ReadAsync(string folder, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"There is no folder {folder}.");
        }

        var files = new SortedDictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            if (new FileInfo(path).Length > LargestFile)
            {
                throw new IOException($"{path} is larger than 64 MiB; no file of a package is.");
            }

            var name = Path.GetRelativePath(folder, path).Replace('\\', '/');
            files[name] = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
        }

        return files;
    }
}

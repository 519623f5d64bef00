using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.AspNetCore.Packages;

/// <summary>Gathers the files of an uploaded package: never on disk, bounded in number and size, and under no path that leads out of it.</summary>
/// <remarks>Not safe for use from several threads at once.</remarks>
internal sealed class UploadedFiles(XiezhiApiOptions limits, DiagnosticBag diagnostics)
{
    private const int LongestPath = 240;

    // Deflate can't pack a document of words much tighter than 1 : 100; what is tighter was made to be.
    private const long TightestRatio = 200;
    private const long RatioLooksAwayBelow = 1L << 20;

    private const int SymbolicLink = 0xA000;
    private const int FileTypeMask = 0xF000;

    private readonly Dictionary<string, ReadOnlyMemory<byte>> _files = new(StringComparer.OrdinalIgnoreCase);
    private long _size;

    /// <summary>Reads a ZIP archive; where its files lie in one folder, that folder is the package.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>>? ReadArchive(byte[] content)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read, leaveOpen: false, Encoding.UTF8);
            if (archive.Entries.Count > limits.MostFiles)
            {
                return Refuse(AspNetCoreCodes.TooManyFiles, limits.MostFiles.ToString(CultureInfo.InvariantCulture));
            }

            foreach (var entry in archive.Entries)
            {
                if (!ReadEntry(entry))
                {
                    return null;
                }
            }
        }
        catch (Exception problem) when (problem is InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            return Refuse(AspNetCoreCodes.MalformedArchive, problem.Message);
        }

        return WithoutCommonFolder();
    }

    /// <summary>Takes over files that were sent one by one.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>>? Read(ImmutableArray<PackageFileRequest> files)
    {
        if (files.Length > limits.MostFiles)
        {
            return Refuse(AspNetCoreCodes.TooManyFiles, limits.MostFiles.ToString(CultureInfo.InvariantCulture));
        }

        foreach (var file in files)
        {
            byte[]? content = null;
            if ((file.Text is null) != (file.Base64 is null))
            {
                content = file.Text is not null ? Encoding.UTF8.GetBytes(file.Text) : FromBase64(file.Base64!);
            }

            if (content is null)
            {
                return Refuse(AspNetCoreCodes.UnfitFile, Shorten(file.Path));
            }

            if (!Add(file.Path, content))
            {
                return null;
            }
        }

        return _files;
    }

    private static byte[]? FromBase64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }

    private bool ReadEntry(ZipArchiveEntry entry)
    {
        var isFolder = entry.FullName.EndsWith('/');
        if (!IsPath(isFolder ? entry.FullName[..^1] : entry.FullName) || ((entry.ExternalAttributes >> 16) & FileTypeMask) == SymbolicLink)
        {
            return Refuse(AspNetCoreCodes.UnfitPath, Shorten(entry.FullName)) is not null;
        }

        if (isFolder)
        {
            return true;
        }

        // What the archive says of its sizes is not believed: what comes out is counted as it comes.
        using var packed = entry.Open();
        using var unpacked = new MemoryStream();
        var buffer = new byte[81_920];
        for (var read = packed.Read(buffer); read > 0; read = packed.Read(buffer))
        {
            unpacked.Write(buffer, 0, read);
            if (_size + unpacked.Length > limits.MostUnpackedBytes)
            {
                return Refuse(AspNetCoreCodes.PackageTooLarge, Shorten(entry.FullName), limits.MostUnpackedBytes.ToString(CultureInfo.InvariantCulture)) is not null;
            }

            var ratio = unpacked.Length / Math.Max(1, entry.CompressedLength);
            if (unpacked.Length > RatioLooksAwayBelow && ratio > TightestRatio)
            {
                return Refuse(AspNetCoreCodes.PackedTooTightly, Shorten(entry.FullName), ratio.ToString(CultureInfo.InvariantCulture)) is not null;
            }
        }

        return Add(entry.FullName, unpacked.ToArray());
    }

    private bool Add(string path, byte[] content)
    {
        // Two paths that differ by case only are one file on many a disk, so neither is trusted.
        if (!IsPath(path) || !_files.TryAdd(path, content))
        {
            return Refuse(AspNetCoreCodes.UnfitPath, Shorten(path)) is not null;
        }

        _size += content.Length;
        return _size <= limits.MostUnpackedBytes
            || Refuse(AspNetCoreCodes.PackageTooLarge, Shorten(path), limits.MostUnpackedBytes.ToString(CultureInfo.InvariantCulture)) is not null;
    }

    private static bool IsPath(string path) =>
        path.Length is > 0 and <= LongestPath
        && !path.AsSpan().ContainsAny('\\', ':')
        && !path.Any(char.IsControl)
        && path.Split('/').All(name => name.Length > 0 && name is not ("." or ".."));

    private Dictionary<string, ReadOnlyMemory<byte>> WithoutCommonFolder()
    {
        var folders = _files.Keys.Select(path => path.IndexOf('/', StringComparison.Ordinal) is var end and >= 0 ? path[..(end + 1)] : "").Distinct(StringComparer.Ordinal).ToList();
        return folders is [{ Length: > 0 } folder]
            ? _files.ToDictionary(file => file.Key[folder.Length..], file => file.Value, StringComparer.Ordinal)
            : _files;
    }

    private IReadOnlyDictionary<string, ReadOnlyMemory<byte>>? Refuse(DiagnosticDescriptor reason, params ReadOnlySpan<string> arguments)
    {
        diagnostics.Add(reason, Location.None, arguments);
        return null;
    }

    private static string Shorten(string path) => path.Length <= 100 ? path : path[..100] + "…";
}

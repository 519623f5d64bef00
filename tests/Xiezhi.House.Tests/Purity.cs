using System.Text.RegularExpressions;

namespace Xiezhi.House.Tests;

/// <summary>What source code must not do: anywhere, read the wall clock; on the pure floors, anything that is not a function of its input.</summary>
internal static partial class Purity
{
    public static IEnumerable<string> Wrong(string file, string source)
    {
        var lines = SourceText.WithoutComments(source).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (WallClock().Match(lines[i]) is { Success: true } clock)
            {
                yield return $"{file}({i + 1}): {clock.Value} reads the wall clock; take a TimeProvider, or on floors 0 to {House.HighestPure} the time itself.";
            }

            if (!House.IsPure(file))
            {
                continue;
            }

            if (HiddenInput().Match(lines[i]) is { Success: true } hidden)
            {
                yield return $"{file}({i + 1}): {hidden.Value} is an input that nobody sees; take the clock's time, the id or the random draw as a parameter.";
            }

            if (InputOutput().Match(lines[i]) is { Success: true } io)
            {
                yield return $"{file}({i + 1}): {io.Value} does I/O; floors 0 to {House.HighestPure} take contents, not names of files or servers. Move it to floor 3 or above.";
            }
        }
    }

    [GeneratedRegex(@"\bDateTime(Offset)?\s*\.\s*(Now|UtcNow|Today)\b")]
    private static partial Regex WallClock();

    [GeneratedRegex(@"\b(Guid\s*\.\s*(NewGuid|CreateVersion7)|new\s+Random\s*\(|Random\s*\.\s*Shared|RandomNumberGenerator\s*\.|TimeProvider\s*\.\s*System|SystemClock\s*\.|Environment\s*\.\s*(TickCount|GetEnvironmentVariable|MachineName)|TimeZoneInfo\s*\.\s*Local)")]
    private static partial Regex HiddenInput();

    [GeneratedRegex(@"\b(System\s*\.\s*Net\b|HttpClient\b|System\s*\.\s*IO\s*\.\s*(File|Directory)\b|(?<!\.)(File|Directory)\s*\.\s*(Read|Write|Open|Create|Exists|Delete|Copy|Move|Append|Enumerate|GetFiles|GetDirectories|GetCurrentDirectory|GetLastWriteTime)\w*\s*\(|new\s+(FileStream|FileInfo|DirectoryInfo|FileSystemWatcher)\b|Console\s*\.|Process\s*\.\s*Start)")]
    private static partial Regex InputOutput();
}

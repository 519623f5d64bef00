using System.Xml.Linq;

namespace Xiezhi.House.Tests;

/// <summary>What the project files say of each other.</summary>
internal static class References
{
    /// <summary>The project references of a project file, as paths from the repository's root.</summary>
    public static IEnumerable<string> Of(string file, string xml)
    {
        var folder = Path.GetDirectoryName(file)!;
        return XDocument.Parse(xml).Descendants()
            .Where(element => element.Name.LocalName == "ProjectReference")
            .Select(element => (string?)element.Attribute("Include") ?? (string?)element.Attribute("Update") ?? "")
            .Select(path => Path.GetRelativePath("/", Path.GetFullPath(Path.Combine("/", folder, path.Replace('\\', '/')))).Replace('\\', '/'));
    }

    /// <summary>Each reference that goes up or sideways, with how to mend it.</summary>
    public static IEnumerable<string> Wrong(string file, string xml)
    {
        if (House.FloorOf(file) is not { } floor)
        {
            yield return $"{file} stands on no floor: give it one in tests/Xiezhi.House.Tests/House.cs and in the README of its folder.";
            yield break;
        }

        foreach (var used in Of(file, xml))
        {
            if (House.FloorOf(used) is not { } lower)
            {
                yield return $"{file} (floor {floor}) refers to {used}, which stands on no floor: remove the reference.";
            }
            else if (lower >= floor)
            {
                var direction = lower > floor ? "up" : "sideways";
                yield return $"{file} (floor {floor}) refers {direction} to {used} (floor {lower}): remove the reference; "
                    + "let the lower project declare an interface that the higher one fills, or move what both need down.";
            }
        }
    }
}

namespace Xiezhi.House.Tests;

/// <summary>The floors of the house. A project may use those below it, never one above or beside it.</summary>
internal static class House
{
    /// <summary>The floor of programs: hosts and samples.</summary>
    public const int Programs = 5;

    /// <summary>The highest floor that does no I/O, reads no clock and draws no random numbers.</summary>
    public const int HighestPure = 2;

    private static readonly string[][] Floors =
    [
        ["Xiezhi.Foundation"],
        ["Xiezhi.Rules", "Xiezhi.Workflow", "Xiezhi.Calendars"],
        ["Xiezhi.Governance"],
        ["Xiezhi.Runtime"],
        ["Xiezhi.Storage", "Xiezhi.Hangfire", "Xiezhi.AspNetCore", "Xiezhi.Delivery", "Xiezhi.Insight", "Xiezhi.Testing", "Xiezhi.Assignment"],
    ];

    /// <summary>The floor of the project in <paramref name="file"/>; null when it has none.</summary>
    public static int? FloorOf(string file)
    {
        if (file.StartsWith("hosts/", StringComparison.Ordinal) || file.StartsWith("samples/", StringComparison.Ordinal))
        {
            return Programs;
        }

        var floor = Array.FindIndex(Floors, projects => projects.Contains(Path.GetFileNameWithoutExtension(file)));
        return floor < 0 ? null : floor;
    }

    /// <summary>Whether a source file belongs to a floor that must be pure.</summary>
    public static bool IsPure(string source) =>
        source.Split('/') is ["sdk", var project, ..] && Array.FindIndex(Floors, projects => projects.Contains(project)) is >= 0 and <= HighestPure;
}

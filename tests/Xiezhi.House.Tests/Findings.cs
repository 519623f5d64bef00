namespace Xiezhi.House.Tests;

/// <summary>Fails a test with all of what was found, a line each.</summary>
internal static class Findings
{
    public static void None(IEnumerable<string> findings)
    {
        var lines = findings.ToList();
        Assert.True(lines.Count == 0, string.Join('\n', lines));
    }
}

namespace Xiezhi.Cli;

/// <summary>What the program tells whoever called it.</summary>
internal static class ExitStatus
{
    /// <summary>All went well.</summary>
    public const int Success = 0;

    /// <summary>Something is to be mended: a package has errors, a row was malformed.</summary>
    public const int Problems = 1;

    /// <summary>The command line was wrong: a file that is not there, an option that does not exist.</summary>
    public const int WrongUsage = 2;

    /// <summary>A traced process did not end: it waits.</summary>
    public const int Waiting = 3;

    /// <summary>A traced process has an incident.</summary>
    public const int Incident = 4;
}

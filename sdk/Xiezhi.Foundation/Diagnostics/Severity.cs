namespace Xiezhi.Foundation.Diagnostics;

/// <summary>How much a <see cref="Diagnostic"/> matters.</summary>
public enum Severity
{
    /// <summary>Worth knowing; nothing to mend.</summary>
    Information,

    /// <summary>Probably a mistake; what was checked can still be used.</summary>
    Warning,

    /// <summary>What was checked can't be used until this is mended.</summary>
    Error,
}

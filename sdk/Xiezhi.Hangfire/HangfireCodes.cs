using System.Resources;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Hangfire;

/// <summary>Why a host's jobs can't be run.</summary>
public static class HangfireCodes
{
    private static readonly ResourceManager Texts = new("Xiezhi.Hangfire.Resources.DiagnosticTexts", typeof(HangfireCodes).Assembly);

    /// <summary>The schema of the shared jobs is older than this version, or not there. {0}: its name, {1}: the database, {2}: its version, {3}: the one that is needed, {4}: how the command line names the database.</summary>
    public static DiagnosticDescriptor JobSchemaIsOlder { get; } = new("XZ6201", Severity.Error, Texts);
}

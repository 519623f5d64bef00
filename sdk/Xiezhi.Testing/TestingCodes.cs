using System.Resources;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Testing;

/// <summary>What can be wrong with a scenario.</summary>
public static class TestingCodes
{
    private static readonly ResourceManager Texts = new("Xiezhi.Testing.Resources.DiagnosticTexts", typeof(TestingCodes).Assembly);

    /// <summary>A time can't be read. {0}: the text.</summary>
    public static DiagnosticDescriptor MalformedTime { get; } = new("XZ8001", Severity.Error, Texts);

    /// <summary>A step does several things, or says no time. {0}: what it does.</summary>
    public static DiagnosticDescriptor UnclearStep { get; } = new("XZ8002", Severity.Error, Texts);

    /// <summary>An actor is no party of the package. {0}: who, {1}: the nearest known.</summary>
    public static DiagnosticDescriptor UnknownActor { get; } = new("XZ8003", Severity.Error, Texts);

    /// <summary>An element is not one of the procedure. {0}: its id, {1}: the nearest known.</summary>
    public static DiagnosticDescriptor UnknownElement { get; } = new("XZ8004", Severity.Error, Texts);

    /// <summary>Nothing is done under a word. {0}: the word, {1}: the nearest known.</summary>
    public static DiagnosticDescriptor UnknownVerb { get; } = new("XZ8005", Severity.Error, Texts);

    /// <summary>A clock is none of the package. {0}: its id, {1}: the nearest known.</summary>
    public static DiagnosticDescriptor UnknownClock { get; } = new("XZ8006", Severity.Error, Texts);

    /// <summary>A deliberation is none of the package. {0}: its id, {1}: the nearest known.</summary>
    public static DiagnosticDescriptor UnknownDeliberation { get; } = new("XZ8007", Severity.Error, Texts);

    /// <summary>A case is none of the scenario. {0}: its name, {1}: the nearest known.</summary>
    public static DiagnosticDescriptor UnknownCase { get; } = new("XZ8008", Severity.Error, Texts);
}

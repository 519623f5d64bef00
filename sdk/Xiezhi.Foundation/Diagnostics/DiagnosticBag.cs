using System.Collections.Immutable;

namespace Xiezhi.Foundation.Diagnostics;

/// <summary>Collects what a reader or a check has to say, in the order in which it was found.</summary>
/// <remarks>Not safe for use from several threads at once.</remarks>
public sealed class DiagnosticBag
{
    private readonly ImmutableArray<Diagnostic>.Builder _items = ImmutableArray.CreateBuilder<Diagnostic>();

    /// <summary>Whether anything of severity <see cref="Severity.Error"/> was found.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>How many were found.</summary>
    public int Count => _items.Count;

    /// <summary>Adds one.</summary>
    public void Add(Diagnostic diagnostic)
    {
        ArgumentNullException.ThrowIfNull(diagnostic);
        HasErrors |= diagnostic.Severity == Severity.Error;
        _items.Add(diagnostic);
    }

    /// <summary>Adds one, made here.</summary>
    public void Add(DiagnosticDescriptor descriptor, Location location, params ReadOnlySpan<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        Add(descriptor.At(location, arguments));
    }

    /// <summary>Adds all of <paramref name="diagnostics"/>.</summary>
    public void AddRange(IEnumerable<Diagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(diagnostics);
        foreach (var diagnostic in diagnostics)
        {
            Add(diagnostic);
        }
    }

    /// <summary>What was found so far, as an immutable copy.</summary>
    public ImmutableArray<Diagnostic> ToImmutable() => _items.ToImmutable();
}

using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Governance.Rules;

/// <summary>FEEL and DMN for whoever runs a BPMN process without a governance package: what to put into <see cref="CompileOptions"/>.</summary>
/// <remarks>Thread-safe.</remarks>
public static class FeelPlug
{
    /// <summary>FEEL as the expression language of processes (DMN 1.5, chapter 10). A leading <c>=</c> is passed over; any name may be used.</summary>
    /// <remarks>Where FEEL gives null because something is amiss, the evaluation fails, so that the element gets an incident.</remarks>
    public static IExpressions Expressions => FeelExpressions.Instance;

    /// <summary>The decisions of some DMN files as one namespace of names; files may import each other.</summary>
    /// <param name="files">The content of each file by the name that diagnostics give it.</param>
    /// <param name="diagnostics">Receives what is wrong with them.</param>
    /// <returns>
    /// The decisions; one that does not compile is there all the same and fails when it is asked for, a name that occurs twice is that of its first
    /// file. Refuse to publish when <paramref name="diagnostics"/> has errors.
    /// </returns>
    public static PackageDecisions Decisions(IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> files, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(diagnostics);
        return PackageDecisions.Compile(files, null, diagnostics);
    }
}

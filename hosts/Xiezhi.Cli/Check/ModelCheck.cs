using System.Globalization;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Rules.Dmn;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Cli.Check;

/// <summary>Checks one BPMN or DMN file as publishing would, with nothing of a package around it.</summary>
internal sealed class ModelCheck(TextWriter output, CultureInfo culture)
{
    /// <summary>Prints all that stands against <paramref name="file"/>, then one line that sums it up.</summary>
    /// <returns>Whether there is no error in it.</returns>
    public bool Check(string file)
    {
        var diagnostics = ModelFiles.Is(file, ModelFiles.Process) ? Process(file) : Decision(file);
        foreach (var found in diagnostics)
        {
            output.WriteLine(found.Format(culture));
        }

        var errors = diagnostics.Count(found => found.Severity == Severity.Error);
        output.WriteLine(Texts.Get(errors > 0 ? "check-file-failed" : "check-file-passed", culture, file, errors, diagnostics.Count - errors));
        return errors == 0;
    }

    private List<Diagnostic> Process(string file)
    {
        var diagnostics = new DiagnosticBag();
        if (BpmnReader.Read(File.ReadAllBytes(file), file, diagnostics) is not { } document)
        {
            return [.. diagnostics.ToImmutable()];
        }

        // What is wrong with a decision file is said where that file is checked.
        var options = ModelFiles.OptionsFor(file, new DiagnosticBag()) with { Documents = ModelFiles.CalledBy(document, file, static content => content) };
        var executable = document.Processes.Where(process => process.IsExecutable == true).ToList();
        foreach (var process in document.Processes)
        {
            // A document that marks some of its processes as executable tells that the others are only drawn.
            if (executable.Count == 0 || executable.Contains(process))
            {
                ProcessCompiler.Compile(document, process.Id, options, diagnostics);
            }
            else
            {
                output.WriteLine(Texts.Get("check-not-executable", culture, file, process.Id));
            }
        }

        if (document.Processes.IsEmpty)
        {
            ProcessCompiler.Compile(document, null, options, diagnostics);
        }

        return [.. diagnostics.ToImmutable().Distinct()];
    }

    private static List<Diagnostic> Decision(string file)
    {
        var diagnostics = new DiagnosticBag();
        if (DmnReader.Read(File.ReadAllBytes(file), file, diagnostics) is { } document)
        {
            DmnCompiler.Compile(document, Imported(document, file), diagnostics);
        }

        return [.. diagnostics.ToImmutable()];
    }

    // What is wrong with an imported file is said where that file is checked.
    private static List<DmnDocument> Imported(DmnDocument document, string file) => document.Imports.IsEmpty
        ? []
        : [.. ModelFiles.Beside(Path.GetDirectoryName(Path.GetFullPath(file))!, Path.GetDirectoryName(file) ?? "")
            .Where(other => other.Key != file)
            .Select(other => DmnReader.Read(other.Value, other.Key, new DiagnosticBag()))
            .OfType<DmnDocument>()
            .Where(other => document.Imports.Any(import => import.Namespace == other.Namespace))];
}

using Xiezhi.Cli.Check;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Json;
using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Cli.Trace;

/// <summary>Reads what a trace needs, runs it, and gives the exit status.</summary>
internal sealed class TraceProgram(TraceOptions options)
{
    public int Run()
    {
        foreach (var file in new[] { options.File, options.Data }.OfType<string>().Where(file => !File.Exists(file)))
        {
            Console.Error.WriteLine(Texts.Get("no-file", options.Culture, file));
            return ExitStatus.WrongUsage;
        }

        var diagnostics = new DiagnosticBag();
        var data = options.Data is null ? ValueContext.Empty : Data(options.Data, diagnostics);
        var definition = Compile(diagnostics);
        foreach (var found in diagnostics.ToImmutable().Distinct())
        {
            Console.Error.WriteLine(found.Format(options.Culture));
        }

        return data is null || definition is null
            ? ExitStatus.Problems
            : new TraceRun(definition, options, new TraceLines(definition, Console.Out, options.Culture), Console.Error).Run(data);
    }

    private static ValueContext? Data(string file, DiagnosticBag diagnostics) =>
        BoundedJson.Read(File.ReadAllBytes(file), file, diagnostics) is { } read ? ValueJson.FromToken(read.Token).AsContext : null;

    private ProcessDefinition? Compile(DiagnosticBag diagnostics)
    {
        ReadOnlyMemory<byte> Prepare(ReadOnlyMemory<byte> content) => TracedFile.Prepare(content, options.File, options.IgnoresForeignScripts);
        if (BpmnReader.Read(Prepare(File.ReadAllBytes(options.File)), options.File, diagnostics) is not { } document)
        {
            return null;
        }

        var decisions = new DiagnosticBag();
        var against = ModelFiles.OptionsFor(options.File, decisions) with
        {
            // A trace calls nothing, so a task need not say what it would call.
            DefaultImplementation = "trace",
            Documents = ModelFiles.CalledBy(document, options.File, Prepare),
        };
        var definition = ProcessCompiler.Compile(document, options.Process, against, diagnostics);
        if (definition is null)
        {
            // A decision that the process misses may be one that does not compile.
            diagnostics.AddRange(decisions.ToImmutable());
        }

        return definition;
    }
}

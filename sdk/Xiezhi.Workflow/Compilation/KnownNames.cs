using System.Collections.Frozen;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Workflow.Execution;
using Xiezhi.Workflow.Expressions;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Workflow.Compilation;

/// <summary>The names of variables that a model gives, and the expressions that read others.</summary>
/// <remarks>
/// Whoever starts a process, completes a task or sends a message may give any variable, so an unknown name is no mistake by itself. It is named
/// only where a known one is so near that it is probably meant: the same but for capitals, or one letter off in five and more, two in nine and more;
/// names that differ in digits alone are different names.
/// </remarks>
internal sealed class KnownNames : IExpressions
{
    private readonly IExpressions _expressions;
    private readonly FrozenSet<string> _names;
    private readonly string[] _spaced;
    private readonly List<(string Name, Location Where)> _unknown = [];

    internal KnownNames(IExpressions expressions, IEnumerable<string> names)
    {
        _expressions = expressions;
        _names = names.ToFrozenSet(StringComparer.Ordinal);
        _spaced = [.. _names.Where(name => name.Contains(' ', StringComparison.Ordinal) && DataPlaces.PlainName(name) == name)];
    }

    /// <summary>All names that the elements of a process give to variables.</summary>
    internal static IEnumerable<string> Of(IEnumerable<ElementDefinition> elements, DataPlaces places, CompileOptions options)
    {
        IEnumerable<string?> names =
        [
            .. places.Names, .. options.Variables, Step.LoopCounter, Step.Result, "numberOfInstances", "numberOfCompletedInstances", "numberOfActiveInstances",
            .. elements.Where(element => element.Source is not null).SelectMany(element => Given(element.Source!)),
        ];
        return names.OfType<string>().Where(name => name.Length > 0);
    }

    public IExpression? Compile(string text, Location where, DiagnosticBag diagnostics)
    {
        var compiled = _spaced.Length > 0 ? _expressions.Compile(text, _spaced, where, diagnostics) : _expressions.Compile(text, where, diagnostics);
        foreach (var name in compiled?.Names ?? [])
        {
            if (!_names.Contains(name))
            {
                _unknown.Add((name, where));
            }
        }

        return compiled;
    }

    /// <summary>Says which names are probably written wrongly.</summary>
    internal void Report(DiagnosticBag diagnostics)
    {
        foreach (var (name, where) in _unknown.Distinct())
        {
            if (Meant(name) is { } meant)
            {
                diagnostics.Add(WorkflowCodes.NameProbablyMeant, where, name, meant);
            }
        }
    }

    private string? Meant(string name) =>
        _names.Where(known => IsNear(name, known)).OrderBy(known => Edits(name, known)).ThenBy(known => known, StringComparer.Ordinal).FirstOrDefault();

    private static bool IsNear(string name, string known)
    {
        if (string.Equals(name, known, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        var allowed = Math.Abs(name.Length - known.Length) > 2 ? 0 : Math.Min(name.Length, known.Length) switch { < 5 => 0, < 9 => 1, _ => 2 };
        return allowed > 0 && Letters(name) != Letters(known) && Edits(name, known) <= allowed;
    }

    // Letters left out, put in, changed, or two that changed places.
    private static int Edits(string left, string right)
    {
        var rows = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    rows[i, j] = i + j;
                    continue;
                }

                var changed = rows[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1, changed);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[left.Length, right.Length];
    }

    private static string Letters(string name) => string.Concat(name.Where(one => !char.IsDigit(one)));

    private static IEnumerable<string?> Given(BpmnFlowNode node) =>
    [
        node.Extension(BpmnNames.ResultVariable),
        .. node.ExtensionsNamed(BpmnNames.Input).Concat(node.ExtensionsNamed(BpmnNames.Output)).Select(one => one[BpmnNames.Target]),
        .. node.Loop is { } loop
            ? new[] { LoopCompilation.ItemName(loop), loop.OutputItem ?? loop.OutputItemId, loop.OutputCollection, loop.Extension(BpmnNames.OutputCollection) }
            : [],
    ];
}

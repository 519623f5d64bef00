using System.Collections.Frozen;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Workflow.Compilation;

/// <summary>Where a piece of data lives while a process runs: a variable of the instance of an element.</summary>
/// <param name="Home">The index of the element; of a data store the process, whose variable stands for it.</param>
/// <param name="Name">The variable.</param>
/// <param name="Kind">What the model declares it as; a reference is what it refers to.</param>
internal readonly record struct DataPlace(int Home, string Name, BpmnDataKind Kind);

/// <summary>The variables that a model's data becomes, by the ids that associations use.</summary>
internal sealed class DataPlaces(DiagnosticBag diagnostics)
{
    /// <summary>The name that bpmn-js gives to what an association leads to where the modeller named nothing.</summary>
    internal const string Placeholder = "__targetRef_placeholder";

    private static readonly FrozenSet<string> Reserved = FrozenSet.ToFrozenSet(
    [
        "and", "between", "else", "every", "external", "false", "for", "function", "if", "in", "instance", "not", "null", "or", "return", "satisfies", "some", "then", "true",
    ]);

    private readonly Dictionary<string, DataPlace> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Home, string Name), BpmnDataKind> _taken = [];
    private readonly List<(ElementDefinition Home, BpmnDataItem Item, string Prefix)> _references = [];

    /// <summary>The names of all variables that the model's data becomes.</summary>
    internal IEnumerable<string> Names => _byId.Values.Select(place => place.Name).Concat(_taken.Keys.Select(one => one.Name)).Distinct(StringComparer.Ordinal);

    /// <summary>The name of the variable: the item's own name where expressions can use it, else its id.</summary>
    internal static string Variable(BpmnDataItem item) => PlainName(item.Name) ?? item.Id;

    /// <summary>The name where it is words of letters, digits and underscores (in FEEL, 10.3.1.2 of DMN, a name that needs no escaping), else null.</summary>
    internal static string? PlainName(string? name)
    {
        var words = (name ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 0 && !char.IsDigit(words[0][0]) && words.All(word => word.All(one => char.IsLetterOrDigit(one) || one == '_') && !Reserved.Contains(word))
            ? string.Join(' ', words)
            : null;
    }

    /// <summary>Gives each item of an element its variable.</summary>
    internal void Declare(ElementDefinition home, BpmnData data, string prefix)
    {
        foreach (var item in data.Items)
        {
            if (item.Kind is BpmnDataKind.ObjectReference or BpmnDataKind.StoreReference)
            {
                _references.Add((home, item, prefix));
            }
            else if (Variable(item) is { Length: > 0 } name)
            {
                Add(home, item, prefix, name);
            }
        }
    }

    /// <summary>The inputs and outputs of a call are those of what it calls: by their names, else by their order (BPMN 2.0, 10.3.6).</summary>
    internal void DeclareCall(ElementDefinition call, BpmnData data, BpmnData called)
    {
        foreach (var kind in new[] { BpmnDataKind.Input, BpmnDataKind.Output })
        {
            var theirs = called.Items.Where(item => item.Kind == kind).Select(Variable).ToArray();
            var index = 0;
            foreach (var item in data.Items.Where(item => item.Kind == kind))
            {
                var name = Variable(item);
                name = theirs.Contains(name) || index >= theirs.Length ? name : theirs[index];
                index++;
                _taken[(call.Index, name)] = kind;
                _byId.TryAdd(call.Prefix + item.Id, new DataPlace(call.Index, name, kind));
            }
        }

        Declare(call, data with { Items = [.. data.Items.Where(item => item.Kind == BpmnDataKind.Property)] }, call.Prefix);
    }

    /// <summary>Finds what references refer to, once everything is declared.</summary>
    internal void Resolve(BpmnDocument document)
    {
        foreach (var (home, item, prefix) in _references)
        {
            if (item.Kind == BpmnDataKind.StoreReference)
            {
                var store = (home.Document ?? document).DataStores.FirstOrDefault(one => one.Id == item.Reference) ?? item;
                _byId.TryAdd(prefix + item.Id, new DataPlace(0, Variable(store), BpmnDataKind.Store));
            }
            else if (item.Reference is { } id && _byId.TryGetValue(prefix + id, out var place))
            {
                _byId.TryAdd(prefix + item.Id, place);
            }
            else if (Variable(item) is { Length: > 0 } name)
            {
                // A reference to nothing is the only trace of its data object.
                Add(home, item with { Kind = BpmnDataKind.Object }, prefix, name);
            }
        }
    }

    /// <summary>What an id stands for, or <see langword="null"/>.</summary>
    internal DataPlace? Find(string prefix, string id) => _byId.TryGetValue(prefix + id, out var place) ? place : null;

    /// <summary>The variables of an element's own, of a kind.</summary>
    internal IEnumerable<string> Of(int home, BpmnDataKind kind) => _taken.Where(one => one.Key.Home == home && one.Value == kind).Select(one => one.Key.Name);

    private void Add(ElementDefinition home, BpmnDataItem item, string prefix, string name)
    {
        if (_taken.TryGetValue((home.Index, name), out var kind) && name != Placeholder && (kind, item.Kind) is not (BpmnDataKind.Input, BpmnDataKind.Output))
        {
            if (item.Id.Length == 0 || name == item.Id)
            {
                return;
            }

            diagnostics.Add(WorkflowCodes.DataNameTaken, item.Location, name, item.Id);
            name = item.Id;
        }

        _taken.TryAdd((home.Index, name), item.Kind);
        if (item.Id.Length > 0)
        {
            _byId.TryAdd(prefix + item.Id, new DataPlace(home.Index, name, item.Kind));
        }
    }
}

using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Rules.Dmn.Deciding;

/// <summary>An element as it is asked for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Id">Its id.</param>
/// <param name="Qualified">Its name with those of the imports that lead to it before it: <c>import.name</c>; the plain name for the model's own.</param>
/// <param name="IsOwn">Whether it belongs to the model itself.</param>
internal readonly record struct ElementName(string Name, string Id, string Qualified, bool IsOwn);

/// <summary>Finds elements of one kind by name: the model's own by name, then any by its qualified name, by a plain name that only one has, by id.</summary>
internal sealed class NameTable
{
    private readonly ImmutableArray<ElementName> _elements;
    private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> _ambiguous = new(StringComparer.Ordinal);

    public NameTable(ImmutableArray<ElementName> elements)
    {
        _elements = elements;
        Add(element => element.Name, element => element.IsOwn);
        Add(element => element.Qualified, _ => true);
        Add(element => element.Name, _ => true);
        Add(element => element.Id, element => element.IsOwn);
        Add(element => element.Id, _ => true);
    }

    public ElementName this[int index] => _elements[index];

    public bool TryGetValue(string name, out int index) => _known.TryGetValue(name, out index);

    /// <summary>Whether several imported elements have this name and nothing tells which is meant.</summary>
    public bool IsAmbiguous(string name) => _ambiguous.ContainsKey(name);

    /// <summary>Why <paramref name="name"/> finds nothing: there are several, or there is none and another is near.</summary>
    public Diagnostic Refuse(string name, Location location) => _ambiguous.TryGetValue(name, out var candidates)
        ? RulesCodes.AmbiguousName.At(location, name, string.Join(", ", candidates.Select(at => _elements[at].Qualified)))
        : RulesCodes.NoSuchDecision.At(location, name, Nearest.To(name, _known.Keys) ?? "–");

    // A name that was found before stays; one that several elements of this round share is known for none.
    private void Add(Func<ElementName, string> name, Func<ElementName, bool> isMeant)
    {
        var groups = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var i = 0; i < _elements.Length; i++)
        {
            if (isMeant(_elements[i]) && name(_elements[i]) is { Length: > 0 } text && !_known.ContainsKey(text) && !_ambiguous.ContainsKey(text))
            {
                (groups.TryGetValue(text, out var found) ? found : groups[text] = []).Add(i);
            }
        }

        foreach (var (text, found) in groups)
        {
            // Two elements of one file with one name are reported when it is compiled; the first is meant, as ever.
            if (found.Count == 1 || _elements[found[0]].IsOwn || found.TrueForAll(at => _elements[at].Qualified == text))
            {
                _known.Add(text, found[0]);
            }
            else
            {
                _ambiguous.Add(text, found);
            }
        }
    }
}

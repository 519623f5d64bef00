using System.Collections.Frozen;
using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Json;
using Xiezhi.Governance.Parties;
using Xiezhi.Governance.Texts;

namespace Xiezhi.Governance.Matters;

/// <summary>The matters of a package, a tree.</summary>
/// <remarks>Immutable.</remarks>
public sealed class MatterCatalogue
{
    private readonly FrozenDictionary<string, Matter> _matters;

    private MatterCatalogue(ImmutableArray<Matter> matters)
    {
        Matters = matters;
        _matters = matters.ToFrozenDictionary(matter => matter.Id, StringComparer.Ordinal);
    }

    /// <summary>The matters in the order of the file.</summary>
    public ImmutableArray<Matter> Matters { get; }

    /// <summary>The matter with <paramref name="id"/>, or <see langword="null"/>.</summary>
    public Matter? Matter(string? id) => id is not null && _matters.TryGetValue(id, out var matter) ? matter : null;

    /// <summary>A matter and all that it belongs to, the nearest first; nothing for an unknown id.</summary>
    public IEnumerable<Matter> PathOf(string? id)
    {
        for (var at = Matter(id); at is not null; at = Matter(at.Parent))
        {
            yield return at;
        }
    }

    internal static MatterCatalogue Read(JsonDocumentObject root, DiagnosticBag diagnostics)
    {
        root.Allow("matters");
        var tree = new TreeReader<Matter>(matter => matter.Id, matter => matter.Parent, diagnostics);
        foreach (var item in root.Objects("matters"))
        {
            item.Allow("id", "title", "parent", "group");
            if (item.RequiredText("id") is { } id)
            {
                tree.Add(new Matter(id, LocalizedTextReader.Read(item, "title", id), item.Text("parent")) { IsGroup = item.Boolean("group") ?? false }, item, "id", "parent");
            }
        }

        return new MatterCatalogue(tree.Finish());
    }
}

using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Json;

namespace Xiezhi.Governance.Parties;

/// <summary>Collects the nodes of a tree from a file and refuses ids that occur twice, unknown parents and cycles.</summary>
internal sealed class TreeReader<T>(Func<T, string> idOf, Func<T, string?> parentOf, DiagnosticBag diagnostics)
{
    private readonly Dictionary<string, (T Node, Location Parent)> _nodes = new(StringComparer.Ordinal);
    private readonly ImmutableArray<T>.Builder _order = ImmutableArray.CreateBuilder<T>();

    public void Add(T node, JsonDocumentObject source, string idMember, string parentMember)
    {
        if (_nodes.TryAdd(idOf(node), (node, source.LocationOf(parentMember))))
        {
            _order.Add(node);
        }
        else
        {
            diagnostics.Add(GovernanceCodes.DuplicateId, source.LocationOf(idMember), idOf(node));
        }
    }

    public ImmutableArray<T> Finish()
    {
        var sound = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (id, (node, where)) in _nodes)
        {
            if (parentOf(node) is { } parent && !_nodes.ContainsKey(parent))
            {
                diagnostics.Add(GovernanceCodes.UnknownParent, where, parent, Nearest.To(parent, _nodes.Keys) ?? "");
            }
            else if (!EndsAtTop(id, sound))
            {
                diagnostics.Add(GovernanceCodes.Cycle, where, id);
            }
        }

        return _order.ToImmutable();
    }

    private bool EndsAtTop(string id, HashSet<string> sound)
    {
        var path = new HashSet<string>(StringComparer.Ordinal);
        for (var at = id; at is not null && !sound.Contains(at) && _nodes.TryGetValue(at, out var entry); at = parentOf(entry.Node))
        {
            if (!path.Add(at))
            {
                // One mistake, one diagnostic: the others on the way are not at fault again.
                sound.UnionWith(path);
                return false;
            }
        }

        sound.UnionWith(path);
        return true;
    }
}

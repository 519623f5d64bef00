using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Cases;

namespace Xiezhi.Governance.Log;

/// <summary>Goes over the whole log of a tenant and names every event that was changed, is missing, was moved or put in, and every history that was forked.</summary>
/// <remarks>
/// Pure: it is given rows. The chain of a case finds what was done without working out the hashes anew; only checkpoints find a chain that was
/// worked out anew, and a tail that was cut off. Not safe for use from several threads at once.
/// </remarks>
public sealed class LogAudit
{
    private readonly string _tenant;
    private readonly CheckpointPublicKey? _key;
    private readonly ImmutableArray<Checkpoint> _checkpoints;
    private readonly Dictionary<string, StoredHead> _heads = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(int Checkpoint, CoveredCase Covered)>> _covered = new(StringComparer.Ordinal);
    private readonly List<EventHash>[] _leaves;
    private readonly List<EventHash> _uncoveredLeaves = [];
    private readonly List<CoveredCase> _uncovered = [];
    private readonly List<LogDefect> _defects = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly CheckpointAudit _trees;
    private (string Id, CaseId? Case, CaseAudit Chain)? _current;
    private int _next;
    private bool _forked;
    private long _events;

    /// <summary>Begins.</summary>
    /// <param name="tenant">Whose log.</param>
    /// <param name="heads">What the list of cases says.</param>
    /// <param name="stored">The checkpoints that the store holds.</param>
    /// <param name="kept">Checkpoints that were kept apart from the store; where the two differ, these are believed.</param>
    /// <param name="key">The key that signed them; without it signatures are not checked.</param>
    public LogAudit(
        string tenant, IEnumerable<StoredHead> heads, IEnumerable<Checkpoint> stored, IEnumerable<Checkpoint> kept, CheckpointPublicKey? key)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        ArgumentNullException.ThrowIfNull(heads);
        ArgumentNullException.ThrowIfNull(stored);
        ArgumentNullException.ThrowIfNull(kept);
        (_tenant, _key) = (tenant, key);
        foreach (var head in heads)
        {
            _heads[head.Case] = head;
        }

        _trees = new CheckpointAudit(tenant, _defects.Add);
        _checkpoints = _trees.Merge([.. stored], [.. kept]);
        _leaves = [.. _checkpoints.Select(_ => new List<EventHash>())];
        for (var i = 0; i < _checkpoints.Length; i++)
        {
            foreach (var covered in _checkpoints[i].Cases)
            {
                var id = covered.Case.ToString();
                _covered.TryAdd(id, []);
                _covered[id].Add((i, covered));
            }
        }
    }

    /// <summary>Takes the next row: case by case in ordinal order of their ids, each by place.</summary>
    public void Add(StoredEvent row)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (_current is not { } current || current.Id != row.Case)
        {
            Close();
            current = (row.Case, CaseId.TryParse(row.Case, out var id) ? id : null, new CaseAudit(_tenant, row.Case, _defects.Add));
            (_current, _next, _forked) = (current, 0, false);
        }

        _events++;
        var hash = current.Chain.Add(row);
        if (current.Case is { } known)
        {
            Cover(known, row.Sequence, hash);
        }
    }

    /// <summary>What the audit came to.</summary>
    public LogAuditResult Finish()
    {
        Close();
        foreach (var (id, head) in _heads)
        {
            if (!_seen.Contains(id))
            {
                Report(id, 1, GovernanceCodes.EventsMissing, "1", CaseAudit.Number(head.Version), id);
            }
        }

        foreach (var (id, covered) in _covered)
        {
            if (!_seen.Contains(id))
            {
                Uncut(id, 0, covered);
            }
        }

        var leaves = _trees.Check(_checkpoints, _leaves, _key, wholeSoFar: _defects.Count == 0);
        return new LogAuditResult(_tenant, _checkpoints, leaves, [.. _uncoveredLeaves], [.. _uncovered])
        {
            Defects = [.. _defects.OrderBy(defect => defect.Case, StringComparer.Ordinal).ThenBy(defect => defect.Sequence)],
            Cases = _seen.Count,
            Events = _events,
        };
    }

    private void Cover(CaseId id, long sequence, EventHash hash)
    {
        var leaf = LogLeaf.Hash(id, sequence, hash);
        if (!_covered.TryGetValue(id.ToString(), out var covered) || _next >= covered.Count)
        {
            _uncoveredLeaves.Add(leaf);
            return;
        }

        var (checkpoint, upTo) = covered[_next];
        _leaves[checkpoint].Add(leaf);
        if (sequence < upTo.Version)
        {
            return;
        }

        if (sequence == upTo.Version && hash != upTo.Head && !_forked)
        {
            var from = _next == 0 ? 1 : covered[_next - 1].Covered.Version + 1;
            Report(id.ToString(), from, GovernanceCodes.HistoryForked, id.ToString(), CaseAudit.Number(from), CaseAudit.Number(upTo.Version), CaseAudit.Number(_checkpoints[checkpoint].Head.Number));
            _forked = true;
        }

        _next++;
    }

    private void Close()
    {
        if (_current is not { } current)
        {
            return;
        }

        _seen.Add(current.Id);
        current.Chain.Finish(_heads.GetValueOrDefault(current.Id));
        if (_covered.TryGetValue(current.Id, out var covered) && _next < covered.Count)
        {
            Uncut(current.Id, current.Chain.Last, covered);
        }
        else if (current.Case is { } id && (covered is null || covered[^1].Covered.Version < current.Chain.Last))
        {
            _uncovered.Add(new CoveredCase(id, current.Chain.Last, current.Chain.Head));
        }

        _current = null;
    }

    private void Uncut(string id, long last, List<(int Checkpoint, CoveredCase Covered)> covered)
    {
        var (checkpoint, upTo) = covered[^1];
        var number = CaseAudit.Number(_checkpoints[checkpoint].Head.Number);
        Report(id, last + 1, GovernanceCodes.TailCut, id, CaseAudit.Number(last), CaseAudit.Number(upTo.Version), number);
    }

    private void Report(string id, long sequence, DiagnosticDescriptor problem, params ReadOnlySpan<string> arguments) =>
        _defects.Add(new LogDefect(_tenant, id, sequence, problem.At(CaseAudit.Where(id, sequence), arguments)));
}

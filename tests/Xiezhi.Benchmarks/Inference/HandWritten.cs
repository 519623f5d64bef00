namespace Xiezhi.Benchmarks.Inference;

/// <summary>The same rule as an index for this one question: the limit of what any engine can reach.</summary>
internal sealed class HandWritten
{
    private sealed class Entry
    {
        public CaseRecord? Case;
        public AssignmentRecord? Assignment;
        public DeadlineRecord? Deadline;
    }

    private readonly Dictionary<string, Entry> _cases = new(StringComparer.Ordinal);
    private readonly PriorityQueue<Entry, DateTimeOffset> _due = new();
    private readonly Dictionary<(string Case, string Department), DateTimeOffset> _overdue = [];

    public int Findings => _overdue.Count;

    public void Load(Records records)
    {
        foreach (var record in records.Cases)
        {
            At(record.Id).Case = record;
        }

        foreach (var record in records.Assignments)
        {
            At(record.CaseId).Assignment = record;
        }

        foreach (var record in records.Deadlines)
        {
            var entry = At(record.CaseId);
            entry.Deadline = record;
            _due.Enqueue(entry, record.Due);
        }
    }

    public int AdvanceTo(DateTimeOffset now)
    {
        var raised = 0;
        while (_due.TryPeek(out var entry, out var due) && due <= now)
        {
            _due.Dequeue();
            if (entry is { Case: { } known, Assignment: { } assignment } && _overdue.TryAdd((known.Id, assignment.Department), due))
            {
                raised++;
            }
        }

        return raised;
    }

    private Entry At(string id)
    {
        if (!_cases.TryGetValue(id, out var entry))
        {
            _cases.Add(id, entry = new Entry());
        }

        return entry;
    }
}

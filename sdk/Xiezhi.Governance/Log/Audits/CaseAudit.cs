using System.Globalization;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Cases;

namespace Xiezhi.Governance.Log;

/// <summary>Goes along the chain of one case and names where it breaks, once for each break.</summary>
internal sealed class CaseAudit(string tenant, string caseId, Action<LogDefect> report)
{
    // Where a link broke, the chain may go on from any of these: from the hash that stands there, from the one that should, or past the event.
    private readonly List<EventHash> _ends = [default];
    private long _expected = 1;
    private long _shift;
    private (long Sequence, bool Reported)? _broken;

    public long Events { get; private set; }

    public long Last { get; private set; }

    public EventHash Head { get; private set; }

    /// <summary>Takes the next row, by place.</summary>
    /// <returns>The hash that stands beside the event.</returns>
    public EventHash Add(StoredEvent row)
    {
        var stored = row.Hash.Length == EventHash.Size ? EventHash.From(row.Hash.Span) : default;
        var label = EventLabel.Read(row.Text);
        // An event that was put in may bear the hash of the one before it: that the chain goes on without it says more.
        var follows = _ends.FindLastIndex(end => end.Next(row.Text) == stored);
        if (_broken is { Reported: false } broken)
        {
            // The last of the ends leaves the doubtful event out: if the chain goes on from there, the event was put in between.
            Report(broken.Sequence, follows == 2 ? GovernanceCodes.EventInserted : GovernanceCodes.EventChanged, Number(broken.Sequence), caseId);
        }

        _broken = null;
        if (row.Sequence != _expected)
        {
            Report(_expected, GovernanceCodes.EventsMissing, Number(_expected), Number(row.Sequence - 1), caseId);
        }

        var misplaced = label is not null && (label.Sequence - row.Sequence != _shift || label.Case != caseId || label.Tenant != tenant);
        if (misplaced)
        {
            Report(row.Sequence, GovernanceCodes.EventMisplaced, Number(row.Sequence), caseId, Number(label!.Sequence), label.Tenant + "/" + label.Case);
            _shift = label.Case == caseId && label.Tenant == tenant ? label.Sequence - row.Sequence : _shift;
        }
        else if (label is not null && label.Type != row.Type)
        {
            Report(row.Sequence, GovernanceCodes.EventListedWrongly, Number(row.Sequence), caseId, "type", row.Type, label.Type);
        }
        else if (label is not null && label.At.ToUnixTimeMilliseconds() != row.At)
        {
            Report(row.Sequence, GovernanceCodes.EventListedWrongly, Number(row.Sequence), caseId, "at", Number(row.At), Number(label.At.ToUnixTimeMilliseconds()));
        }

        var before = _ends[0];
        _ends.Clear();
        _ends.Add(stored);
        if (follows < 0)
        {
            // What is missing or out of place breaks the chain too; that has been named.
            _broken = (row.Sequence, misplaced || row.Sequence != _expected);
            _ends.AddRange([before.Next(row.Text), before]);
        }

        (Last, Head) = (row.Sequence, stored);
        Events++;
        _expected = row.Sequence + 1;
        return stored;
    }

    /// <summary>Compares the end of the chain with what the list of cases says.</summary>
    public void Finish(StoredHead? head)
    {
        if (_broken is { Reported: false } broken)
        {
            Report(broken.Sequence, GovernanceCodes.EventChanged, Number(broken.Sequence), caseId);
        }

        if (head is null)
        {
            Report(Last, GovernanceCodes.CaseNotListed, caseId, Number(Last));
        }
        else if (head.Version > Last)
        {
            Report(Last + 1, GovernanceCodes.EventsMissing, Number(Last + 1), Number(head.Version), caseId);
        }
        else if (head.Version < Last)
        {
            Report(head.Version + 1, GovernanceCodes.EventInserted, Number(head.Version + 1), caseId);
        }
        else if (_broken is null && !head.Head.Span.SequenceEqual(Head.Bytes.Span))
        {
            Report(Last, GovernanceCodes.EventListedWrongly, Number(Last), caseId, "head", Convert.ToHexStringLower(head.Head.Span), Head.ToString());
        }
    }

    private void Report(long sequence, DiagnosticDescriptor problem, params ReadOnlySpan<string> arguments) =>
        report(new LogDefect(tenant, caseId, sequence, problem.At(Where(caseId, sequence), arguments)));

    public static Location Where(string caseId, long sequence) =>
        new("", sequence > 0 ? "case " + caseId + ", event " + Number(sequence) : caseId.Length > 0 ? "case " + caseId : "");

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}

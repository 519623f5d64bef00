using System.Collections.Immutable;
using Xiezhi.Governance.Cases;

namespace Xiezhi.Runtime.Due;

/// <summary>Who works on which case, in the memory of the one process that has the store: claims end with it.</summary>
/// <remarks>For stores that one process has to itself. Thread-safe. Time is the caller's, which in a trial or a test may be a virtual one.</remarks>
internal sealed class DueClaims
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Tenant, CaseId Case), (string Owner, DateTimeOffset Until)> _claims = [];

    /// <summary>How many cases are claimed, so many that one who looks for free ones has to pass over.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _claims.Count;
            }
        }
    }

    /// <summary>Takes on the first of <paramref name="due"/> that nobody has.</summary>
    public ImmutableArray<DueCase> Claim(IEnumerable<DueCase> due, WorkClaim claim, int limit, DateTimeOffset now)
    {
        lock (_lock)
        {
            var taken = ImmutableArray.CreateBuilder<DueCase>();
            foreach (var dueCase in due)
            {
                if (taken.Count >= limit)
                {
                    break;
                }

                var key = (dueCase.Tenant, dueCase.Case);
                if (!_claims.TryGetValue(key, out var held) || held.Until <= now)
                {
                    _claims[key] = (claim.Owner, now + claim.Lease);
                    taken.Add(dueCase);
                }
            }

            return taken.ToImmutable();
        }
    }

    public int Release(WorkClaim claim, IEnumerable<DueCase> cases)
    {
        lock (_lock)
        {
            return cases.Select(dueCase => (dueCase.Tenant, dueCase.Case)).Count(key => _claims.TryGetValue(key, out var held) && held.Owner == claim.Owner && _claims.Remove(key));
        }
    }

    /// <summary>When the first of <paramref name="due"/>, in order of time, can be taken on.</summary>
    public DateTimeOffset? Next(IEnumerable<DueCase> due)
    {
        lock (_lock)
        {
            DateTimeOffset? next = null;
            foreach (var dueCase in due)
            {
                var isHeld = _claims.TryGetValue((dueCase.Tenant, dueCase.Case), out var held);
                var free = isHeld && held.Until > dueCase.At ? held.Until : dueCase.At;
                next = next is null || free < next ? free : next;
                if (!isHeld)
                {
                    break;
                }
            }

            return next;
        }
    }
}

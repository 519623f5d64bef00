using System.Collections.Immutable;
using System.Globalization;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;

namespace Xiezhi.Rules.Inference.Matching;

/// <summary>Draws conclusions, and withdraws those whose last support is gone.</summary>
internal sealed class Agenda
{
    private readonly CompiledRuleSet _rules;
    private readonly Network _network;
    private readonly Func<long> _number;
    private readonly Dictionary<Value[], FindingState>[] _findings;
    private readonly bool[] _isRecursive;
    private readonly List<FindingState> _touched = [];
    private readonly int _limit;
    private int _left;

    public Agenda(CompiledRuleSet rules, Network network, int limit, Func<long> number)
    {
        _rules = rules;
        _network = network;
        _number = number;
        _left = _limit = limit;
        _findings = [.. rules.Types.Select(_ => new Dictionary<Value[], FindingState>(RowComparer.Instance))];
        _isRecursive = new bool[rules.Types.Length];
        foreach (var plan in rules.Plans)
        {
            _isRecursive[plan.Type] |= plan.IsTypeRecursive;
        }
    }

    /// <summary>How many findings are held, whether they stand or not.</summary>
    public int Held => _findings.Sum(findings => findings.Count);

    public ImmutableArray<Finding> Findings =>
        [.. _findings.SelectMany(findings => findings.Values).Where(finding => finding.Announced is not null).OrderBy(finding => finding.Number).Select(finding => finding.Announced!)];

    public CancellationToken CancellationToken { get; set; }

    public bool Stands(Finding finding) =>
        _rules.TypeIndex.TryGetValue(finding.Type.Name, out var type) && _findings[type].TryGetValue(finding.Row, out var state)
        && ReferenceEquals(state, finding.State) && ReferenceEquals(state.Announced, finding);

    /// <summary>A call begins: the firing limit holds for it.</summary>
    public void Begin() => _left = _limit;

    /// <summary>Does all that is to be done at this moment, and reports what changed; false when the firing limit stopped it.</summary>
    public bool Run(ImmutableArray<FindingChange>.Builder changes)
    {
        var complete = true;
        foreach (var stratum in _network.Strata)
        {
            if (!Run(stratum))
            {
                complete = false;
                break;
            }
        }

        if (_touched.Count > 0)
        {
            Settle(changes);
        }

        return complete;
    }

    private bool Run(Stratum stratum)
    {
        while (true)
        {
            if (CancellationToken.IsCancellationRequested && (stratum.Ready.Count > 0 || stratum.Doubtful.Count > 0))
            {
                _network.Context.Report(RulesCodes.Cancelled.At(Location.None));
                return false;
            }

            while (stratum.Stale.TryDequeue(out var stale))
            {
                ((AggregateNode)stale.Node).Refresh(stale);
            }

            if (stratum.Ready.TryPeek(out var match, out _))
            {
                if (!match.IsDead && match.Conclusion.Plan.IsRecursive && --_left < 0)
                {
                    _left = 0;
                    _network.Context.Report(RulesCodes.FiringLimit.At(match.Conclusion.Plan.Rule.Location, match.Conclusion.Plan.Rule.Name, _limit.ToString(CultureInfo.InvariantCulture)));
                    return false;
                }

                stratum.Ready.Dequeue();
                if (!match.IsDead)
                {
                    Fire(match);
                }
            }
            else if (stratum.Doubtful.Count > 0)
            {
                Doubt(stratum);
            }
            else
            {
                return true;
            }
        }
    }

    private void Fire(ConclusionMatch match)
    {
        var type = match.Conclusion.Plan.Type;
        if (match.Conclusion.Conclude(match, _rules.Types[type]) is not { } row)
        {
            return;
        }

        if (!_findings[type].TryGetValue(row, out var finding))
        {
            finding = new FindingState(type, _rules.Types[type], row, _number());
            _findings[type].Add(row, finding);
        }

        match.Finding = finding;
        match.NextSupport = finding.FirstSupport;
        if (finding.FirstSupport is { } other)
        {
            other.PreviousSupport = match;
        }

        finding.FirstSupport = match;
        if (!finding.Stands)
        {
            Stand(finding, stands: true);
        }
    }

    // What may support itself is first withdrawn with all that follows from it, and then put back if something else still supports it.
    private void Doubt(Stratum stratum)
    {
        var fallen = new List<FindingState>();
        while (stratum.Doubtful.TryDequeue(out var finding))
        {
            finding.IsDoubtful = false;
            if (finding.Stands && (finding.FirstSupport is null || _isRecursive[finding.Type]))
            {
                Stand(finding, stands: false);
                fallen.Add(finding);
            }
        }

        foreach (var finding in fallen)
        {
            if (finding.FirstSupport is not null && !finding.Stands)
            {
                Stand(finding, stands: true);
            }
        }
    }

    private void Stand(FindingState finding, bool stands)
    {
        finding.Stands = stands;
        if (!finding.IsTouched)
        {
            finding.IsTouched = true;
            _touched.Add(finding);
        }

        if (stands)
        {
            _network.Add(finding);
        }
        else
        {
            Network.Remove(finding);
        }
    }

    private void Settle(ImmutableArray<FindingChange>.Builder changes)
    {
        var at = new DateTimeOffset(_network.Now, TimeSpan.Zero);
        _touched.Sort((left, right) => left.Number.CompareTo(right.Number));
        foreach (var finding in _touched)
        {
            finding.IsTouched = false;
            if (finding.Stands && finding.Announced is null)
            {
                finding.Announced = new Finding(_rules.Types[finding.Type], finding.Row, at, finding);
                changes.Add(new FindingChange(FindingChangeKind.Raised, finding.Announced, at));
            }
            else if (!finding.Stands && finding.Announced is { } announced)
            {
                finding.Announced = null;
                changes.Add(new FindingChange(FindingChangeKind.Withdrawn, announced, at));
            }

            if (!finding.Stands && finding.FirstSupport is null)
            {
                _findings[finding.Type].Remove(finding.Row);
            }
        }

        _touched.Clear();
    }

    private sealed class RowComparer : IEqualityComparer<Value[]>
    {
        public static readonly RowComparer Instance = new();

        public bool Equals(Value[]? left, Value[]? right) => left.AsSpan().SequenceEqual(right);

        public int GetHashCode(Value[] row)
        {
            var hash = 0;
            foreach (var value in row)
            {
                hash = (hash * 31) + value.GetHashCode();
            }

            return hash;
        }
    }
}

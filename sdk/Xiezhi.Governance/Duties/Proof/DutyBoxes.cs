using System.Collections.Immutable;
using Xiezhi.Foundation.Values;

namespace Xiezhi.Governance.Duties.Proof;

/// <summary>Puts pairs that come to the same together: matters that do so in the same territories are one box.</summary>
internal sealed class DutyBoxes
{
    private readonly Dictionary<string, Gathered> _gathered = new(StringComparer.Ordinal);
    private readonly List<Gathered> _order = [];

    public void Add(DutyVerdict verdict, string subject, DutyOutcome outcome, string matter, string territory)
    {
        var key = string.Join('\n', [verdict.ToString(), subject, .. outcome.Conditions.Select(condition => condition.Key + "\t" + condition.Value)]);
        if (!_gathered.TryGetValue(key, out var gathered))
        {
            gathered = new Gathered(verdict, subject, outcome.Conditions, outcome.Example ?? ValueContext.Empty);
            _gathered.Add(key, gathered);
            _order.Add(gathered);
        }

        gathered.Add(matter, territory);
    }

    /// <summary>The boxes, the worst verdict first, else in the order of the catalogue.</summary>
    public ImmutableArray<DutyBox> Build() => [.. _order.SelectMany(gathered => gathered.Boxes()).OrderByDescending(box => box.Verdict)];

    private sealed class Gathered(DutyVerdict verdict, string subject, ImmutableArray<KeyValuePair<string, string>> conditions, ValueContext example)
    {
        private readonly List<(string Matter, List<string> Territories)> _byMatter = [];

        public void Add(string matter, string territory)
        {
            if (_byMatter.Count == 0 || _byMatter[^1].Matter != matter)
            {
                _byMatter.Add((matter, []));
            }

            // One rule may leave several parts of the same box, and a pair belongs to it once.
            if (_byMatter[^1].Territories is not [.., var last] || last != territory)
            {
                _byMatter[^1].Territories.Add(territory);
            }
        }

        public IEnumerable<DutyBox> Boxes() => _byMatter.GroupBy(row => string.Join('\n', row.Territories), StringComparer.Ordinal).Select(group =>
        {
            var (matter, territories) = group.First();
            return new DutyBox(
                verdict,
                [.. group.Select(row => row.Matter)],
                [.. territories],
                conditions,
                subject,
                ValueContext.Of((DutyNames.Matter, matter), (DutyNames.Territory, territories[0])).With(example));
        });
    }
}

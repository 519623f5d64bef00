using System.Numerics;

namespace Xiezhi.Benchmarks.Rules;

/// <summary>What a programmer would write for this one table: a bitset a value of each column. The limit to compare with.</summary>
internal sealed class HandWrittenBitsets
{
    private const int Severities = 6;

    private readonly Dictionary<string, ulong[]> _categories = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ulong[]> _districts = new(StringComparer.Ordinal);
    private readonly ulong[][] _severities = new ulong[Severities][];
    private readonly ulong[] _anyCategory;
    private readonly ulong[] _anyDistrict;
    private readonly string[] _teams;

    public HandWrittenBitsets(Route[] routes)
    {
        _teams = [.. routes.Select(route => route.Team)];
        _anyCategory = Set(routes, route => route.Category is null);
        _anyDistrict = Set(routes, route => route.District is null);
        foreach (var category in routes.Select(route => route.Category).OfType<string>().Distinct())
        {
            _categories[category] = Set(routes, route => route.Category is null || route.Category == category);
        }

        foreach (var district in routes.Select(route => route.District).OfType<string>().Distinct())
        {
            _districts[district] = Set(routes, route => route.District is null || route.District == district);
        }

        for (var severity = 0; severity < Severities; severity++)
        {
            _severities[severity] = Set(routes, route => severity >= route.Low && severity <= route.High);
        }
    }

    public string? Decide(Message message)
    {
        var a = _categories.GetValueOrDefault(message.Category, _anyCategory);
        var b = _districts.GetValueOrDefault(message.District, _anyDistrict);
        var c = _severities[message.Severity];
        for (var i = 0; i < a.Length; i++)
        {
            var both = a[i] & b[i] & c[i];
            if (both != 0)
            {
                return _teams[(i << 6) + BitOperations.TrailingZeroCount(both)];
            }
        }

        return null;
    }

    private static ulong[] Set(Route[] routes, Func<Route, bool> holds)
    {
        var set = new ulong[(routes.Length + 63) / 64];
        for (var i = 0; i < routes.Length; i++)
        {
            set[i >> 6] |= holds(routes[i]) ? 1UL << (i & 63) : 0;
        }

        return set;
    }
}

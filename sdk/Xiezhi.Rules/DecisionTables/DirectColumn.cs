using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Feel;
using Xiezhi.Rules.Feel.Compilation;

namespace Xiezhi.Rules.DecisionTables;

/// <summary>A column that is an input as it is given: which values it takes without converting them, and the rules that each leads to.</summary>
internal sealed class DirectColumn
{
    private const uint PlainKinds = ~((1U << (int)ValueKind.List) | (1U << (int)ValueKind.Context) | (1U << (int)ValueKind.Range) | (1U << (int)ValueKind.Function));

    private readonly ColumnIndex _index;
    private readonly uint _kinds;

    // Allowed values and constraints, as rows of a table of their own: a value passes when it is in all of them.
    private readonly ColumnIndex? _tests;
    private readonly ulong _allTests;
    private readonly RuleSet _null;

    private DirectColumn(ColumnIndex index, int input, uint kinds, ColumnIndex? tests, int testCount)
    {
        (_index, Input, _kinds, _tests) = (index, input, kinds, tests);
        _allTests = (1UL << testCount) - 1;
        _null = index.Find(Value.Null);
    }

    /// <summary>The place of the input among those of the model.</summary>
    public int Input { get; }

    /// <summary>The column, or <see langword="null"/> where a value must be run through tests that are more than values and ranges.</summary>
    public static DirectColumn? Of(ColumnIndex index, int input, FeelType given, TableInput column)
    {
        var tests = new List<CellPattern?>();
        if (!TryGather(given, tests) || !TryGather(column.Type, tests))
        {
            return null;
        }

        if (column.Allowed is not null)
        {
            tests.Add(column.AllowedPattern);
        }

        if (tests.Count > 32 || tests.Contains(null))
        {
            return null;
        }

        var isKnown = true;
        var gathered = tests.Count == 0 ? null : ColumnIndex.Of([.. tests], _ => isKnown = false);
        return isKnown ? new DirectColumn(index, input, Kinds(given) & Kinds(column.Type), gathered, tests.Count) : null;
    }

    /// <summary>The rules for a value; false when the value has to be converted or refused.</summary>
    public bool TryFind(in Value value, out RuleSet rules)
    {
        if (value.AsString is { } text)
        {
            return TryFind(text, out rules);
        }

        if (value.AsNumber is { } number)
        {
            return TryFind(number, out rules);
        }

        if (value.IsNull)
        {
            rules = _null;
            return true;
        }

        rules = _null;
        if (!Takes(value.Kind) || (_tests is { } tests && !Passes(tests, tests.Find(value))))
        {
            return false;
        }

        rules = _index.Find(value);
        return true;
    }

    /// <summary>The same for text, or for null.</summary>
    public bool TryFind(string? text, out RuleSet rules)
    {
        rules = _null;
        if (text is null)
        {
            return true;
        }

        if (!Takes(ValueKind.String) || (_tests is { } tests && !Passes(tests, tests.Find(text))))
        {
            return false;
        }

        rules = _index.Find(text);
        return true;
    }

    /// <summary>The same for a whole number.</summary>
    public bool TryFind(long number, out RuleSet rules)
    {
        rules = _null;
        if (!Takes(ValueKind.Number) || (_tests is { } tests && !Passes(tests, tests.Find(number))))
        {
            return false;
        }

        rules = _index.Find(number);
        return true;
    }

    /// <summary>The same for a number.</summary>
    public bool TryFind(Number number, out RuleSet rules)
    {
        rules = _null;
        if (!Takes(ValueKind.Number) || (_tests is { } tests && !Passes(tests, tests.Find(number))))
        {
            return false;
        }

        rules = _index.Find(number);
        return true;
    }

    private bool Takes(ValueKind kind) => (_kinds & (1U << (int)kind)) != 0;

    private bool Passes(ColumnIndex tests, RuleSet passed) => (passed.Dense![0] & _allTests) == _allTests;

    private static uint Kinds(FeelType type)
    {
        if (type.Kind == FeelTypeKind.Any)
        {
            return PlainKinds;
        }

        var kinds = 0U;
        foreach (var kind in Enum.GetValues<ValueKind>())
        {
            kinds |= FeelTypes.KindOf(kind) == type.Kind ? 1U << (int)kind : 0;
        }

        return kinds & PlainKinds;
    }

    // Adds the tests of a type and of those that it narrows; false where they go round.
    private static bool TryGather(FeelType type, List<CellPattern?> tests)
    {
        var depth = 0;
        for (var at = type; at is not null; at = at.Narrows)
        {
            if (++depth > 32)
            {
                return false;
            }

            Add(at.AllowedTests);
            Add(at.ConstraintTests);
        }

        return true;

        void Add(CompiledTests? own)
        {
            if (own is not null)
            {
                tests.Add(own.Pattern);
            }
        }
    }
}

using System.Diagnostics;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Dmn;
using Xiezhi.Rules.Evaluation;
using Xiezhi.Rules.Tests.Feel;

namespace Xiezhi.Rules.Tests.Safety;

[Collection(Alone.Name)]
public class LimitTests
{
    private static void EndsIn(string code, string text, EvaluationOptions? options = null)
    {
        var watch = Stopwatch.StartNew();

        var result = FeelTests.Evaluate(text, null, options);

        Assert.True(result.Value.IsNull);
        Assert.Contains(result.Diagnostics, found => found.Code == code);
        // A second on a quiet machine; the bound only tells stopping from hanging.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"it took {watch.Elapsed}");
    }

    [Theory]
    [InlineData("(")]
    [InlineData("[")]
    [InlineData("{a:")]
    [InlineData("-")]
    [InlineData("if ")]
    [InlineData("not(")]
    [InlineData("for x in ")]
    [InlineData("function(x) ")]
    public void Ten_thousand_nested_brackets_are_refused(string opening) => EndsIn("XZ2026", string.Concat(Enumerable.Repeat(opening, 10_000)) + "1");

    [Fact]
    public void A_sum_of_ten_thousand_terms_is_refused() => EndsIn("XZ2026", string.Join(" + ", Enumerable.Repeat("1", 10_000)));

    [Fact]
    public void A_sum_of_a_thousand_terms_is_worked_out() => Assert.Equal(1000, FeelTests.Evaluate(string.Join(" + ", Enumerable.Repeat("1", 1000))).Value);

    [Fact]
    public void An_iteration_over_a_billion_items_is_stopped() => EndsIn("XZ2072", "count(for i in 1..1000000000 return i)");

    [Fact]
    public void A_search_over_a_billion_items_is_stopped() => EndsIn("XZ2070", "some i in 1..1000000000 satisfies i < 0");

    [Fact]
    public void Nested_iterations_are_stopped() => EndsIn("XZ2070", "every i in 1..100000, j in 1..100000 satisfies i > 0");

    [Fact]
    public void A_recursion_without_end_is_stopped() => EndsIn("XZ2071", "{ f: function(n) f(n + 1), r: f(1) }.r");

    // Each of these takes less than two seconds and half a gigabyte; none would end, or fit, without a limit.
    [Theory]
    [InlineData("XZ2075", "for i in 1..1000000 return count(partial)")]
    [InlineData("XZ2072", "for i in 1..1000000 return partial")]
    [InlineData("XZ2061", "for i in 1..1000 return matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"^(a+)+\\\\1b$\")")]
    [InlineData("XZ2070", "{ f: function(s, n) if n = 0 then s else f(s + s, n - 1), t: f(\"ab\", 18), r: for i in 1..1000 return matches(t, \"(a|b|ab)*c$\") }.r")]
    [InlineData("XZ2060", "matches(\"a\", string join(for i in 1..50000 return \"(a|b)*\"))")]
    [InlineData("XZ2073", "{ f: function(s, n) if n = 0 then s else f(replace(s, \"a\", \"aaaaaaaaaa\"), n - 1), r: f(\"a\", 50) }.r")]
    [InlineData("XZ2073", "{ f: function(s, n) if n = 0 then s else f(replace(s, \"(.*)\", \"$1$1$1$1$1$1$1$1\"), n - 1), r: f(\"ab\", 50) }.r")]
    [InlineData("XZ2073", "{ f: function(s, n) if n = 0 then s else f(s + s, n - 1), t: f(\"a\", 19), r: replace(t, \"a\", t) }.r")]
    [InlineData("XZ2075", "{ f: function(s, n) if n = 0 then s else f(s + s, n - 1), t: f(\"a\", 19), r: for i in 1..1000000 return t + \"x\" }.r")]
    [InlineData("XZ2070", "{ f: function(s, n) if n = 0 then s else f(s + s, n - 1), t: f(\"a\", 19), r: for i in 1..1000000 return upper case(t) }.r")]
    [InlineData("XZ2070", "{ f: function(s, n) if n = 0 then s else f(s + s, n - 1), t: f(\"a\", 19), r: count(for i in 1..1000000 return contains(t, \"b\")) }.r")]
    [InlineData("XZ2070", "{ f: function(s, n) if n = 0 then s else f(s + s, n - 1), t: f(\"1\", 19), r: count(for i in 1..1000000 return number(t)) }.r")]
    [InlineData("XZ2070", "{ f: function(s, n) if n = 0 then s else f(s + s, n - 1), t: f(\"1\", 19), r: count(for i in 1..1000000 return date(t)) }.r")]
    [InlineData("XZ2073", "{ f: function(s, n) if n = 0 then s else f(s + s, n - 1), t: f(\"a\", 19), r: string join(for i in 1..1000 return \"\", t) }.r")]
    [InlineData("XZ2072", "{ f: function(s, n) if n = 0 then s else f(s + s, n - 1), t: f(\"a\", 19), r: string join(for i in 1..1000 return t) }.r")]
    [InlineData("XZ2070", "{ f: function(s, n) if n = 0 then s else f(s + s, n - 1), t: f(\"a\", 18), r: for i in 1..1000 return count(split(t, \"a\")) }.r")]
    [InlineData("XZ2070", "count(for i in 1..1000000 return (1 + i / 10000000) ** 123456789.123)")]
    [InlineData("XZ2070", "count(for i in 1..1000000 return log(i))")]
    [InlineData("XZ2070", "sort(for i in 1..1000000 return -i, function(x, y) x < y)")]
    [InlineData("XZ2070", "sort(for i in 1..1000000 return -i, function(x, y) true)")]
    [InlineData("XZ2070", "{ f: function(n) if n = 0 then 1 else f(n - 1) + f(n - 1), r: f(200) }.r")]
    [InlineData("XZ2071", "{ f: function(l, n) if n = 0 then l else f([[[[[[[[[[l]]]]]]]]]], n - 1), r: f([1], 200) }.r")]
    [InlineData("XZ2071", "{ f: function(c, n) if n = 0 then c else f({a: {a: {a: c}}}, n - 1), r: f({}, 200) }.r")]
    [InlineData("XZ2072", "{ f: function(l, n) if n = 0 then l else f([l, l], n - 1), r: f([1], 90) }.r")]
    [InlineData("XZ2072", "{ f: function(l, n) if n = 0 then l else f([l, l], n - 1), r: string(f([1], 60)) }.r")]
    [InlineData("XZ2072", "{ f: function(l, n) if n = 0 then l else f([l, l], n - 1), r: f([1], 60) = f([1], 60) }.r")]
    [InlineData("XZ2072", "{ f: function(l, n) if n = 0 then l else f([l, l], n - 1), r: flatten(f([1], 60)) }.r")]
    [InlineData("XZ2072", "{ f: function(l, n) if n = 0 then l else f([l, l], n - 1), r: distinct values([f([1], 60), f([1], 60)]) }.r")]
    [InlineData("XZ2072", "{ f: function(l, n) if n = 0 then l else f([l, l], n - 1), r: f([1], 60) + 1 }.r")]
    [InlineData("XZ2072", "{ f: function(l, n) if n = 0 then l else f([l, l], n - 1), r: f([1], 60) instance of list<list<number>> }.r")]
    [InlineData("XZ2072", "{ f: function(l, n) if n = 0 then l else f([l, l], n - 1), r: list contains([f([1], 60)], f([1], 60)) }.r")]
    [InlineData("XZ2072", "{ f: function(l, n) if n = 0 then l else f([l, l], n - 1), r: f([1], 60) in (f([1], 60), [1]) }.r")]
    [InlineData("XZ2075", "{ l: for i in 1..100000 return i, r: for i in 1..100000 return list replace(l, 1, i) }.r")]
    [InlineData("XZ2075", "{ l: for i in 1..100000 return i, r: for i in 1..100000 return reverse(l) }.r")]
    [InlineData("XZ2075", "{ l: for i in 1..100000 return i, r: for i in 1..100000 return sublist(l, 2) }.r")]
    [InlineData("XZ2075", "{ l: for i in 1..100000 return i, r: for i in 1..100000 return remove(l, 2) }.r")]
    [InlineData("XZ2075", "{ l: for i in 1..100000 return i, r: for i in 1..100000 return append(l, i) }.r")]
    [InlineData("XZ2075", "{ l: for i in 1..100000 return i, r: for i in 1..100000 return concatenate(l, l) }.r")]
    [InlineData("XZ2075", "{ l: for i in 1..100000 return i, r: for i in 1..100000 return insert before(l, 1, i) }.r")]
    [InlineData("XZ2070", "{ l: for i in 1..100000 return i, r: for i in 1..100000 return flatten([l]) }.r")]
    [InlineData("XZ2070", "{ l: for i in 1..100000 return i, r: for i in 1..100000 return sort(l) }.r")]
    [InlineData("XZ2070", "{ l: for i in 1..100000 return i, r: for i in 1..100000 return mode(l) }.r")]
    [InlineData("XZ2070", "{ l: for i in 1..100000 return i, r: for i in 1..100000 return stddev(l) }.r")]
    [InlineData("XZ2070", "{ l: for i in 1..100000 return i, r: for i in 1..100000 return list replace(l, function(a, b) true, 0) }.r")]
    [InlineData("XZ2070", "{ l: for i in 1..10000 return {key: string(i), value: i}, r: for i in 1..100000 return context(l) }.r")]
    [InlineData("XZ2070", "{ l: for i in 1..10000 return {key: string(i), value: i}, c: context(l), r: for i in 1..100000 return context merge([c, c]) }.r")]
    [InlineData("XZ2075", "{ l: for i in 1..10000 return {key: string(i), value: i}, c: context(l), r: for i in 1..100000 return context put(c, \"x\", i) }.r")]
    [InlineData("XZ2070", "distinct values(for i in 1..100000 return {a: i})")]
    public void What_would_take_too_long_or_grow_too_large_is_stopped(string code, string text) => EndsIn(code, text);

    [Theory]
    [InlineData("string(for i in 1..50000 return i)")]
    [InlineData("{ l: for i in 1..3000 return i, r: for i in l return count(l) }.r")]
    [InlineData("sort(for i in 1..20000 return modulo(i * 7919, 20011), function(x, y) x < y)")]
    [InlineData("for i in 1..20000 return matches(string(i), \"[0-9]+\")")]
    [InlineData("for i in 1..300 return matches(\"abab\", \"(ab)\\\\1\")")]
    [InlineData("for i in 1..2000 return count(partial)")]
    [InlineData("count(distinct values(for i in 1..2000 return {a: i}))")]
    [InlineData("context merge(for i in 1..20000 return context([{key: string(i), value: i}]))")]
    [InlineData("string length(replace(string join(for i in 1..20000 return \"ab\"), \"a\", \"c\"))")]
    public void What_agencies_decide_about_is_far_from_any_limit(string text)
    {
        var result = FeelTests.Evaluate(text);

        Assert.False(result.Value.IsNull);
        Assert.Empty(result.Diagnostics);
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("string({0})")]
    [InlineData("{0} = {0}")]
    [InlineData("is({0}, {0})")]
    [InlineData("count(distinct values([{0}, {0}]))")]
    [InlineData("{0} + 1")]
    [InlineData("flatten({0})")]
    [InlineData("(= {0})")]
    [InlineData("list contains([{0}], {0})")]
    [InlineData("{0} instance of list<list<number>>")]
    [InlineData("(function(x: list<string>) x)({0})")]
    public void A_value_nested_a_hundred_thousand_deep_does_no_harm(string text)
    {
        Value list = 1;
        Value context = 1;
        for (var i = 0; i < 100_000; i++)
        {
            list = Value.List(list);
            context = ValueContext.Of(("a", context));
        }

        foreach (var deep in new[] { list, context })
        {
            var again = deep.AsList is { } items ? new ValueList(items.Items) : (Value)deep.AsContext!.With("a", deep.AsContext!["a"]);
            FeelTests.Evaluate(text.Replace("{0}", "v", StringComparison.Ordinal), ValueContext.Of(("v", deep)));
            FeelTests.Evaluate("v = w or is(v, w) or list contains([v], w)", ValueContext.Of(("v", deep), ("w", again)));
        }
    }

    [Theory]
    [InlineData("1 in (")]
    [InlineData("(1) in (")]
    [InlineData("1 in (2, ")]
    public void Nested_tests_are_read_once(string opening)
    {
        var watch = Stopwatch.StartNew();

        FeelTests.Evaluate(string.Concat(Enumerable.Repeat(opening, 100)) + "1" + new string(')', 100));

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void A_text_that_doubles_is_stopped() => EndsIn("XZ2073", "{ f: function(s, n) if n = 0 then s else f(s + s, n - 1), r: f(\"abcdefgh\", 100) }.r");

    [Fact]
    public void A_list_that_doubles_is_stopped() => EndsIn("XZ2072", "{ f: function(l, n) if n = 0 then l else f(concatenate(l, l), n - 1), r: f([1, 2], 100) }.r");

    [Theory]
    [InlineData("matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"^(a+)+$\")")]
    [InlineData("replace(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"(a|aa)+$\", \"b\")")]
    public void A_pattern_that_would_backtrack_for_ever_does_not(string text)
    {
        var watch = Stopwatch.StartNew();

        FeelTests.Evaluate(text);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void A_pattern_that_must_backtrack_is_stopped() =>
        EndsIn("XZ2061", "matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"^(a+)+\\1b$\")");

    [Fact]
    public void A_cancelled_evaluation_is_stopped()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        EndsIn("XZ2074", "some i in 1..1000000000 satisfies i < 0", FeelTests.At with { CancellationToken = source.Token });
    }

    [Fact]
    public void Huge_numbers_are_refused_and_not_worked_out()
    {
        EndsIn("XZ2044", "10 ** 1000000000");
        EndsIn("XZ2044", "(9 ** 5000) ** 5000");
        EndsIn("XZ2059", "exp(100000000)");
    }

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY b \"c\">]><definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\"/>", "XZ1002")]
    [InlineData("<definitions xmlns=\"urn:other\"/>", "XZ2001")]
    [InlineData("<definitions", "XZ1001")]
    public void A_file_that_is_not_DMN_is_refused(string xml, string code)
    {
        var diagnostics = new DiagnosticBag();

        Assert.Null(DmnReader.Read(System.Text.Encoding.UTF8.GetBytes(xml), "a.dmn", diagnostics));

        Assert.Equal(code, Assert.Single(diagnostics.ToImmutable()).Code);
    }
}

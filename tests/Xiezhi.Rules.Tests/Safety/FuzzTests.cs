using System.Text;
using CsCheck;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Dmn;
using Xiezhi.Rules.Evaluation;
using Xiezhi.Rules.Feel;

namespace Xiezhi.Rules.Tests.Safety;

/// <summary>Whatever the text, nothing escapes and nothing hangs. How long they run: <see cref="Fuzzing"/>.</summary>
[Collection(Alone.Name)]
public class FuzzTests
{
    private static readonly EvaluationOptions Options = new()
    {
        Now = DateTimeOffset.UnixEpoch,
        Limits = new EvaluationLimits { Steps = 20_000, ListItems = 5_000, StringLength = 20_000, MatchTimeout = TimeSpan.FromMilliseconds(20) },
    };

    private static readonly string[] Words =
    [
        "1", "0", "-1", "2.5", "1e300", "\"a\"", "\"2024-01-01\"", "true", "false", "null", "x", "long name", "?", "item", "partial", "@\"2024-01-01\"", "@\"P1D\"", "@\"10:00:00@Europe/Paris\"",
        "+", "-", "*", "/", "**", "=", "!=", "<", "<=", ">", ">=", "(", ")", "[", "]", "{", "}", ",", ":", ".", "..", "and", "or", "in", "between", "instance of", "if", "then", "else",
        "for", "i in", "return", "some", "every", "satisfies", "function(x)", "external", "not(", "count(", "sort(", "date(", "time(", "date and time(", "duration(", "substring(", "replace(", "matches(",
        "append(", "flatten(", "concatenate(", "string(", "number(", "range(", "context put(", "get value(", "list<number>", "number", "string", "sum(", "mode(", "stddev(", "round up(", "modulo(", "// c\n", "/* c */",
        "string join(", "split(", "overlaps(", "before(", "is(", "years and months duration(", "sublist(", "insert before(", "remove(", "distinct values(", "exp(", "log(", "sqrt(", "a: ",
    ];

    private static readonly Value[] Inputs =
    [
        Value.Null, 0, 1, -1, 2.5m, "", "a", "2024-01-01", true, false, Value.List(), Value.List(1, 2, "b"), ValueContext.Empty, ValueContext.Of(("a", 1), ("name", "b")),
        Value.From(new Date(2024, 2, 29)), Value.From(new Time(10, 30)), Value.List(ValueContext.Of(("id", 1)), ValueContext.Of(("id", Value.Null))), Value.From(1e18m),
    ];

    // Sequences of words, of which a good part are expressions.
    private static readonly Gen<string> Sentences = Gen.Int[0, Words.Length - 1].Array[1, 25].Select(at => string.Join(' ', at.Select(i => Words[i])));

    private static readonly Gen<string> Expressions = Gen.Recursive<string>((depth, inner) => depth > 5
        ? OneOf("1", "0", "-3", "\"ab\"", "true", "null", "x", "long name", "[1, 2, 3]", "{a: 1, b: [2]}", "@\"2024-02-29\"", "@\"PT1H\"", "@\"P1M\"", "[1..5)")
        : Gen.OneOf(
            Gen.Select(inner, OneOf(" + ", " - ", " * ", " / ", " ** ", " = ", " < ", " >= ", " and ", " or ", " in "), inner).Select((a, op, b) => $"({a}{op}{b})"),
            inner.Select(a => $"(-{a})"),
            Gen.Select(inner, inner).Select((a, b) => $"{a}[{b}]"),
            Gen.Select(inner, inner, inner).Select((a, b, c) => $"(if {a} then {b} else {c})"),
            Gen.Select(inner, inner).Select((a, b) => $"(for i in {a} return {b})"),
            Gen.Select(inner, inner).Select((a, b) => $"(some i in {a} satisfies {b} = i)"),
            Gen.Select(OneOf("count", "sum", "max", "min", "string", "flatten", "reverse", "sort", "date", "number", "abs", "mean", "not", "upper case", "get entries", "mode", "median", "floor"), inner).Select((f, a) => $"{f}({a})"),
            Gen.Select(OneOf("append", "concatenate", "contains", "substring", "modulo", "decimal", "before", "is", "matches", "split", "round up", "list contains", "union"), inner, inner).Select((f, a, b) => $"{f}({a}, {b})"),
            inner.Select(a => $"{{v: {a}, w: v}}.w"),
            inner.Select(a => $"(function(n) {a})({a})")));

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(at => texts[at]);

    private static void NothingEscapes(string text) => Fuzzing.Ends(() => Evaluate(text));

    private static void Evaluate(string text)
    {
        var scope = FeelScope.Closed.With(["x", "long name"]);
        var variables = ValueContext.Of(("x", 3), ("long name", Value.List(1, "b", Value.Null)));
        FeelCompiler.CompileExpression(text, scope, new Location("f"), new DiagnosticBag())?.Evaluate(variables, Options);
        FeelCompiler.CompileExpression(text, FeelScope.Open, new Location("f"), new DiagnosticBag())?.Evaluate(variables, Options);
        FeelCompiler.CompileUnaryTests(text, scope, new Location("f"), new DiagnosticBag())?.Test(3, variables, Options);
    }

    [Fact]
    public void Any_characters_are_read_without_harm() => Gen.String.Sample(NothingEscapes, time: Fuzzing.Seconds);

    [Fact]
    public void Any_words_are_read_and_evaluated_without_harm() => Sentences.Sample(NothingEscapes, time: Fuzzing.Seconds);

    [Fact]
    public void Any_expressions_are_evaluated_without_harm() => Expressions.Sample(NothingEscapes, time: Fuzzing.Seconds);

    [Fact]
    public void Any_damaged_model_is_read_and_compiled_without_harm()
    {
        var models = Load();

        Gen.Select(Gen.Int[0, models.Length - 1], Gen.Select(Gen.Int[0, 30_000], Gen.Int[0, 40], OneOf("", "<", ">", "\"", "/>", "</context>", "<context>", "-", "href=\"#x\"", "name=\"\"")).Array[1, 4]).Sample(
            (model, edits) =>
            {
                var text = new StringBuilder(models[model].Text);
                foreach (var (at, length, inserted) in edits)
                {
                    var from = Math.Min(at, text.Length);
                    text.Remove(from, Math.Min(length, text.Length - from)).Insert(from, inserted);
                }

                Fuzzing.Ends(() => Decide(Encoding.UTF8.GetBytes(text.ToString()), 1));
            },
            time: Fuzzing.Seconds);
    }

    [Fact]
    public void Any_damaged_bytes_are_read_and_compiled_without_harm()
    {
        var models = Load();
        var damage = Gen.Select(Gen.Int[0, 60_000], Gen.Byte, Gen.Int[0, 3]);
        Gen.Select(Gen.Int[0, models.Length - 1], damage.Array[1, 12], Gen.Int).Sample(
            (model, edits, seed) =>
            {
                var bytes = models[model].Bytes.ToList();
                foreach (var (at, value, kind) in edits)
                {
                    var place = at % bytes.Count;
                    if (kind == 0)
                    {
                        bytes.RemoveRange(place, Math.Min(value, bytes.Count - place - 1));
                    }
                    else if (kind == 1)
                    {
                        bytes.InsertRange(place, bytes.GetRange(place, Math.Min(value, bytes.Count - place)));
                    }
                    else
                    {
                        bytes[place] = value;
                    }
                }

                Fuzzing.Ends(() => Decide([.. bytes], seed));
            },
            time: Fuzzing.Seconds);
    }

    private static (string Text, byte[] Bytes)[] Load() =>
    [
        .. Directory.EnumerateFiles(SharedData.Folder("dmn-tck"), "*.dmn", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => (Text: File.ReadAllText(file), Bytes: File.ReadAllBytes(file))).Where(model => model.Text.Length < 30_000),
    ];

    // Reads, compiles, decides with random inputs, explains, and writes back whatever is still DMN.
    private static void Decide(byte[] bytes, int seed)
    {
        var diagnostics = new DiagnosticBag();
        if (DmnReader.Read(bytes, "f.dmn", diagnostics) is not { } document)
        {
            Assert.NotEmpty(diagnostics.ToImmutable());
            return;
        }

        Assert.NotEmpty(document.Write());
        if (DmnCompiler.Compile(document, diagnostics) is not { } compiled)
        {
            return;
        }

        var inputs = ValueContext.From(compiled.Inputs.Select((input, at) => KeyValuePair.Create(input.Name, Inputs[(uint)(seed + (at * 7)) % (uint)Inputs.Length])));
        foreach (var decision in compiled.Decisions.Take(5))
        {
            compiled.Prepare(decision.Name);
            var plain = compiled.Decide(decision.Name, inputs, Options);
            var explained = compiled.Decide(decision.Name, inputs, Options with { Explain = true, ExplainRefusals = true });
            Assert.Equal(plain.Diagnostics.Select(found => found.Code), explained.Diagnostics.Select(found => found.Code));
            if (explained.Explanation is { } why)
            {
                Assert.Equal(why, ExplanationJson.FromText(ExplanationJson.ToText(why)));
            }
        }

        foreach (var invocable in compiled.Invocables.Take(3))
        {
            compiled.Invoke(invocable.Name, inputs, Options);
        }
    }
}

using CsCheck;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Dmn;

namespace Xiezhi.Rules.Tests.Dmn;

/// <summary>Every way to decide gives the answer of a plain evaluation that is written here: each rule tried, then the hit policy.</summary>
public class DecidingLawTests
{
    private static readonly string[] Policies =
        ["UNIQUE", "FIRST", "ANY", "PRIORITY", "RULE ORDER", "OUTPUT ORDER", "COLLECT", "COLLECT SUM", "COLLECT COUNT", "COLLECT MIN", "COLLECT MAX"];

    // The outputs in order of priority.
    private static readonly int[] Priority = [2, 0, 1];

    private static readonly Gen<Cell> Numbers = Gen.Select(Gen.Int[0, 6], Gen.Int[0, 6], Gen.Int[0, 13]).Select((a, b, form) => form switch
    {
        < 5 => Cell.Anything,
        5 => new Cell($"{a}", value => value == a),
        6 => new Cell($"{a}, {b}", value => value == a || value == b),
        7 => new Cell($"< {a}", value => value.AsNumber is { } n && n < Number.From(a)),
        8 => new Cell($"[{Math.Min(a, b)}..{Math.Max(a, b)})", value => value.AsNumber is { } n && n >= Number.From(Math.Min(a, b)) && n < Number.From(Math.Max(a, b))),
        9 => new Cell($">= {a}.5", value => value.AsNumber is { } n && n >= Number.From(a + 0.5m)),
        10 => new Cell($"not({a}, {b})", value => value != a && value != b),
        11 => new Cell("null", value => value.IsNull),
        12 => new Cell($"? != null and ? * 2 > {a}", value => value.AsNumber is { } n && n > Number.From(a / 2m)),
        _ => Cell.Anything,
    });

    private static readonly Gen<Cell> Texts = Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 8]).Select((a, b, form) => form switch
    {
        4 => new Cell($"\"t{a}\"", value => value.AsString == $"t{a}"),
        5 => new Cell($"\"t{a}\", \"t{b}\"", value => value.AsString == $"t{a}" || value.AsString == $"t{b}"),
        6 => new Cell($"not(\"t{a}\")", value => value.AsString != $"t{a}"),
        7 => new Cell($"> \"t{a}\"", value => string.CompareOrdinal(value.AsString, $"t{a}") > 0 && value.IsString),
        _ => Cell.Anything,
    });

    private static readonly Gen<Cell> Booleans = Gen.Int[0, 5].Select(form => form switch
    {
        4 => new Cell("true", value => value.IsTrue),
        5 => new Cell("false", value => value.IsFalse),
        _ => Cell.Anything,
    });

    private static readonly Gen<Cell> Dates = Gen.Select(Gen.Int[1, 5], Gen.Int[0, 5]).Select((day, form) => form switch
    {
        4 => new Cell($"@\"2024-05-0{day}\"", value => value == Day(day)),
        5 => new Cell($"<= @\"2024-05-0{day}\"", value => value.AsDate is { } date && date.Day <= day),
        _ => Cell.Anything,
    });

    private static readonly Gen<Row> Rows = Gen.Select(Numbers, Texts, Booleans, Dates, Gen.Int[0, 2]).Select((a, b, c, d, output) => new Row([a, b, c, d], output));

    private static readonly Gen<Table> Tables = Gen.Select(Gen.Int[0, Policies.Length - 1], Rows.Array[1, 40], Gen.Bool, Gen.Bool, Gen.Bool)
        .Select((policy, rows, limits, hasDefault, isTyped) => new Table(Policies[policy], rows, limits, hasDefault, isTyped));

    // Nulls, values of another kind, lists of one item, and numbers beyond what is allowed are among them.
    private static readonly Gen<Value> NumberInputs = Gen.Int[-3, 9].Select(i => i switch
    {
        -3 => Value.Null,
        -2 => "three",
        -1 => Value.List(3),
        8 => 2.5m,
        9 => 60,
        _ => i,
    });

    private static readonly Gen<Value> TextInputs = Gen.Int[-2, 3].Select(i => i switch { -2 => Value.Null, -1 => Value.From(7), _ => Value.From($"t{i}") });

    private static readonly Gen<Value> BooleanInputs = Gen.Int[0, 3].Select(i => i switch { 0 => Value.Null, 1 => "true", 2 => true, _ => false });

    private static readonly Gen<Value> DateInputs = Gen.Int[-1, 6].Select(i => i switch { -1 => Value.Null, 0 => "2024-05-01", _ => Day(i) });

    private static readonly Gen<Value[]> Inputs = Gen.Select(NumberInputs, TextInputs, BooleanInputs, DateInputs).Select((a, b, c, d) => new[] { a, b, c, d });

    private static readonly InputMapping<Value[]> Wrapped =
        new InputMapping<Value[]>().Value("a", row => row[0]).Value("b", row => row[1]).Value("c", row => row[2]).Value("d", row => row[3]);

    private static readonly InputMapping<Value[]> Unwrapped = new InputMapping<Value[]>()
        .Number("a", row => row[0].AsNumber is { } n ? decimal.Parse(n.ToString(), System.Globalization.CultureInfo.InvariantCulture) : null)
        .Text("b", row => row[1].AsString)
        .Boolean("c", row => row[2].AsBoolean)
        .Date("d", row => row[3].AsDate is { } date ? new DateOnly(date.Year, date.Month, date.Day) : null);

    [Fact]
    public void By_name_prepared_and_typed_all_decide_as_a_plain_evaluation_does() =>
        Gen.Select(Tables, Inputs.Array[12]).Sample(
            (table, inputs) =>
            {
                var model = Models.Compile(table.ToDmn());
                var prepared = model.Prepare("D")!;
                var typed = Prepare(model, Wrapped);
                foreach (var input in inputs)
                {
                    var (value, rule, isRefused) = table.Decide(input);
                    var given = ValueContext.Of(("a", input[0]), ("b", input[1]), ("c", input[2]), ("d", input[3]));
                    var evaluated = model.Evaluate("D", given, Models.At);

                    var byName = model.Decide("D", given, Models.At);
                    var inPlace = prepared.Decide([.. prepared.InputNames.Select(name => given[name])], Models.At);
                    var direct = typed.Decide(input, Models.At);

                    Assert.Equal((value, rule, isRefused), (byName.Value, byName.Rule, byName.HasErrors));
                    Assert.Equal((value, rule), (direct.Value, direct.Rule));
                    Assert.Equal(value, inPlace.Value);
                    Assert.Equal((value, rule), (evaluated.Value, evaluated.Rule));
                    Assert.Equal(Told(evaluated.Diagnostics), Told(byName.Diagnostics));
                    Assert.Equal(Told(evaluated.Diagnostics).Order(), Told(inPlace.Diagnostics).Order());
                    Assert.Equal(Told(evaluated.Diagnostics).Order(), Told(direct.Diagnostics).Order());
                }
            },
            iter: 1500);

    [Fact]
    public void Records_that_hold_the_right_kinds_are_decided_as_their_values_are() =>
        Gen.Select(Tables, Inputs.Array[12]).Sample(
            (table, inputs) =>
            {
                var typed = Prepare(Models.Compile(table.ToDmn()), Unwrapped);
                foreach (var input in inputs)
                {
                    Value[] held = [input[0].IsNumber ? input[0] : Value.Null, input[1].IsString ? input[1] : Value.Null, input[2].IsBoolean ? input[2] : Value.Null, input[3].AsDate is null ? Value.Null : input[3]];
                    var (value, rule, isRefused) = table.Decide(held);

                    var direct = typed.Decide(held, Models.At);

                    Assert.Equal((value, rule, isRefused), (direct.Value, direct.Rule, direct.HasErrors));
                }
            },
            iter: 500);

    private static TypedDecision<Value[]> Prepare(DecisionModel model, InputMapping<Value[]> mapping)
    {
        var diagnostics = new DiagnosticBag();
        return model.Prepare("D", mapping, diagnostics) ?? throw new InvalidOperationException(string.Join("\n", diagnostics.ToImmutable()));
    }

    private static IEnumerable<string> Told(IEnumerable<Diagnostic> diagnostics) => diagnostics.Select(found => found.ToString());

    private static Value Day(int day) => Value.From(new Date(2024, 5, day));

    private sealed record Cell(string Text, Func<Value, bool> Holds)
    {
        public static Cell Anything { get; } = new("-", _ => true);
    }

    private sealed record Row(Cell[] Cells, int Output)
    {
        public override string ToString() => string.Join(" | ", Cells.Select(cell => cell.Text)) + " → " + Output;
    }

    private sealed record Table(string Policy, Row[] Rows, bool HasLimits, bool HasDefault, bool IsTyped)
    {
        private const int Default = 1;

        public override string ToString() => $"{Policy}, limits {HasLimits}, default {HasDefault}, typed {IsTyped}\n" + string.Join('\n', Rows.AsEnumerable());

        public string ToDmn()
        {
            string[] types = [IsTyped ? "small" : "number", "string", "boolean", "date"];
            var inputs = string.Join(" | ", "abcd".Zip(types, (name, type) => $"{name}:{type}"));
            var output = "o:" + string.Join(", ", Priority) + (HasDefault ? $":{Default}" : "");
            var policy = Policy.Split(' ') is ["COLLECT", var aggregation] ? $"hitPolicy=\"COLLECT\" aggregation=\"{aggregation}\"" : $"hitPolicy=\"{Policy}\"";
            var xml = Models.Table(policy, inputs, output, [.. Rows.Select(row => string.Join(" | ", row.Cells.Select(cell => cell.Text).Append($"{row.Output}")))]);
            if (HasLimits)
            {
                xml = xml.Replace("<text>b</text></inputExpression>", "<text>b</text></inputExpression><inputValues><text>\"t0\", \"t1\", \"t2\"</text></inputValues>", StringComparison.Ordinal);
            }

            return "<itemDefinition name=\"small\"><typeRef>number</typeRef><allowedValues><text>[0..50]</text></allowedValues></itemDefinition>" + xml;
        }

        /// <summary>The value, the rule that gave it, and whether something was refused.</summary>
        public (Value Value, int Rule, bool IsRefused) Decide(Value[] given)
        {
            var isRefused = false;
            var inputs = given.ToArray();
            ValueKind[] kinds = [ValueKind.Number, ValueKind.String, ValueKind.Boolean, ValueKind.Date];
            for (var i = 0; i < inputs.Length; i++)
            {
                inputs[i] = inputs[i].AsList is { Count: 1 } single ? single[0] : inputs[i];
                if (!inputs[i].IsNull && (inputs[i].Kind != kinds[i] || (i == 0 && IsTyped && inputs[i].AsNumber > Number.From(50))))
                {
                    (inputs[i], isRefused) = (Value.Null, true);
                }
            }

            if (HasLimits && inputs[1].AsString == "t3")
            {
                return (Value.Null, 0, true);
            }

            var hits = Enumerable.Range(0, Rows.Length).Where(rule => Rows[rule].Cells.Zip(inputs).All(pair => pair.First.Holds(pair.Second))).ToArray();
            var outputs = hits.Select(rule => Rows[rule].Output).ToArray();
            if (hits.Length == 0)
            {
                var isList = Policy is "RULE ORDER" or "OUTPUT ORDER" or "COLLECT";
                return (HasDefault ? (isList ? Value.List(Default) : Default) : Policy == "COLLECT COUNT" ? 0 : Value.Null, 0, isRefused);
            }

            var best = hits.MinBy(rule => Array.IndexOf(Priority, Rows[rule].Output));
            return Policy switch
            {
                "UNIQUE" when hits.Length > 1 => (Value.Null, 0, true),
                "UNIQUE" or "FIRST" => (outputs[0], hits[0] + 1, isRefused),
                "ANY" when outputs.Distinct().Count() > 1 => (Value.Null, 0, true),
                "ANY" => (outputs[0], hits[0] + 1, isRefused),
                "PRIORITY" => (Rows[best].Output, best + 1, isRefused),
                "RULE ORDER" or "COLLECT" => (new ValueList([.. outputs.Select(output => (Value)output)]), 0, isRefused),
                "OUTPUT ORDER" => (new ValueList([.. outputs.OrderBy(output => Array.IndexOf(Priority, output)).Select(output => (Value)output)]), 0, isRefused),
                "COLLECT SUM" => (outputs.Sum(), 0, isRefused),
                "COLLECT COUNT" => (outputs.Length, 0, isRefused),
                "COLLECT MIN" => (outputs.Min(), 0, isRefused),
                _ => (outputs.Max(), 0, isRefused),
            };
        }
    }
}

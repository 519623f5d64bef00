using System.Text;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Dmn;
using Xiezhi.Rules.Evaluation;

namespace Xiezhi.Benchmarks.Rules;

/// <summary>A literal expression of ten operations over numbers, against the same in C# over the same 34-digit numbers.</summary>
internal static class Expressions
{
    private const string Text = "if amount * rate + fee > limit and days between 3 and 30 then (amount - limit) * 2 + fee * rate else amount - fee * 3 + days * 2";
    private const int Rows = 1000;

    private static readonly string[] Names = ["amount", "rate", "fee", "limit", "days"];

    private static readonly EvaluationOptions Options = new() { Now = DateTimeOffset.UnixEpoch };

    public static void Run(Report report)
    {
        var prepared = Compile().Prepare("result")!;
        var random = new Random(11);
        var rows = Enumerable.Range(0, Rows)
            .Select(_ => new[] { Number.From(random.Next(100, 10_000)), Number.From(random.Next(1, 9) / 10m), Number.From(random.Next(1, 50)), Number.From(random.Next(50, 5_000)), Number.From(random.Next(1, 40)) })
            .ToArray();
        var places = prepared.InputNames.Select(name => Array.IndexOf(Names, name)).ToArray();
        var values = Array.ConvertAll(rows, row => Array.ConvertAll(places, place => Value.From(row[place])));
        for (var i = 0; i < Rows; i++)
        {
            if (prepared.Decide(values[i], Options).Value.AsNumber != ByHand(rows[i]))
            {
                throw new InvalidOperationException($"The expression and C# disagree on row {i}.");
            }
        }

        int Evaluate()
        {
            foreach (var row in values)
            {
                _ = prepared.Decide(row, Options);
            }

            return Rows;
        }

        int Compute()
        {
            foreach (var row in rows)
            {
                _ = ByHand(row);
            }

            return Rows;
        }

        var rates = report.Rates("evaluations/s", ("expression of ten operations: Xiezhi, prepared", Evaluate), ("expression of ten operations: C# by hand", Compute));
        report.Ratio("expression of ten operations: to C#", rates[0] / rates[1], "1 is the limit");
        report.Add("expression of ten operations: Xiezhi, prepared", [1e9 / rates[0]], "ns each");
        var before = GC.GetAllocatedBytesForCurrentThread();
        Evaluate();
        report.Add("expression of ten operations: allocated, prepared", [(GC.GetAllocatedBytesForCurrentThread() - before) / (double)Rows], "bytes each");
    }

    private static Number ByHand(Number[] row)
    {
        var (amount, rate, fee, limit, days) = (row[0], row[1], row[2], row[3], row[4]);
        return Add(Multiply(amount, rate), fee) > limit && days >= Number.From(3) && days <= Number.From(30)
            ? Add(Multiply(Subtract(amount, limit), Number.From(2)), Multiply(fee, rate))
            : Add(Subtract(amount, Multiply(fee, Number.From(3))), Multiply(days, Number.From(2)));
    }

    private static Number Add(Number left, Number right) => Number.TryAdd(left, right, out var sum) ? sum : throw new OverflowException();

    private static Number Subtract(Number left, Number right) => Number.TrySubtract(left, right, out var difference) ? difference : throw new OverflowException();

    private static Number Multiply(Number left, Number right) => Number.TryMultiply(left, right, out var product) ? product : throw new OverflowException();

    private static DecisionModel Compile()
    {
        var xml = new StringBuilder("<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"computing\" namespace=\"urn:computing\">");
        foreach (var name in Names)
        {
            xml.Append($"<inputData id=\"_{name}\" name=\"{name}\"><variable name=\"{name}\" typeRef=\"number\"/></inputData>");
        }

        xml.Append("<decision id=\"_result\" name=\"result\"><variable name=\"result\" typeRef=\"number\"/>");
        foreach (var name in Names)
        {
            xml.Append($"<informationRequirement><requiredInput href=\"#_{name}\"/></informationRequirement>");
        }

        xml.Append($"<literalExpression><text>{Text.Replace(">", "&gt;", StringComparison.Ordinal)}</text></literalExpression></decision></definitions>");
        var diagnostics = new DiagnosticBag();
        return DmnCompiler.Compile(DmnReader.Read(Encoding.UTF8.GetBytes(xml.ToString()), "computing.dmn", diagnostics)!, diagnostics)!;
    }
}

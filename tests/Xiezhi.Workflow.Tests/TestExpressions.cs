using System.Globalization;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Workflow.Tests;

/// <summary>A language just large enough for tests: names, numbers, "text", [lists], + - = &lt; &gt;, duration("…"), fail().</summary>
internal sealed class TestExpressions : IExpressions
{
    private static readonly DiagnosticDescriptor Problem = WorkflowCodes.ExpressionRefused;

    public IExpression? Compile(string text, Location where, DiagnosticBag diagnostics)
    {
        try
        {
            var parser = new Parser(text);
            var body = parser.Whole();
            return new Compiled(text, body, where);
        }
        catch (FormatException problem)
        {
            diagnostics.Add(Problem, where, text + ": " + problem.Message);
            return null;
        }
    }

    private delegate Value Body(IVariables variables);

    private sealed class Failing(string what) : Exception(what);

    private sealed class Compiled(string text, Body body, Location where) : IExpression
    {
        public string Text => text;

        public EvaluationResult Evaluate(IVariables variables, DateTimeOffset now)
        {
            try
            {
                return new EvaluationResult(body(variables));
            }
            catch (Failing problem)
            {
                return EvaluationResult.Fail(Problem.At(where, problem.Message));
            }
        }
    }

    private sealed class Parser(string text)
    {
        private int _at;

        internal Body Whole()
        {
            var body = Comparison();
            Space();
            return _at == text.Length ? body : throw new FormatException($"unexpected '{text[_at]}'");
        }

        private Body Comparison()
        {
            var left = Sum();
            Space();
            if (_at < text.Length && text[_at] is '=' or '<' or '>')
            {
                var sign = text[_at++];
                var right = Sum();
                return sign switch
                {
                    '=' => v => left(v) == right(v),
                    '<' => v => Number(left(v)) < Number(right(v)),
                    _ => v => Number(left(v)) > Number(right(v)),
                };
            }

            return left;
        }

        private Body Sum()
        {
            var left = Atom();
            for (; ; )
            {
                Space();
                if (_at >= text.Length || text[_at] is not ('+' or '-'))
                {
                    return left;
                }

                var (before, minus) = (left, text[_at++] == '-');
                var right = Atom();
                left = v => Number(before(v)) + (minus ? -Number(right(v)) : Number(right(v)));
            }
        }

        private Body Atom()
        {
            Space();
            if (_at >= text.Length)
            {
                throw new FormatException("it ends too soon");
            }

            var first = text[_at];
            if (first == '"')
            {
                var end = text.IndexOf('"', _at + 1);
                var content = end < 0 ? throw new FormatException("open text") : text[(_at + 1)..end];
                _at = end + 1;
                return _ => content;
            }

            if (first == '[')
            {
                _at++;
                var items = new List<Body>();
                while (!Take(']'))
                {
                    items.Add(Sum());
                    Take(',');
                }

                return v => Value.List([.. items.Select(item => item(v))]);
            }

            var start = _at;
            while (_at < text.Length && (char.IsLetterOrDigit(text[_at]) || text[_at] is '_' or '.'))
            {
                _at++;
            }

            var word = text[start.._at];
            if (word.Length == 0)
            {
                throw new FormatException($"unexpected '{first}'");
            }

            if (decimal.TryParse(word, NumberStyles.Number, CultureInfo.InvariantCulture, out var number))
            {
                return _ => number;
            }

            if (Take('('))
            {
                var argument = Take(')') ? null : Sum();
                if (argument is not null && !Take(')'))
                {
                    throw new FormatException("open parenthesis");
                }

                return word switch
                {
                    "fail" => _ => throw new Failing("it was asked to fail"),
                    "duration" when argument is not null => v =>
                        DaysAndTimeDuration.TryParse(argument(v).AsString, out var length) ? Value.From(length) : throw new Failing("no duration"),
                    _ => throw new FormatException($"no function {word}"),
                };
            }

            return word switch
            {
                "true" => _ => true,
                "false" => _ => false,
                "null" => _ => Value.Null,
                _ => v => Path(v, word.Split('.')),
            };
        }

        private static Value Path(IVariables variables, string[] names)
        {
            var value = variables.TryGet(names[0], out var first) ? first : Value.Null;
            return names.Skip(1).Aggregate(value, (context, name) => context.AsContext is { } known && known.TryGet(name, out var inner) ? inner : Value.Null);
        }

        private static decimal Number(Value value) =>
            value.AsNumber is { } number && number.TryToDecimal(out var result) ? result : throw new Failing($"{value} is no number");

        private bool Take(char sign)
        {
            Space();
            if (_at < text.Length && text[_at] == sign)
            {
                _at++;
                return true;
            }

            return false;
        }

        private void Space()
        {
            while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            {
                _at++;
            }
        }
    }
}

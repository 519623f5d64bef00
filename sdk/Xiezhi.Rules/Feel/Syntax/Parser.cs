using System.Collections.Immutable;
using Xiezhi.Foundation.Values;

namespace Xiezhi.Rules.Feel.Syntax;

/// <summary>Reads tokens into a syntax tree (DMN 1.5, 10.3.1.2). Stops at the first mistake, which it reports.</summary>
internal sealed partial class Parser
{
    private const int MaxNesting = 128;
    private const int MaxHeight = 2_000;

    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "and", "or", "then", "else", "return", "satisfies", "in", "between", "instance", "if", "for", "some", "every", "function", "external",
    };

    private readonly SourceText _source;
    private readonly ImmutableArray<Token> _tokens;
    private readonly KnownNames _members;
    private KnownNames _names;
    private int _at;
    private int _nesting;
    private (int Opening, Node Inner, int After)? _readInside;

    private Parser(SourceText source, ImmutableArray<Token> tokens, KnownNames names, IEnumerable<string> members)
    {
        _source = source;
        _tokens = tokens;
        _names = names;
        _members = new KnownNames(null);
        foreach (var member in PropertyNames.Concat(members))
        {
            _members.Add(member);
        }
    }

    private static string[] PropertyNames => ["time offset", "start included", "end included"];

    private Token Current => _tokens[_at];

    /// <summary>Reads a whole text as an expression.</summary>
    public static Node? ReadExpression(SourceText source, KnownNames names, IEnumerable<string> members) =>
        Read(source, names, members, parser => parser.Expression());

    /// <summary>Reads a whole text as unary tests.</summary>
    public static Node? ReadUnaryTests(SourceText source, KnownNames names, IEnumerable<string> members) =>
        Read(source, names, members, parser => parser.UnaryTests());

    private static Node? Read(SourceText source, KnownNames names, IEnumerable<string> members, Func<Parser, Node> read)
    {
        var tokens = Lexer.Read(source);
        if (tokens.IsEmpty)
        {
            return null;
        }

        if (tokens.Length == 1)
        {
            source.Report(RulesCodes.EmptyExpression, 0);
            return null;
        }

        var parser = new Parser(source, tokens, names, members);
        try
        {
            var node = read(parser);
            if (parser.Current.Kind != TokenKind.End)
            {
                throw parser.Unexpected("the end");
            }

            return node;
        }
        catch (SyntaxException)
        {
            return null;
        }
    }

    private UnaryTestsNode UnaryTests()
    {
        var start = Current.Start;
        if (Current.Is("-") && _tokens[_at + 1].Kind == TokenKind.End)
        {
            _at++;
            return new UnaryTestsNode(start, [], false);
        }

        if (Current.IsWord("not") && _tokens[_at + 1].Is("(") && ClosesAtTheEnd(_at + 1))
        {
            _at += 2;
            var refused = TestList();
            Expect(")");
            return new UnaryTestsNode(start, refused, true);
        }

        return new UnaryTestsNode(start, TestList(), false);
    }

    private ImmutableArray<Node> TestList()
    {
        var tests = ImmutableArray.CreateBuilder<Node>();
        do
        {
            tests.Add(Expression());
        }
        while (Take(","));
        return tests.ToImmutable();
    }

    // A range may be closed by a parenthesis, as in not([0..10)), or opened by a bracket the other way round, as in not(]0..10[);
    // so parentheses are counted alone, and with the brackets that they pair with.
    private bool ClosesAtTheEnd(int open) =>
        ClosingParenthesis(open, withBrackets: false) == _tokens.Length - 2 || ClosingParenthesis(open, withBrackets: true) == _tokens.Length - 2;

    private int ClosingParenthesis(int open, bool withBrackets)
    {
        var depth = 0;
        for (var i = open; i < _tokens.Length; i++)
        {
            var token = _tokens[i];
            if (token.Is("(") || (withBrackets && token.Is("[")))
            {
                depth++;
            }
            else if (token.Is(")") || (withBrackets && token.Is("]")))
            {
                depth--;
            }

            if (depth == 0)
            {
                return i;
            }
        }

        return -1;
    }

    private Node Expression()
    {
        if (++_nesting > MaxNesting)
        {
            throw Fail(RulesCodes.TooDeep, Current.Start, MaxNesting.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        var node = Keyword() ?? Disjunction();
        _nesting--;
        return node;
    }

    // A word that begins a special form, unless a known name begins with it.
    private Node? Keyword()
    {
        if (Current.Kind != TokenKind.Name || _names.Match(_tokens, _at, out _) > 1)
        {
            return null;
        }

        return Current.Text switch
        {
            "if" => If(),
            "for" => For(),
            "some" or "every" => Quantified(),
            "function" when _tokens[_at + 1].Is("(") => Function(),
            _ => null,
        };
    }

    private Node Disjunction()
    {
        var left = Conjunction();
        while (Current.IsWord("or"))
        {
            var position = Next().Start;
            left = Checked(new BinaryNode(position, BinaryOperator.Or, left, Conjunction()));
        }

        return left;
    }

    private Node Conjunction()
    {
        var left = Comparison();
        while (Current.IsWord("and"))
        {
            var position = Next().Start;
            left = Checked(new BinaryNode(position, BinaryOperator.And, left, Comparison()));
        }

        return left;
    }

    private Node Comparison()
    {
        if (ComparisonOperator() is { } prefix)
        {
            var start = Next().Start;
            return new ComparisonNode(start, prefix, Additive());
        }

        var left = Additive();
        while (true)
        {
            if (ComparisonOperator() is { } comparison)
            {
                var position = Next().Start;
                left = Checked(new BinaryNode(position, comparison, left, Additive()));
            }
            else if (Current.IsWord("between"))
            {
                var position = Next().Start;
                var low = Additive();
                ExpectWord("and");
                left = Checked(new BetweenNode(position, left, low, Additive()));
            }
            else if (Current.IsWord("in"))
            {
                left = Checked(In(left));
            }
            else
            {
                return left;
            }
        }
    }

    private InNode In(Node value)
    {
        var position = Next().Start;

        // "(1, < 5)" is a list of tests, "(1..5)" a range, "(x)" either, with the same meaning.
        if (Current.Is("("))
        {
            var before = _at;
            _at++;
            var first = Expression();
            if (Current.Is(",") || (Current.Is(")") && first is ComparisonNode))
            {
                var tests = ImmutableArray.CreateBuilder<Node>();
                tests.Add(first);
                while (Take(","))
                {
                    tests.Add(Expression());
                }

                Expect(")");
                return new InNode(position, value, tests.ToImmutable());
            }

            // What was read is kept, so that nested tests are not read again at every level.
            _readInside = (before, first, _at);
            _at = before;
        }

        if (ComparisonOperator() is { } comparison)
        {
            var start = Next().Start;
            return new InNode(position, value, [new ComparisonNode(start, comparison, Additive())]);
        }

        return new InNode(position, value, [Additive()]);
    }

    private BinaryOperator? ComparisonOperator() => Current.Kind != TokenKind.Symbol ? null : Current.Text switch
    {
        "=" => BinaryOperator.Equal,
        "!=" => BinaryOperator.NotEqual,
        "<" => BinaryOperator.Less,
        "<=" => BinaryOperator.LessOrEqual,
        ">" => BinaryOperator.Greater,
        ">=" => BinaryOperator.GreaterOrEqual,
        _ => null,
    };

    private Node Additive()
    {
        var left = Multiplicative();
        while (Current.Is("+") || Current.Is("-"))
        {
            var token = Next();
            left = Checked(new BinaryNode(token.Start, token.Text == "+" ? BinaryOperator.Add : BinaryOperator.Subtract, left, Multiplicative()));
        }

        return left;
    }

    private Node Multiplicative()
    {
        var left = Exponentiation();
        while (Current.Is("*") || Current.Is("/"))
        {
            var token = Next();
            left = Checked(new BinaryNode(token.Start, token.Text == "*" ? BinaryOperator.Multiply : BinaryOperator.Divide, left, Exponentiation()));
        }

        return left;
    }

    private Node Exponentiation()
    {
        var left = Negation();
        while (Current.Is("**"))
        {
            var position = Next().Start;
            left = Checked(new BinaryNode(position, BinaryOperator.Power, left, Negation()));
        }

        return left;
    }

    private Node Negation()
    {
        if (!Current.Is("-"))
        {
            return InstanceOf();
        }

        if (++_nesting > MaxNesting)
        {
            throw Fail(RulesCodes.TooDeep, Current.Start, MaxNesting.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        var position = Next().Start;
        var operand = Negation();
        _nesting--;
        return operand is LiteralNode { Value: { IsNumber: true } number } ? new LiteralNode(position, Value.From(number.AsNumber!.Value.Negate())) : new NegateNode(position, operand);
    }

    private Node InstanceOf()
    {
        var value = Postfix();
        while (Current.IsWord("instance") && _tokens[_at + 1].IsWord("of"))
        {
            var position = Next().Start;
            Next();
            value = Checked(new InstanceOfNode(position, value, Type()));
        }

        return value;
    }

    private Node Postfix()
    {
        var node = Primary();
        while (true)
        {
            if (Current.Is("."))
            {
                var position = Next().Start;
                node = Checked(new PathNode(position, node, MemberName()));
            }
            else if (Current.Is("[") && !ClosesRange())
            {
                var position = Next().Start;
                _names = new KnownNames(_names);
                _names.Add("item");
                var condition = Expression();
                _names = _names.Outer!;
                Expect("]");
                node = Checked(new FilterNode(position, node, condition));
            }
            else if (Current.Is("("))
            {
                node = Checked(new CallNode(Current.Start, node, Arguments()));
            }
            else
            {
                return node;
            }
        }
    }

    // In "[1..2[" the second bracket closes: nothing that can begin an expression follows it.
    private bool ClosesRange()
    {
        if (!_inRangeEnd)
        {
            return false;
        }

        var next = _tokens[_at + 1];
        return next.Kind == TokenKind.End
            || (next.Kind == TokenKind.Symbol && next.Text is ")" or "]" or "}" or "," or "." or ".." or "+" or "*" or "/" or ":")
            || (next.Kind == TokenKind.Symbol && next.Text is "=" or "!=" or "<" or "<=" or ">" or ">=" or "[")
            || (next.Kind == TokenKind.Name && Keywords.Contains(next.Text) && next.Text is not ("if" or "for" or "some" or "every" or "function"));
    }

    private ImmutableArray<Argument> Arguments()
    {
        Expect("(");
        var arguments = ImmutableArray.CreateBuilder<Argument>();
        if (Take(")"))
        {
            return [];
        }

        do
        {
            var name = ArgumentName();
            arguments.Add(new Argument(name, Expression()));
        }
        while (Take(","));
        Expect(")");
        return arguments.ToImmutable();
    }

    private string? ArgumentName()
    {
        var end = _at;
        while (_tokens[end].Kind is TokenKind.Name or TokenKind.Number || (end > _at && _tokens[end].Kind == TokenKind.Symbol && _tokens[end].Text is "-" or "+" or "*" or "/" or "'" or "."))
        {
            end++;
        }

        if (end == _at || !_tokens[end].Is(":"))
        {
            return null;
        }

        var name = Join(_at, end);
        _at = end + 1;
        return name;
    }

    private Token Next() => _tokens[_at++];

    private bool Take(string symbol)
    {
        if (!Current.Is(symbol))
        {
            return false;
        }

        _at++;
        return true;
    }

    private void Expect(string symbol)
    {
        if (!Take(symbol))
        {
            throw Unexpected("\"" + symbol + "\"");
        }
    }

    private void ExpectWord(string word)
    {
        if (!Current.IsWord(word))
        {
            throw Unexpected("\"" + word + "\"");
        }

        _at++;
    }

    private string Join(int from, int to)
    {
        var name = new System.Text.StringBuilder();
        for (var i = from; i < to; i++)
        {
            name.Append(i > from && _tokens[i].SpaceBefore ? " " : "").Append(_tokens[i].Text);
        }

        return name.ToString();
    }

    private T Checked<T>(T node)
        where T : Node =>
        node.Height <= MaxHeight ? node : throw Fail(RulesCodes.TooDeep, node.Position, MaxHeight.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private SyntaxException Unexpected(string expected) => Current.Kind == TokenKind.End
        ? Fail(RulesCodes.UnexpectedEnd, Current.Start, expected)
        : Fail(RulesCodes.UnexpectedToken, Current.Start, expected, _source.Text[Current.Start..Current.End]);

    private SyntaxException Fail(Foundation.Diagnostics.DiagnosticDescriptor descriptor, int position, params ReadOnlySpan<string> arguments)
    {
        _source.Report(descriptor, position, arguments);
        return new SyntaxException();
    }

    /// <summary>Leaves the parser after a mistake was reported; never leaves this class.</summary>
    private sealed class SyntaxException : Exception;
}

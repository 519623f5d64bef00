using System.Collections.Immutable;
using Xiezhi.Foundation.Values;

namespace Xiezhi.Rules.Feel.Syntax;

// The forms that begin with a word, literals, lists, ranges, contexts, names and types.
internal sealed partial class Parser
{
    private bool _inRangeEnd;

    private IfNode If()
    {
        var position = Next().Start;
        var condition = Expression();
        ExpectWord("then");
        var then = Expression();
        ExpectWord("else");
        return Checked(new IfNode(position, condition, then, Expression()));
    }

    private ForNode For()
    {
        var position = Next().Start;
        var outer = _names;
        var iterators = Iterators("return");
        ExpectWord("return");
        _names = new KnownNames(_names);
        _names.Add("partial");
        var body = Expression();
        _names = outer;
        return Checked(new ForNode(position, iterators, body));
    }

    private QuantifiedNode Quantified()
    {
        var token = Next();
        var outer = _names;
        var iterators = Iterators("satisfies");
        ExpectWord("satisfies");
        var condition = Expression();
        _names = outer;
        return Checked(new QuantifiedNode(token.Start, token.Text == "every", iterators, condition));
    }

    // Leaves the variables in scope; the caller puts the outer names back.
    private ImmutableArray<Iterator> Iterators(string until)
    {
        var iterators = ImmutableArray.CreateBuilder<Iterator>();
        do
        {
            var start = _at;
            while (Current.Kind is TokenKind.Name or TokenKind.Number && !Current.IsWord("in"))
            {
                _at++;
            }

            if (_at == start)
            {
                throw Unexpected("a variable");
            }

            var variable = Join(start, _at);
            ExpectWord("in");
            var domain = Expression();
            var last = Take("..") ? Expression() : null;
            iterators.Add(new Iterator(variable, domain, last));
            _names = new KnownNames(_names);
            _names.Add(variable);
        }
        while (Take(","));
        if (!Current.IsWord(until))
        {
            throw Unexpected("\"" + until + "\"");
        }

        return iterators.ToImmutable();
    }

    private FunctionNode Function()
    {
        var position = Next().Start;
        Expect("(");
        var parameters = ImmutableArray.CreateBuilder<Parameter>();
        var outer = _names;
        _names = new KnownNames(_names);
        while (!Take(")"))
        {
            if (parameters.Count > 0)
            {
                Expect(",");
            }

            var start = _at;
            while (Current.Kind is not TokenKind.End && !Current.Is(":") && !Current.Is(",") && !Current.Is(")"))
            {
                _at++;
            }

            if (_at == start)
            {
                throw Unexpected("a parameter");
            }

            var name = Join(start, _at);
            parameters.Add(new Parameter(name, Take(":") ? Type() : null));
            _names.Add(name);
        }

        var isExternal = Current.IsWord("external");
        if (isExternal)
        {
            _at++;
        }

        var body = Expression();
        _names = outer;
        return Checked(new FunctionNode(position, parameters.ToImmutable(), body, isExternal));
    }

    private Node Primary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Number:
                _at++;
                return Number.TryParse(token.Text, out var number)
                    ? new LiteralNode(token.Start, Value.From(number))
                    : throw Fail(RulesCodes.NumberOutOfRange, token.Start, token.Text);
            case TokenKind.Text:
                _at++;
                return new LiteralNode(token.Start, token.Text);
            case TokenKind.At when _tokens[_at + 1].Kind == TokenKind.Text:
                _at += 2;
                return new AtNode(token.Start, _tokens[_at - 1].Text);
            case TokenKind.Name:
                return Name();
            case TokenKind.Symbol:
                return token.Text switch
                {
                    "(" => Parenthesis(),
                    "[" => ListOrRange(),
                    "]" => RangeFrom(Next().Start, Bounded(), false),
                    "{" => Context(),
                    "?" => new InputNode(Next().Start),
                    _ => throw Unexpected("an expression"),
                };
            default:
                throw Unexpected("an expression");
        }
    }

    private Node Name()
    {
        var start = Current.Start;
        var length = _names.Match(_tokens, _at, out var name);
        if (length <= 1)
        {
            switch (Current.Text)
            {
                case "true" or "false" when length == 0:
                    return new LiteralNode(start, Next().Text == "true");
                case "null" when length == 0:
                    _at++;
                    return new LiteralNode(start, Value.Null);
                case "if" or "for" or "some" or "every" or "function" when Keyword() is { } form:
                    return form;
            }
        }

        if (length == 0)
        {
            if (Keywords.Contains(Current.Text))
            {
                throw Unexpected("an expression");
            }

            var memberLength = _members.Match(_tokens, _at, out var member);
            (length, name) = Longest(memberLength, member);
        }

        _at += length;
        return new NameNode(start, name);
    }

    private string MemberName()
    {
        if (Current.Kind != TokenKind.Name)
        {
            throw Unexpected("a name");
        }

        var (length, name) = Longest(_members.Match(_tokens, _at, out var known), known);
        _at += length;
        return name;
    }

    // Words that follow one another can only be one name, known or not.
    private (int Length, string Name) Longest(int knownLength, string known)
    {
        var end = _at + 1;
        while (_tokens[end].Kind is TokenKind.Name or TokenKind.Number && !Keywords.Contains(_tokens[end].Text))
        {
            end++;
        }

        return end - _at > knownLength ? (end - _at, Join(_at, end)) : (knownLength, known);
    }

    private Node Parenthesis()
    {
        var known = _readInside is { } read && read.Opening == _at ? read : default((int Opening, Node Inner, int After)?);
        var position = Next().Start;
        var outerEnd = _inRangeEnd;
        _inRangeEnd = false;
        var inner = known?.Inner ?? Expression();
        _at = known?.After ?? _at;
        if (Current.Is(".."))
        {
            _inRangeEnd = outerEnd;
            return RangeFrom(position, inner, false);
        }

        Expect(")");
        _inRangeEnd = outerEnd;

        // "(< 5)" is a range as a value; "(x)" is x.
        return inner;
    }

    private Node Bounded()
    {
        var outerEnd = _inRangeEnd;
        _inRangeEnd = false;
        var bound = Additive();
        _inRangeEnd = outerEnd;
        return bound;
    }

    private RangeNode RangeFrom(int position, Node start, bool startIncluded)
    {
        Expect("..");
        var outerEnd = _inRangeEnd;
        _inRangeEnd = true;
        var end = Additive();
        _inRangeEnd = outerEnd;
        if (Take("]"))
        {
            return Checked(new RangeNode(position, start, startIncluded, end, true));
        }

        if (!Take(")") && !Take("["))
        {
            throw Unexpected("\"]\", \")\" or \"[\"");
        }

        return Checked(new RangeNode(position, start, startIncluded, end, false));
    }

    private Node ListOrRange()
    {
        var position = Next().Start;
        var outerEnd = _inRangeEnd;
        _inRangeEnd = false;
        try
        {
            if (Take("]"))
            {
                return new ListNode(position, []);
            }

            var first = Expression();
            if (Current.Is(".."))
            {
                return RangeFrom(position, first, true);
            }

            var items = ImmutableArray.CreateBuilder<Node>();
            items.Add(first);
            while (Take(","))
            {
                items.Add(Expression());
            }

            Expect("]");
            return Checked(new ListNode(position, items.ToImmutable()));
        }
        finally
        {
            _inRangeEnd = outerEnd;
        }
    }

    private ContextNode Context()
    {
        var position = Next().Start;
        var outer = _names;
        var outerEnd = _inRangeEnd;
        _inRangeEnd = false;
        _names = new KnownNames(_names);
        var entries = ImmutableArray.CreateBuilder<Entry>();
        while (!Take("}"))
        {
            if (entries.Count > 0)
            {
                Expect(",");
            }

            var start = Current.Start;
            var name = EntryName();
            Expect(":");
            entries.Add(new Entry(name, Expression(), start));
            if (name.Length > 0)
            {
                _names.Add(name);
                _members.Add(name);
            }
        }

        _names = outer;
        _inRangeEnd = outerEnd;
        return Checked(new ContextNode(position, entries.ToImmutable()));
    }

    private string EntryName()
    {
        if (Current.Kind == TokenKind.Text)
        {
            return Next().Text;
        }

        var start = _at;
        while (Current.Kind is TokenKind.Name or TokenKind.Number
            || (_at > start && Current.Kind == TokenKind.Symbol && Current.Text is "+" or "-" or "*" or "/" or "'" or "." or "**"))
        {
            _at++;
        }

        return _at == start ? throw Unexpected("an entry's name") : Join(start, _at);
    }

    private TypeNode Type()
    {
        if (++_nesting > MaxNesting)
        {
            throw Fail(RulesCodes.TooDeep, Current.Start, MaxNesting.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        var position = Current.Start;
        var start = _at;
        while (Current.Kind is TokenKind.Name or TokenKind.Number && (!Keywords.Contains(Current.Text) || (Current.IsWord("and") && (_tokens[_at + 1].IsWord("time") || _tokens[_at + 1].IsWord("months")))))
        {
            _at++;
            if (Current.Is(".") && _tokens[_at + 1].Kind == TokenKind.Name)
            {
                _at++;
            }

            if (Current.Is("-") && !Current.SpaceBefore)
            {
                _at++;
            }
        }

        if (_at == start && !Current.IsWord("function"))
        {
            throw Unexpected("a type");
        }

        if (_at == start)
        {
            _at++;
        }

        var name = Join(start, _at);
        var type = name switch
        {
            "list" or "range" when Take("<") => new TypeNode(position, name, [TypeThenClose()], []),
            "context" when Take("<") => ContextType(position),
            "function" when Take("<") => FunctionType(position),
            _ => new TypeNode(position, name, [], []),
        };
        _nesting--;
        return type;
    }

    private TypeNode TypeThenClose()
    {
        var type = Type();
        CloseAngle();
        return type;
    }

    private void CloseAngle() => Expect(">");

    private TypeNode ContextType(int position)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        var types = ImmutableArray.CreateBuilder<TypeNode>();
        while (!Current.Is(">"))
        {
            if (names.Count > 0)
            {
                Expect(",");
            }

            names.Add(EntryName());
            Expect(":");
            types.Add(Type());
        }

        CloseAngle();
        return new TypeNode(position, "context", types.ToImmutable(), names.ToImmutable());
    }

    private TypeNode FunctionType(int position)
    {
        var types = ImmutableArray.CreateBuilder<TypeNode>();
        while (!Current.Is(">"))
        {
            if (types.Count > 0)
            {
                Expect(",");
            }

            types.Add(Type());
        }

        CloseAngle();
        Expect("->");
        types.Add(Type());
        return new TypeNode(position, "function", types.ToImmutable(), []);
    }
}

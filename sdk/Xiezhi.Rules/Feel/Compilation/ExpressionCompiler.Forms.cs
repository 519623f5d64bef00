using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Feel.Semantics;
using Xiezhi.Rules.Feel.Syntax;

namespace Xiezhi.Rules.Feel.Compilation;

// Conditions, iterations, functions, contexts and lists.
internal sealed partial class ExpressionCompiler
{
    private Code If(IfNode node)
    {
        var (held, then, otherwise) = (Compile(node.Condition), Compile(node.Then), Compile(node.Else));
        var (t, e) = (then.Run, otherwise.Run);
        var site = At(node);
        if (TypedIf(held, then, otherwise, site) is { } typed)
        {
            return typed;
        }

        var condition = held.ToTruth();
        return new Code(
            frame => Chooses(condition, frame, site) is { } first ? (first ? t(frame) : e(frame)) : Value.Null,
            ReferenceEquals(then.Type, otherwise.Type) ? then.Type : FeelType.Any);
    }

    // Whether the first branch is taken: null counts as false; for anything else there is no branch, which is reported.
    private static bool? Chooses(TruthEvaluator condition, Frame frame, Site site)
    {
        var truth = condition(frame);
        if (truth == Truth.Neither && frame.Session.Other is { IsNull: false } other)
        {
            site.Fail(frame.Session, RulesCodes.ConditionNotBoolean, Arithmetic.Describe(other));
            return null;
        }

        return truth == Truth.True;
    }

    private Code For(ForNode node)
    {
        var outer = _scope;
        var loops = node.Iterators.Select(Loop).ToImmutableArray();
        var scope = new LocalScope(_scope, _scope.Body);
        var partial = scope.Declare("partial", FeelType.ListOf(FeelType.Any));
        _scope = scope;
        var body = Compile(node.Body);
        _scope = outer;
        var usesPartial = Uses.Name(node.Body, "partial");
        return new Code(ForEach(loops, usesPartial ? partial : -1, body.Run, At(node)), FeelType.ListOf(body.Type));
    }

    private Code Quantified(QuantifiedNode node)
    {
        var outer = _scope;
        var loops = node.Iterators.Select(Loop).ToImmutableArray();
        var condition = Compile(node.Condition).Run;
        _scope = outer;
        return new Code(ForAny(loops, condition, node.IsEvery, At(node)), FeelType.Boolean);
    }

    /// <summary>The body's value for each item of <paramref name="domain"/>; what came so far stands in the slot <paramref name="partial"/>.</summary>
    public static Evaluator ForEach(Evaluator domain, int slot, int partial, Evaluator body, Site site) =>
        ForEach([new LoopCode(slot, domain, null, site)], partial, body, site);

    /// <summary>Whether the condition holds for some, or for every, item of <paramref name="domain"/>.</summary>
    public static Evaluator ForAny(Evaluator domain, int slot, Evaluator condition, bool isEvery, Site site) =>
        ForAny([new LoopCode(slot, domain, null, site)], condition, isEvery, site);

    private static Evaluator ForEach(ImmutableArray<LoopCode> loops, int partial, Evaluator body, Site site) => frame =>
    {
        var results = ImmutableArray.CreateBuilder<Value>();
        var completed = Iterate(loops, 0, frame, site, () =>
        {
            if (partial >= 0)
            {
                frame.Session.Steps(results.Count >> 3, site);
                frame.Slots[partial] = new ValueList(results.ToImmutable());
                frame.Session.Made(frame.Slots[partial], site);
            }

            results.Add(body(frame));
            frame.Session.CheckListSize(results.Count, site);
            return true;
        });
        return completed is null ? Value.Null : Made(new ValueList(results.DrainToImmutable()), frame, site);
    };

    private static Evaluator ForAny(ImmutableArray<LoopCode> loops, Evaluator condition, bool isEvery, Site site) => frame =>
    {
        var result = isEvery ? Value.True : Value.False;
        var completed = Iterate(loops, 0, frame, site, () =>
        {
            var held = condition(frame);
            if (held.IsBoolean && held.IsTrue != isEvery)
            {
                result = !isEvery;
                return false;
            }

            if (held.IsBoolean)
            {
                return true;
            }

            result = site.Fail(frame.Session, RulesCodes.ConditionNotBoolean, Arithmetic.Describe(held));
            return held.IsNull;
        });
        return completed is null ? Value.Null : result;
    };

    private sealed record LoopCode(int Slot, Evaluator Domain, Evaluator? Last, Site Site);

    // Declares the variable; what follows sees it.
    private LoopCode Loop(Iterator iterator)
    {
        var domain = Compile(iterator.Domain);
        var last = iterator.Last is { } node ? Compile(node).Run : null;
        var scope = new LocalScope(_scope, _scope.Body);
        var type = last is not null ? domain.Type : domain.Type.Kind is FeelTypeKind.List or FeelTypeKind.Range ? domain.Type.Element : FeelType.Any;
        var slot = scope.Declare(iterator.Variable, type);
        _scope = scope;
        return new LoopCode(slot, domain.Run, last, At(iterator.Domain));
    }

    // True when all was gone through, false when the body stopped it, null when a domain can't be iterated.
    private static bool? Iterate(ImmutableArray<LoopCode> loops, int at, Frame frame, Site site, Func<bool> body)
    {
        if (at == loops.Length)
        {
            frame.Session.Step(site);
            return body();
        }

        var loop = loops[at];
        var domain = loop.Domain(frame);
        if (loop.Last is { } last)
        {
            return IterateRange(domain, last(frame), loop, loops, at, frame, site, body);
        }

        if (domain.AsRange is { } range)
        {
            if (range.Start.Kind is not (ValueKind.Number or ValueKind.Date) || range.Start.Kind != range.End.Kind)
            {
                loop.Site.Fail(frame.Session, RulesCodes.NotIterable, Arithmetic.Describe(domain));
                return null;
            }

            return IterateRange(range.Start, range.End, loop, loops, at, frame, site, body, range);
        }

        if (domain.IsNull)
        {
            loop.Site.Fail(frame.Session, RulesCodes.NotIterable, "null");
            return null;
        }

        if (domain.AsList is not { } list)
        {
            frame.Slots[loop.Slot] = domain;
            return Iterate(loops, at + 1, frame, site, body);
        }

        foreach (var item in list)
        {
            frame.Slots[loop.Slot] = item;
            if (Iterate(loops, at + 1, frame, site, body) is not true and var stopped)
            {
                return stopped;
            }
        }

        return true;
    }

    private static bool? IterateRange(
        Value from, Value to, LoopCode loop, ImmutableArray<LoopCode> loops, int at, Frame frame, Site site, Func<bool> body, RangeValue? range = null)
    {
        long first, last;
        if (from.AsDate is { } firstDate && to.AsDate is { } lastDate)
        {
            (first, last) = (firstDate.ToEpochDay(), lastDate.ToEpochDay());
        }
        else if (from.AsNumber is { } firstNumber && to.AsNumber is { } lastNumber && firstNumber.TryToInt64(out first) && lastNumber.TryToInt64(out last))
        {
        }
        else
        {
            loop.Site.Fail(frame.Session, RulesCodes.NotIterable, Arithmetic.Describe(from) + ".." + Arithmetic.Describe(to));
            return null;
        }

        var isDate = from.AsDate is not null;
        var step = first <= last ? 1 : -1;
        for (var i = first; ; i += step)
        {
            var skipped = range is not null && ((i == first && !range.StartIncluded) || (i == last && !range.EndIncluded));
            if (!skipped)
            {
                frame.Slots[loop.Slot] = isDate ? Value.From(Date.FromEpochDay(i)) : i;
                if (Iterate(loops, at + 1, frame, site, body) is not true and var stopped)
                {
                    return stopped;
                }
            }

            if (i == last)
            {
                return true;
            }
        }
    }

    private Code Function(FunctionNode node)
    {
        var parameters = node.Parameters.Select(parameter => parameter.Name).ToImmutableArray();
        var types = ImmutableArray.CreateBuilder<FeelType>();
        foreach (var parameter in node.Parameters)
        {
            if (parameter.Type is null)
            {
                types.Add(FeelType.Any);
            }
            else if (Type(parameter.Type) is { } type)
            {
                types.Add(type);
            }
            else
            {
                return Failed(RulesCodes.UnknownType, node, parameter.Type.Name, NearestType(parameter.Type.Name));
            }
        }

        if (node.IsExternal)
        {
            return External(parameters, types.ToImmutable(), At(node));
        }

        var outer = _scope;
        var layout = new BodyLayout(outer.Body);
        var scope = new LocalScope(outer, layout);
        foreach (var (name, type) in parameters.Zip(types))
        {
            scope.Declare(name, type);
        }

        _scope = scope;
        var body = Compile(node.Body);
        _scope = outer;
        var (run, parameterTypes) = (body.Run, types.ToImmutable());
        return new Code(
            frame => Value.From(new LambdaFunction(parameters, parameterTypes, body.Type, layout.SlotCount, run, frame.Capture())),
            FeelType.FunctionOf(parameterTypes, body.Type));
    }

    /// <summary>A function that is written in another language: it can be passed about, and answers null when called.</summary>
    public static Code External(ImmutableArray<string> parameters, ImmutableArray<FeelType> types, Site site) => Code.Of(Value.From(new LambdaFunction(
        parameters, types, FeelType.Any, parameters.Length, frame => site.Fail(frame.Session, RulesCodes.ExternalFunction), null)));

    private Code Context(ContextNode node)
    {
        var outer = _scope;
        var scope = new LocalScope(outer, outer.Body);
        _scope = scope;
        var entries = new List<(string Name, int Slot, Evaluator Run)>();
        var members = new List<KeyValuePair<string, FeelType>>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in node.Entries)
        {
            if (!seen.Add(entry.Name))
            {
                _scope = outer;
                return Failed(RulesCodes.DuplicateEntry, node, entry.Name);
            }

            // A function may call itself by the name of its entry.
            var early = entry.Value is FunctionNode function ? scope.Declare(entry.Name, FeelType.FunctionOf(function.Parameters.Select(_ => FeelType.Any), FeelType.Any)) : -1;
            var code = Compile(entry.Value);
            var slot = early >= 0 ? early : scope.Declare(entry.Name, code.Type);
            members.Add(KeyValuePair.Create(entry.Name, code.Type));
            entries.Add((entry.Name, slot, code.Run));
        }

        _scope = outer;
        return new Code(ContextBuilder(entries, At(node)), FeelType.ContextOf(members));
    }

    /// <summary>Evaluates entries in order, each into its slot, and puts them together.</summary>
    public static Evaluator ContextBuilder(List<(string Name, int Slot, Evaluator Run)> entries, Site site) => frame =>
    {
        var context = new ValueContext.Builder();
        foreach (var (name, slot, run) in entries)
        {
            var value = run(frame);
            frame.Slots[slot] = value;
            if (value.AsFunction is LambdaFunction { Captured: { } captured } && slot < captured.Slots.Length && ReferenceEquals(captured.Outer, frame.Outer))
            {
                captured.Slots[slot] = value;
            }

            context.Set(name, value);
        }

        return Made(context.Build(), frame, site);
    };

    private Code List(ListNode node)
    {
        var codes = node.Items.Select(Compile).ToArray();
        var items = Array.ConvertAll(codes, code => code.Run);
        var type = codes.Length > 0 && Array.TrueForAll(codes, code => ReferenceEquals(code.Type, codes[0].Type)) ? codes[0].Type : FeelType.Any;
        var site = At(node);
        return Fold(
            new Code(
                frame =>
                {
                    var values = new Value[items.Length];
                    for (var i = 0; i < items.Length; i++)
                    {
                        values[i] = items[i](frame);
                    }

                    frame.Session.Steps(items.Length >> 3, site);
                    return Made(new ValueList(System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(values)), frame, site);
                },
                FeelType.ListOf(type)),
            codes);
    }

    private Code Path(PathNode node)
    {
        var source = Compile(node.Source);
        var run = source.Run;
        var member = node.Member;
        var site = At(node);
        var type = source.Type.Kind switch
        {
            FeelTypeKind.Context => FeelTypes.Member(source.Type.Members, member) ?? FeelType.Any,
            FeelTypeKind.List when source.Type.Element.Kind == FeelTypeKind.Context => FeelType.ListOf(FeelTypes.Member(source.Type.Element.Members, member) ?? FeelType.Any),
            _ => FeelType.Any,
        };
        return new Code(
            frame =>
            {
                var value = run(frame);
                if (value.AsContext is { } context)
                {
                    return context.TryGet(member, out var found) ? found : site.Fail(frame.Session, RulesCodes.MissingMember, member);
                }

                if (value.AsList is { } list)
                {
                    frame.Session.Steps(list.Count, site);
                    var items = ImmutableArray.CreateBuilder<Value>(list.Count);
                    foreach (var item in list)
                    {
                        items.Add(Members.TryGet(item, member, out var own) ? own : Value.Null);
                    }

                    return Made(new ValueList(items.MoveToImmutable()), frame, site);
                }

                if (Members.TryGet(value, member, out var property))
                {
                    return property;
                }

                return site.Fail(frame.Session, RulesCodes.NoSuchProperty, member, Arithmetic.Describe(value));
            },
            type);
    }

    private Code Filter(FilterNode node)
    {
        var source = Compile(node.Source);
        var run = source.Run;
        var site = At(node);
        if (node.Condition is LiteralNode { Value: { IsNumber: true } position })
        {
            return new Code(frame => ItemAt(run(frame), position, frame, site), source.Type.Kind == FeelTypeKind.List ? source.Type.Element : FeelType.Any);
        }

        var outer = _scope;
        var element = source.Type.Kind == FeelTypeKind.List ? source.Type.Element : source.Type;
        var scope = new ItemScope(outer, outer.Body, element);
        _scope = scope;
        var condition = Compile(node.Condition);
        _scope = outer;
        return new Code(FilterBy(run, condition.Run, scope.Slot, site), condition.Type.Kind == FeelTypeKind.Number ? element : FeelType.ListOf(element));
    }

    /// <summary>Keeps the items for which the condition holds; takes the item at a place when the condition is a number.</summary>
    public static Evaluator FilterBy(Evaluator source, Evaluator condition, int slot, Site site) => frame =>
    {
        var value = source(frame);
        var list = value.AsList ?? (value.IsNull ? ValueList.Empty : ValueList.Of(value));
        var kept = ImmutableArray.CreateBuilder<Value>();
        for (var i = 0; i < Math.Max(list.Count, 1); i++)
        {
            var item = i < list.Count ? list[i] : Value.Null;
            frame.Session.Step(site);
            frame.Slots[slot] = item;
            var before = frame.Session.DiagnosticCount;
            var held = condition(frame);
            if (held.IsNumber)
            {
                return ItemAt(value, held, frame, site);
            }

            if (i >= list.Count)
            {
                frame.Session.Forget(before);
                break;
            }

            if (held.IsTrue)
            {
                kept.Add(item);
            }
            else if (!held.IsBoolean && !held.IsNull)
            {
                return site.Fail(frame.Session, RulesCodes.ConditionNotBoolean, Arithmetic.Describe(held));
            }
        }

        return Made(new ValueList(kept.DrainToImmutable()), frame, site);
    };

    private static Value Made(Value value, Frame frame, Site site)
    {
        frame.Session.Made(value, site);
        return value;
    }

    private static Value ItemAt(Value value, Value position, Frame frame, Site site)
    {
        var list = value.AsList ?? (value.IsNull ? ValueList.Empty : ValueList.Of(value));
        if (!position.AsNumber!.Value.TryToInt64(out var at))
        {
            return site.Fail(frame.Session, RulesCodes.NoSuchItem, Arithmetic.Describe(position), list.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        if (at >= 1 && at <= list.Count)
        {
            return list[(int)at - 1];
        }

        if (at < 0 && -at <= list.Count)
        {
            return list[list.Count + (int)at];
        }

        return site.Fail(frame.Session, RulesCodes.NoSuchItem, Arithmetic.Describe(position), list.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}

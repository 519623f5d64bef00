using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Feel.Compilation;
using Xiezhi.Rules.Feel.Semantics;
using static Xiezhi.Rules.Feel.Functions.Builtins;

namespace Xiezhi.Rules.Feel.Functions;

/// <summary>Functions on lists (DMN 1.5, 10.3.4.4 and 10.3.4.8).</summary>
internal static class ListFunctions
{
    private static readonly FeelType Anything = FeelType.ListOf(FeelType.Any);

    public static BuiltinFunction[] All =>
    [
        Define("list contains", FeelType.Boolean, ("list: list, element: any", call => IndexOf(call, call.List(0), call[1], 0) >= 0)),
        Define("count", FeelType.Number, ("list: list", call => call.List(0).Count)),
        Define("min", FeelType.Any, ("list: list", call => Extreme(call, call.List(0).Items.AsSpan(), -1)), ("...c: any", call => Extreme(call, call.Arguments, -1))),
        Define("max", FeelType.Any, ("list: list", call => Extreme(call, call.List(0).Items.AsSpan(), 1)), ("...c: any", call => Extreme(call, call.Arguments, 1))),
        Define("all", FeelType.Boolean, ("list: list", call => Combine(call, call.List(0).Items.AsSpan(), true)), ("...b: any", call => Combine(call, call.Arguments, true))),
        Define("any", FeelType.Boolean, ("list: list", call => Combine(call, call.List(0).Items.AsSpan(), false)), ("...b: any", call => Combine(call, call.Arguments, false))),
        Define("sublist", Anything, ("list: list, start position: number, length?: number", Sublist)),
        Define("append", Anything, ("list: list, ...item: any", Append)),
        Define("concatenate", Anything, ("...list: list", call => Concatenate(call, call.Arguments))),
        Define("insert before", Anything, ("list: list, position: number, newItem: any", call => At(call, call.Number(1), out var at) ? new ValueList(call.List(0).Items.Insert(at, call[2])) : Value.Null)),
        Define("remove", Anything, ("list: list, position: number", call => At(call, call.Number(1), out var at) ? new ValueList(call.List(0).Items.RemoveAt(at)) : Value.Null)),
        Define(
            "list replace",
            Anything,
            ("list: list, position: number, newItem: any", call => At(call, call.Number(1), out var at) ? new ValueList(call.List(0).Items.SetItem(at, call[2])) : Value.Null),
            ("list: list, match: function, newItem: any", ReplaceMatching)),
        Define("reverse", Anything, ("list: list", Reverse)),
        Define("index of", FeelType.ListOf(FeelType.Number), ("list: list, match: any", IndicesOf)),
        Define("union", Anything, ("...list: list", call => Distinct(call, Concatenate(call, call.Arguments).AsList!))),
        Define("distinct values", Anything, ("list: list", call => Distinct(call, call.List(0)))),
        Define("flatten", Anything, ("list: list", Flatten)),
        Define("sort", Anything, ("list: list, precedes?: function", Sort)),
    ];

    private static Value Append(BuiltinCall call)
    {
        call.Session.Steps(call.List(0).Count >> 3, call.Site);
        call.Session.CheckListSize((long)call.List(0).Count + call.Arguments.Length, call.Site);
        return new ValueList(call.List(0).Items.AddRange(call.Arguments[1..]));
    }

    private static Value Reverse(BuiltinCall call)
    {
        call.Session.Steps(call.List(0).Count >> 3, call.Site);
        return new ValueList([.. call.List(0).Items.AsEnumerable().Reverse()]);
    }

    private static bool At(BuiltinCall call, Number position, out int at)
    {
        at = -1;
        var count = call.List(0).Count;
        call.Session.Steps(count >> 3, call.Site);
        call.Session.CheckListSize(count + 1L, call.Site);
        if (position.Round(0, Rounding.Down).TryToInt64(out var place) && place != 0 && Math.Abs(place) <= count)
        {
            at = (int)(place > 0 ? place - 1 : count + place);
            return true;
        }

        call.Fail($"there is no position {position} in a list of {count}");
        return false;
    }

    private static int IndexOf(BuiltinCall call, ValueList list, Value element, int from)
    {
        call.Session.Steps(list.Count >> 3, call.Site);
        for (var i = from; i < list.Count; i++)
        {
            call.Session.Compare(list[i], element, call.Site);
            if (Comparison.Equal(list[i], element) == true)
            {
                return i;
            }
        }

        return -1;
    }

    private static Value IndicesOf(BuiltinCall call)
    {
        var places = ImmutableArray.CreateBuilder<Value>();
        for (var i = IndexOf(call, call.List(0), call[1], 0); i >= 0; i = IndexOf(call, call.List(0), call[1], i + 1))
        {
            places.Add(i + 1);
        }

        return new ValueList(places.DrainToImmutable());
    }

    private static Value Extreme(BuiltinCall call, ReadOnlySpan<Value> items, int sign)
    {
        if (items.IsEmpty)
        {
            return call.Fail("the list is empty");
        }

        call.Session.Steps(items.Length >> 2, call.Site);
        var extreme = items[0];
        foreach (var item in items)
        {
            call.Session.Compare(item, extreme, call.Site);
            if (Comparison.Compare(item, extreme) is not { } order)
            {
                return call.Fail("the items can't be compared");
            }

            extreme = order * sign > 0 ? item : extreme;
        }

        return extreme;
    }

    private static Value Combine(BuiltinCall call, ReadOnlySpan<Value> items, bool isAll)
    {
        call.Session.Steps(items.Length >> 3, call.Site);
        var unknown = false;
        foreach (var item in items)
        {
            if (item.IsBoolean && item.IsTrue != isAll)
            {
                return !isAll;
            }

            unknown |= !item.IsBoolean;
        }

        return unknown ? call.Fail("an item is not a boolean") : isAll;
    }

    private static Value Sublist(BuiltinCall call)
    {
        var list = call.List(0);
        if (!call.Number(1).TryToInt64(out var start) || start == 0 || Math.Abs(start) > list.Count)
        {
            return call.Fail($"there is no position {call[1]} in a list of {list.Count}");
        }

        var first = start > 0 ? start - 1 : list.Count + start;
        long length = list.Count - first;
        if (call[2].AsNumber is { } given && (!given.TryToInt64(out length) || length < 0 || length > list.Count - first))
        {
            return call.Fail($"there are not {call[2]} items from there");
        }

        call.Session.Steps(length >> 3, call.Site);
        return new ValueList(list.Items.Slice((int)first, (int)length));
    }

    private static Value Concatenate(BuiltinCall call, ReadOnlySpan<Value> lists)
    {
        var items = ImmutableArray.CreateBuilder<Value>();
        foreach (var list in lists)
        {
            call.Session.Steps(list.AsList!.Count >> 3, call.Site);
            call.Session.CheckListSize((long)items.Count + list.AsList.Count, call.Site);
            items.AddRange(list.AsList.Items);
        }

        return new ValueList(items.DrainToImmutable());
    }

    private static Value ReplaceMatching(BuiltinCall call)
    {
        if (call[1].AsFunction is not CallableFunction match || match.Parameters.Length != 2)
        {
            return call.Fail("match must be a function of an item and the new item");
        }

        var items = call.List(0).Items.ToBuilder();
        for (var i = 0; i < items.Count; i++)
        {
            var matched = match.Call(call.Session, call.Site, [items[i], call[2]]);
            if (!matched.IsBoolean)
            {
                return call.Fail("match did not answer a boolean");
            }

            items[i] = matched.IsTrue ? call[2] : items[i];
        }

        return new ValueList(items.MoveToImmutable());
    }

    private static Value Distinct(BuiltinCall call, ValueList list)
    {
        var kept = ImmutableArray.CreateBuilder<Value>();
        var seen = new HashSet<Value>();
        foreach (var item in list)
        {
            call.Session.Step(call.Site);
            call.Session.Compare(item, item, call.Site);
            if (!seen.Add(item))
            {
                continue;
            }

            // Equal in the structure is equal; some values are equal without that.
            var isSimple = item.Kind is ValueKind.Null or ValueKind.Number or ValueKind.String or ValueKind.Boolean or ValueKind.Date
                or ValueKind.DaysAndTimeDuration or ValueKind.YearsAndMonthsDuration;
            if (!isSimple)
            {
                call.Session.Steps(kept.Count, call.Site);
                if (IsAmong(call, kept, item))
                {
                    continue;
                }
            }

            kept.Add(item);
        }

        return new ValueList(kept.DrainToImmutable());
    }

    private static bool IsAmong(BuiltinCall call, ImmutableArray<Value>.Builder kept, Value item)
    {
        foreach (var other in kept)
        {
            call.Session.Compare(other, item, call.Site);
            if (Comparison.Equal(other, item) == true)
            {
                return true;
            }
        }

        return false;
    }

    private static Value Flatten(BuiltinCall call)
    {
        var flat = ImmutableArray.CreateBuilder<Value>();
        var left = new Stack<(ValueList List, int Next)>();
        left.Push((call.List(0), 0));
        while (left.TryPop(out var at))
        {
            call.Session.Step(call.Site);
            if (at.Next >= at.List.Count)
            {
                continue;
            }

            left.Push((at.List, at.Next + 1));
            if (at.List[at.Next].AsList is { } inner)
            {
                left.Push((inner, 0));
            }
            else
            {
                flat.Add(at.List[at.Next]);
                call.Session.CheckListSize(flat.Count, call.Site);
            }
        }

        return new ValueList(flat.DrainToImmutable());
    }

    // A stable merge sort: a comparison that contradicts itself can't make it go wrong or run on.
    private static Value Sort(BuiltinCall call)
    {
        Func<Value, Value, bool?> precedes;
        if (call[1].IsNull)
        {
            var (session, site) = (call.Session, call.Site);
            precedes = (left, right) =>
            {
                session.Compare(left, right, site);
                return Comparison.Compare(left, right) is { } order ? order < 0 : null;
            };
        }
        else if (call[1].AsFunction is CallableFunction function && (function.Parameters.Length == 2 || function is BuiltinFunction))
        {
            var (session, site) = (call.Session, call.Site);
            precedes = (left, right) => function.Call(session, site, [left, right]).AsBoolean;
        }
        else
        {
            return call.Fail("precedes must be a function of two items");
        }

        var items = call.List(0).Items.ToArray();
        var sorted = new Value[items.Length];
        for (long width = 1; width < items.Length; width *= 2)
        {
            for (long start = 0; start < items.Length; start += 2 * width)
            {
                var middle = Math.Min(start + width, items.Length);
                var end = Math.Min(start + (2 * width), items.Length);
                for (long i = start, j = middle, k = start; k < end; k++)
                {
                    call.Session.Step(call.Site);
                    var fromRight = i >= middle;
                    if (!fromRight && j < end)
                    {
                        if (precedes(items[j], items[i]) is not { } answer)
                        {
                            return call.Fail("two items can't be put in order");
                        }

                        fromRight = answer;
                    }

                    sorted[k] = fromRight ? items[j++] : items[i++];
                }
            }

            (items, sorted) = (sorted, items);
        }

        return new ValueList([.. items]);
    }
}

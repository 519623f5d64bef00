using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using static Xiezhi.Rules.Feel.Functions.Builtins;

namespace Xiezhi.Rules.Feel.Functions;

/// <summary>Functions on contexts (DMN 1.5, 10.3.4.11).</summary>
internal static class ContextFunctions
{
    private static readonly FeelType AnyContext = FeelType.ContextOf([]);

    public static BuiltinFunction[] All =>
    [
        Define(
            "get value",
            FeelType.Any,
            ("m: context, key: string", call => call[0].AsContext!.TryGet(call.Text(1), out var value) ? value : call.Fail("there is no entry " + call[1])),
            ("m: context, keys: list", GetNested)),
        Define(
            "get entries",
            FeelType.ListOf(AnyContext),
            ("m: context", Entries)),
        Define(
            "context put",
            AnyContext,
            ("context: context, key: string, value: any", PutOne),
            ("context: context, keys: list, value: any", call => Put(call, call[0].AsContext!, 0) is { } changed ? changed : Value.Null)),
        Define("context merge", AnyContext, ("contexts: list", Merge)),
        Define("context", AnyContext, ("entries: list", FromEntries)),
    ];

    private static Value GetNested(BuiltinCall call)
    {
        var value = call[0];
        foreach (var key in call.List(1))
        {
            if (key.AsString is not { } name || value.AsContext is not { } context || !context.TryGet(name, out value))
            {
                return call.Fail("there is no entry " + key);
            }
        }

        return call.List(1).Count == 0 ? call.Fail("there is no key") : value;
    }

    private static Value PutOne(BuiltinCall call)
    {
        call.Session.Steps(call[0].AsContext!.Count >> 2, call.Site);
        return call[0].AsContext!.With(call.Text(1), call[2]);
    }

    private static ValueContext? Put(BuiltinCall call, ValueContext context, int at)
    {
        var keys = call.List(1);
        if (at >= keys.Count || at > 200 || keys[at].AsString is not { } key)
        {
            call.Fail("the keys must be texts");
            return null;
        }

        call.Session.Steps(context.Count >> 2, call.Site);
        if (at == keys.Count - 1)
        {
            return context.With(key, call[2]);
        }

        if (context[key].AsContext is not { } inner)
        {
            call.Fail("there is no context under " + keys[at]);
            return null;
        }

        return Put(call, inner, at + 1) is { } changed ? context.With(key, changed) : null;
    }

    private static Value Entries(BuiltinCall call)
    {
        var context = call[0].AsContext!;
        call.Session.Steps(context.Count * 4L, call.Site);
        var entries = ImmutableArray.CreateBuilder<Value>(context.Count);
        foreach (var (key, value) in context.Entries)
        {
            Value entry = ValueContext.Of(("key", key), ("value", value));
            call.Session.Made(entry, call.Site);
            entries.Add(entry);
        }

        return new ValueList(entries.MoveToImmutable());
    }

    private static Value Merge(BuiltinCall call)
    {
        var merged = new ValueContext.Builder();
        foreach (var item in call.List(0))
        {
            if (item.AsContext is not { } context)
            {
                return call.Fail("an item is not a context");
            }

            call.Session.Steps(context.Count * 2L, call.Site);
            foreach (var entry in context.Entries)
            {
                merged.Set(entry.Key, entry.Value);
            }
        }

        return merged.Build();
    }

    private static Value FromEntries(BuiltinCall call)
    {
        var context = new ValueContext.Builder();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in call.List(0))
        {
            call.Session.Steps(6, call.Site);
            if (item.AsContext is not { } entry || entry["key"].AsString is not { } key || !entry.TryGet("value", out var value))
            {
                return call.Fail("an entry needs key and value");
            }

            if (!seen.Add(key))
            {
                return call.Fail("the key " + key + " occurs twice");
            }

            context.Set(key, value);
        }

        return context.Build();
    }
}

using System.Collections.Immutable;
using System.Globalization;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Evaluation;
using Xiezhi.Rules.Feel.Compilation;
using Xiezhi.Rules.Feel.Semantics;

namespace Xiezhi.Rules.Feel.Functions;

/// <summary>What a built-in function works on: its arguments, fitted to its parameters.</summary>
internal readonly ref struct BuiltinCall(EvaluationSession session, Site site, string name, ReadOnlySpan<Value> arguments)
{
    private readonly ReadOnlySpan<Value> _arguments = arguments;

    public EvaluationSession Session => session;

    public Site Site => site;

    public ReadOnlySpan<Value> Arguments => _arguments;

    public Value this[int index] => index < _arguments.Length ? _arguments[index] : Value.Null;

    public string Text(int index) => _arguments[index].AsString!;

    public Number Number(int index) => _arguments[index].AsNumber!.Value;

    public ValueList List(int index) => _arguments[index].AsList!;

    /// <summary>Reports that the arguments make no sense; null is what the call comes to then.</summary>
    public Value Fail(string problem) => site.Fail(session, RulesCodes.InvalidArgument, name, problem);

    public Value Fail(DiagnosticDescriptor descriptor, params ReadOnlySpan<string> arguments) => site.Fail(session, descriptor, arguments);
}

internal delegate Value BuiltinBody(BuiltinCall call);

/// <summary>One way to call a built-in function.</summary>
internal sealed record Overload(ImmutableArray<BuiltinParameter> Parameters, BuiltinBody Body)
{
    public bool IsVariadic => Parameters.Length > 0 && Parameters[^1].IsVariadic;

    public int Required => Math.Max(Parameters.Count(parameter => !parameter.IsOptional && !parameter.IsVariadic), IsVariadic && Parameters.Length == 1 ? 1 : 0);
}

/// <summary>A parameter as the table of functions writes it: <c>name: kind|kind</c>, <c>name?: kind</c> where it may be left out, <c>...name: kind</c> for the rest.</summary>
internal sealed record BuiltinParameter(string Name, ImmutableArray<ValueKind> Kinds, bool IsOptional, bool IsVariadic)
{
    /// <summary>Whether it takes null and every other value.</summary>
    public bool TakesAll => Kinds.IsEmpty;

    public static ImmutableArray<BuiltinParameter> Parse(string signature) =>
        signature.Length == 0 ? [] : [.. signature.Split(',', StringSplitOptions.TrimEntries).Select(ParseOne)];

    public bool TryFit(Value value, out Value fitted)
    {
        fitted = value;
        if (TakesAll || Kinds.Contains(value.Kind) || (value.IsNull && IsOptional))
        {
            return true;
        }

        if (value.AsList is { Count: 1 } single && Kinds.Contains(single[0].Kind))
        {
            fitted = single[0];
            return true;
        }

        if (!value.IsNull && value.AsList is null && Kinds.Contains(ValueKind.List))
        {
            fitted = Value.List(value);
            return true;
        }

        if (value.AsDate is not null && Kinds.Contains(ValueKind.DateAndTime))
        {
            fitted = Value.From(Arithmetic.MomentOf(value));
            return true;
        }

        return false;
    }

    private static BuiltinParameter ParseOne(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var name = text[..colon];
        var isVariadic = name.StartsWith("...", StringComparison.Ordinal);
        var isOptional = name.EndsWith('?');
        var kinds = text[(colon + 1)..].Split('|', StringSplitOptions.TrimEntries);
        return new BuiltinParameter(name.Trim('.', '?'), kinds is ["any"] ? [] : [.. kinds.Select(KindNamed)], isOptional, isVariadic);
    }

    private static ValueKind KindNamed(string name) => name switch
    {
        "null" => ValueKind.Null,
        "boolean" => ValueKind.Boolean,
        "number" => ValueKind.Number,
        "string" => ValueKind.String,
        "date" => ValueKind.Date,
        "time" => ValueKind.Time,
        "datetime" => ValueKind.DateAndTime,
        "days" => ValueKind.DaysAndTimeDuration,
        "months" => ValueKind.YearsAndMonthsDuration,
        "list" => ValueKind.List,
        "context" => ValueKind.Context,
        "range" => ValueKind.Range,
        "function" => ValueKind.Function,
        _ => throw new ArgumentException(name),
    };
}

/// <summary>A function that FEEL brings along.</summary>
internal sealed class BuiltinFunction(string name, bool isPure, FeelType returns, ImmutableArray<Overload> overloads)
    : CallableFunction([.. overloads[0].Parameters.Select(parameter => parameter.Name)])
{
    public string Name => name;

    /// <summary>Whether the same arguments always give the same value.</summary>
    public bool IsPure => isPure;

    public FeelType Returns => returns;

    public ImmutableArray<Overload> Overloads => overloads;

    public override FeelType Type => FeelType.FunctionOf(overloads[0].Parameters.Select(parameter => parameter.Kinds.Length == 1 ? FeelTypes.OfKind(parameter.Kinds[0]) : FeelType.Any), returns);

    public override Value Call(EvaluationSession session, Site site, Value[] arguments)
    {
        var (index, kind) = (-1, "");
        foreach (var overload in overloads)
        {
            if (arguments.Length < overload.Required || (arguments.Length > overload.Parameters.Length && !overload.IsVariadic))
            {
                continue;
            }

            var fitted = new Value[arguments.Length];
            var at = 0;
            while (at < arguments.Length && overload.Parameters[Math.Min(at, overload.Parameters.Length - 1)].TryFit(arguments[at], out fitted[at]))
            {
                at++;
            }

            if (at == arguments.Length)
            {
                return Run(overload, session, site, fitted);
            }

            if (at > index)
            {
                (index, kind) = (at, string.Join(" or ", overload.Parameters[Math.Min(at, overload.Parameters.Length - 1)].Kinds));
            }
        }

        return index < 0
            ? site.Fail(session, RulesCodes.NoOverload, name, arguments.Length.ToString(CultureInfo.InvariantCulture))
            : site.Fail(session, RulesCodes.WrongArgument, name, (index + 1).ToString(CultureInfo.InvariantCulture), kind, Arithmetic.Describe(arguments[index]));
    }

    public override Value Call(EvaluationSession session, Site site, ImmutableArray<string> names, Value[] arguments)
    {
        foreach (var overload in overloads)
        {
            if (TryOrder(overload, names, arguments, out var ordered))
            {
                var fits = true;
                for (var i = 0; i < ordered.Length && fits; i++)
                {
                    fits = overload.Parameters[i].TryFit(ordered[i], out ordered[i]);
                }

                if (fits)
                {
                    return Run(overload, session, site, ordered);
                }
            }
        }

        return site.Fail(session, RulesCodes.NoNamedOverload, name, string.Join(", ", names));
    }

    public override string ToString() => name;

    // What goes over a text pays for its length; what hands out a part of its arguments makes nothing.
    private Value Run(Overload overload, EvaluationSession session, Site site, Value[] arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument.AsString is { Length: > 64 } text)
            {
                session.Steps(text.Length >> 3, site);
            }
        }

        var result = overload.Body(new BuiltinCall(session, site, name, arguments));
        if (result.AsPayload is not null || result.AsString is not null)
        {
            if (name is not ("get value" or "min" or "max"))
            {
                session.Made(result, site);
            }
        }

        return result;
    }

    private static bool TryOrder(Overload overload, ImmutableArray<string> names, Value[] arguments, out Value[] ordered)
    {
        ordered = new Value[overload.Parameters.Length];
        var given = new bool[ordered.Length];
        var last = 0;
        for (var i = 0; i < names.Length; i++)
        {
            var at = -1;
            for (var p = 0; p < overload.Parameters.Length; p++)
            {
                if (overload.Parameters[p].Name == names[i])
                {
                    at = p;
                }
            }

            if (at < 0 || given[at])
            {
                return false;
            }

            (ordered[at], given[at]) = (arguments[i], true);
            last = Math.Max(last, at + 1);
        }

        for (var p = 0; p < given.Length; p++)
        {
            if (!given[p] && !overload.Parameters[p].IsOptional && !overload.Parameters[p].TakesAll)
            {
                return false;
            }
        }

        ordered = ordered[..Math.Max(last, overload.Required)];
        return true;
    }
}

using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Feel.Functions;
using Xiezhi.Rules.Feel.Semantics;
using Xiezhi.Rules.Feel.Syntax;

namespace Xiezhi.Rules.Feel.Compilation;

// Calls of functions.
internal sealed partial class ExpressionCompiler
{
    private Code Call(CallNode node)
    {
        var function = Compile(node.Function);
        var codes = node.Arguments.Select(argument => Compile(argument.Value)).ToArray();
        var arguments = Array.ConvertAll(codes, code => code.Run);
        var names = node.Arguments.Any(argument => argument.Name is not null)
            ? node.Arguments.Select(argument => argument.Name ?? "").ToImmutableArray()
            : default;
        var site = At(node);
        if (function.IsConstant && function.Constant.AsFunction is BuiltinFunction builtin)
        {
            var call = new Code(Invoke(builtin, arguments, names, site), builtin.Returns);
            return builtin.IsPure ? Fold(call, codes) : call;
        }

        var run = function.Run;
        var hidden = node.Function is NameNode name && function.Type.Kind is not FeelTypeKind.Function ? Builtins.Find(name.Name) : null;
        var returns = function.Type.Kind == FeelTypeKind.Function ? function.Type.Returns : FeelType.Any;
        return new Code(
            frame =>
            {
                var callee = run(frame).AsFunction as CallableFunction ?? hidden;
                return callee is null
                    ? site.Fail(frame.Session, RulesCodes.NotAFunction, Arithmetic.Describe(run(frame)))
                    : Invoke(callee, arguments, names, site)(frame);
            },
            returns);
    }

    private static Evaluator Invoke(CallableFunction function, Evaluator[] arguments, ImmutableArray<string> names, Site site) => frame =>
    {
        var values = arguments.Length == 0 ? [] : new Value[arguments.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = arguments[i](frame);
        }

        frame.Session.Step(site);
        return names.IsDefault ? function.Call(frame.Session, site, values) : function.Call(frame.Session, site, names, values);
    };
}

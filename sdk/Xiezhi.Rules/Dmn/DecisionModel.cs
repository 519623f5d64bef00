using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.DecisionTables;
using Xiezhi.Rules.Dmn.Deciding;
using Xiezhi.Rules.Dmn.Explaining;
using Xiezhi.Rules.Evaluation;
using Xiezhi.Rules.Feel;
using Xiezhi.Rules.Feel.Compilation;
using Xiezhi.Rules.Feel.Semantics;
using Xiezhi.Rules.Feel.Syntax;

namespace Xiezhi.Rules.Dmn;

/// <summary>A compiled DMN model: what can be decided, from what, and the deciding itself.</summary>
/// <remarks>Immutable and thread-safe: compile once, decide from any thread.</remarks>
public sealed class DecisionModel
{
    private readonly CompiledModel _model;
    private readonly Location _location;
    private readonly Site _site;

    // Whether each input and decision is the model's own and is given under one name: what was decided before may then be looked up.
    private readonly bool _isPlain;

    internal DecisionModel(string file, string name, string @namespace, CompiledModel model, ImmutableArray<string> namespaces)
    {
        Name = name;
        Namespace = @namespace;
        Namespaces = namespaces;
        _model = model;
        var names = model.Inputs.Select(input => input.Name).ToHashSet(StringComparer.Ordinal);
        _isPlain = names.Count == model.Inputs.Length && !model.Decisions.Any(decision => names.Contains(decision.Name))
            && Enumerable.Range(0, model.Inputs.Length).All(input => model.InputNames[input].IsOwn)
            && Enumerable.Range(0, model.Decisions.Length).All(decision => model.DecisionNames[decision].IsOwn);
        _location = new Location(file, "model \"" + name + "\"");
        _site = new Site(new SourceText("", _location, null), 0);
    }

    /// <summary>The name of the model.</summary>
    public string Name { get; }

    /// <summary>The namespace of the model.</summary>
    public string Namespace { get; }

    /// <summary>The decisions of the model itself, in the order of the file; imported ones are not among them.</summary>
    public required ImmutableArray<Decision> Decisions { get; init; }

    /// <summary>The input data of the model itself, in the order of the file.</summary>
    public required ImmutableArray<InputData> Inputs { get; init; }

    /// <summary>The business knowledge models and decision services of the model itself: what can be invoked with parameters.</summary>
    public required ImmutableArray<Invocable> Invocables { get; init; }

    /// <summary>The namespaces of the model and of those it imports, directly or not.</summary>
    public ImmutableArray<string> Namespaces { get; }

    /// <summary>The decision under a name or an id, or <see langword="null"/>.</summary>
    public Decision? FindDecision(string nameOrId) =>
        Decisions.FirstOrDefault(decision => decision.Name == nameOrId) ?? Decisions.FirstOrDefault(decision => decision.Id == nameOrId);

    /// <summary>Decides. Never throws: what goes wrong is null with a diagnostic.</summary>
    /// <param name="decision">The name or the id of a decision; of an imported one the qualified name <c>import.name</c>, or its own name where no other has it.</param>
    /// <param name="inputs">The input data by name, imported ones likewise; a value under the name of a required decision takes that decision's place.</param>
    /// <param name="options">The instant, the limits, and whether to explain.</param>
    public DecisionResult Decide(string decision, ValueContext inputs, EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(decision);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(options);
        if (_isPlain && _model.DecisionNames.TryGetValue(decision, out var known) && _model.Decisions[known].Direct is { } direct && direct.Serves(options) && Look(direct, known, inputs) is { } result)
        {
            return result;
        }

        return Evaluate(decision, inputs, options);
    }

    /// <summary>Decides by evaluating, whatever is known before.</summary>
    internal DecisionResult Evaluate(string decision, ValueContext inputs, EvaluationOptions options)
    {
        var session = new EvaluationSession(options);
        if (!_model.DecisionNames.TryGetValue(decision, out var index))
        {
            return new DecisionResult(Value.Null, [_model.DecisionNames.Refuse(decision, _location)], null);
        }

        var recorder = options.Explain ? new ExplanationRecorder(_model, session) : null;
        session.Recorder = recorder;
        var value = session.Run(
            (given, self) =>
            {
                var scope = new DecisionScope(_model, self);
                Give(self, scope, given, index);
                return scope.Decide(index);
            },
            inputs);
        return new DecisionResult(value, session.Diagnostics, recorder?.Finish(value)) { Rule = _model.Decisions[index].IsTable ? session.Rule : 0 };
    }

    /// <summary>Makes a decision ready to be made many times; <see langword="null"/> when there is none of that name or id.</summary>
    /// <param name="decision">The name or the id of a decision.</param>
    public PreparedDecision? Prepare(string decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        if (!_model.DecisionNames.TryGetValue(decision, out var index))
        {
            return null;
        }

        var needed = Needed(index);
        return new PreparedDecision(_model, index, [.. needed.Select(input => InputName(input))], [.. needed]);
    }

    // The plain name where no other input has it.
    private string InputName(int input) => _model.InputNames[input] is var element && _model.InputNames.TryGetValue(element.Name, out var meant) && meant == input ? element.Name : element.Qualified;

    private SortedSet<int> Needed(int index)
    {
        var needed = new SortedSet<int>();
        var seen = new HashSet<int>();
        var left = new Stack<int>([index]);
        while (left.TryPop(out var next))
        {
            foreach (var binding in seen.Add(next) ? _model.Decisions[next].Bindings : [])
            {
                if (binding.Kind == Compilation.RequirementKind.Input)
                {
                    needed.Add(binding.Index);
                }
                else if (binding.Kind == Compilation.RequirementKind.Decision)
                {
                    left.Push(binding.Index);
                }
            }
        }

        return needed;
    }

    /// <summary>Makes a decision ready to be made many times from records of one type.</summary>
    /// <param name="decision">The name or the id of a decision.</param>
    /// <param name="inputs">What reads each input from a record; an input that nothing reads is null.</param>
    /// <param name="diagnostics">Receives what does not fit: a name that is no input, a kind of value that an input does not take, an input that nothing reads.</param>
    /// <returns>The decision, or <see langword="null"/> where it could not be made as meant; then <paramref name="diagnostics"/> says why.</returns>
    /// <typeparam name="T">The records.</typeparam>
    public TypedDecision<T>? Prepare<T>(string decision, InputMapping<T> inputs, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(decision);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(diagnostics);
        if (!_model.DecisionNames.TryGetValue(decision, out var index))
        {
            diagnostics.Add(_model.DecisionNames.Refuse(decision, _location));
            return null;
        }

        var needed = Prepare(decision)!.InputNames;
        var isFit = true;
        foreach (var name in inputs.Names)
        {
            if (!_model.InputNames.TryGetValue(name, out var found))
            {
                isFit = false;
                diagnostics.Add(_site.Make(RulesCodes.NoSuchInput, name, Nearest.To(name, _model.Inputs.Select(candidate => candidate.Name)) ?? "–"));
            }
            else if (_model.Inputs[found] is var input && inputs.Find(name)!.Kind is { } kind && !Coercion.MayTake(input.Type, kind))
            {
                isFit = false;
                diagnostics.Add(input.Site.Make(RulesCodes.InputOfOtherKind, name, input.Type.Name, FeelTypes.OfKind(kind).Name));
            }
        }

        foreach (var name in needed.Where(name => inputs.Find(name) is null))
        {
            diagnostics.Add(_site.Make(RulesCodes.InputNotRead, decision, name));
        }

        var direct = _model.Decisions[index].Direct;
        var columns = direct is null ? [] : direct.Columns.ToArray().Select(column => inputs.Find(InputName(column.Input))).ToArray();
        return isFit ? new TypedDecision<T>(this, decision, [.. needed], [.. needed.Select(inputs.Find)], direct, columns) : null;
    }

    /// <summary>Invokes a decision service or a business knowledge model. Never throws: what goes wrong is null with a diagnostic.</summary>
    /// <param name="invocable">The name or the id of the service or the knowledge model.</param>
    /// <param name="arguments">The arguments by the names of the parameters; one that is left out is null.</param>
    /// <param name="options">The instant, the limits, and whether to explain.</param>
    public DecisionResult Invoke(string invocable, ValueContext arguments, EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(invocable);
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(options);
        var session = new EvaluationSession(options);
        if (!_model.KnowledgeNames.TryGetValue(invocable, out var index))
        {
            return new DecisionResult(Value.Null, [_model.KnowledgeNames.Refuse(invocable, _location)], null);
        }

        var recorder = options.Explain ? new ExplanationRecorder(_model, session) : null;
        session.Recorder = recorder;
        recorder?.Begin(_model.KnowledgeNames[index].Name, _model.KnowledgeNames[index].Id, _location.File);
        var function = (CallableFunction)_model.Knowledge[index].AsFunction!;
        var value = session.Run(
            (given, self) =>
            {
                var ordered = function.Parameters.Select(parameter => given[parameter]).ToArray();
                return function is ServiceFunction service ? service.Run(self, _site, ordered) : function.Call(self, _site, ordered);
            },
            arguments);
        return new DecisionResult(value, session.Diagnostics, recorder?.Finish(value));
    }

    // The answer of a table without evaluating it, where no input needs converting, and no decision is given in place of one.
    private DecisionResult? Look(DirectTable direct, int decision, ValueContext given)
    {
        var sets = new SetBuffer();
        var columns = direct.Columns;
        var found = columns.Length <= SetBuffer.Length ? sets : (Span<RuleSet?>)new RuleSet?[columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            if (!columns[i].TryFind(given[_model.Inputs[columns[i].Input].Name], out found[i]!))
            {
                return null;
            }
        }

        var read = 0;
        for (var i = 0; i < _model.Inputs.Length; i++)
        {
            if (given.TryGet(_model.Inputs[i].Name, out var value))
            {
                read++;
                if (!direct.Reads(i) && !Coercion.IsPlain(_model.Inputs[i].Type, value))
                {
                    return null;
                }
            }
        }

        if (read == given.Count)
        {
            return direct.Answer(found[..columns.Length]);
        }

        for (var i = 0; i < _model.Decisions.Length; i++)
        {
            if (i != decision && given.TryGet(_model.Decisions[i].Name, out _))
            {
                return null;
            }
        }

        return direct.Answer(found[..columns.Length]);
    }

    private void Give(EvaluationSession session, DecisionScope scope, ValueContext given, int asked)
    {
        for (var i = 0; i < _model.Inputs.Length; i++)
        {
            if (TryFind(session, _model.InputNames, i, given, asked, out var value))
            {
                scope.SetInput(i, value);
            }
        }

        for (var i = 0; i < _model.Decisions.Length; i++)
        {
            if (i != asked && TryFind(session, _model.DecisionNames, i, given, -1, out var value))
            {
                scope.SetDecision(i, value);
            }
        }
    }

    // Under its qualified name, or under its plain one unless that means another.
    private bool TryFind(EvaluationSession session, NameTable names, int index, ValueContext given, int asked, out Value value)
    {
        var element = names[index];
        if (given.TryGet(element.Qualified, out value))
        {
            return true;
        }

        if (element.IsOwn || !given.TryGet(element.Name, out value))
        {
            return false;
        }

        if (!names.IsAmbiguous(element.Name))
        {
            return names.TryGetValue(element.Name, out var meant) && (meant == index || element.Qualified == names[meant].Qualified);
        }

        if (asked >= 0 && Needed(asked).Contains(index))
        {
            session.Report(names.Refuse(element.Name, _location));
        }

        return false;
    }
}

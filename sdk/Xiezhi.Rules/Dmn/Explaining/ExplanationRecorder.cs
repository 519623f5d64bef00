using System.Collections.Immutable;
using System.Globalization;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Dmn.Deciding;
using Xiezhi.Rules.Evaluation;

namespace Xiezhi.Rules.Dmn.Explaining;

/// <summary>Gathers why a decision comes out as it does, while it is made. Used by one thread; changes nothing in the evaluation.</summary>
internal sealed class ExplanationRecorder(CompiledModel model, EvaluationSession session)
{
    // Deeper than decisions and expressions of any real model; what is below is left out, so that an explanation can always be written.
    private const int MaxDepth = 300;

    private readonly Stack<Open> _open = new();
    private readonly HashSet<(DecisionScope Scope, int Decision)> _made = [];
    private readonly ExplainedValues _values = new(session.Options.ExplanationLimits);
    private int _expressionsLeft = session.Options.ExplanationLimits.Expressions;
    private int _silent;
    private Explanation? _result;
    private Value _last;
    private Value _lastKept;
    private int _before;
    private int _after;

    /// <summary>Where rules are looked at again to explain them: apart, so that it uses up nothing of the decision's own.</summary>
    public EvaluationSession Aside { get; } = new(session.Options);

    public ExplanationLimits Limits => session.Options.ExplanationLimits;

    public bool IsSilent => _silent > 0;

    /// <summary>A decision begins.</summary>
    public void Begin(DecisionScope scope, int decision)
    {
        var compiled = model.Decisions[decision];
        Begin(compiled.Name, compiled.Id, compiled.Site.Location.File);
        _made.Add((scope, decision));
    }

    /// <summary>A decision begins, or what was invoked from outside.</summary>
    public void Begin(string name, string id, string file)
    {
        if (_silent > 0 || _open.Count >= MaxDepth || (_open.Any(open => open.IsExpression) && !TakeExpression()))
        {
            Silence("depth", MaxDepth);
            return;
        }

        _open.Push(new Open(name, session.DiagnosticCount) { Id = id, File = file });
    }

    public void Read(int input, Value value)
    {
        if (_silent == 0 && _open.TryPeek(out var open))
        {
            open.Inputs.Set(model.Inputs[input].Name, Keep(value));
        }
    }

    /// <summary>A decision that was made before, or given, is required.</summary>
    public void Reuse(DecisionScope scope, int decision, Value value)
    {
        if (_silent == 0 && _open.TryPeek(out var open))
        {
            var compiled = model.Decisions[decision];
            open.Decisions.Add(new Explanation(compiled.Name, compiled.Id, Keep(value), ValueContext.Empty, [])
            {
                File = compiled.Site.Location.File,
                Origin = _made.Contains((scope, decision)) ? ExplanationOrigin.ExplainedBefore : ExplanationOrigin.Given,
            });
        }
    }

    public void BeginExpression(ExpressionKind kind, string name, string text)
    {
        if (_silent > 0)
        {
            _silent++;
        }
        else if (_open.Count >= MaxDepth)
        {
            Silence("depth", MaxDepth);
        }
        else if (_open.TryPeek(out var parent) && parent.Parts.Count >= Limits.Parts)
        {
            Silence(nameof(ExplanationLimits.Parts), Limits.Parts);
        }
        else if (TakeExpression())
        {
            _open.Push(new Open(name, session.DiagnosticCount) { IsExpression = true, Kind = kind, Text = KeepText(text) });
        }
        else
        {
            _silent = 1;
        }
    }

    public void BeginInvocation(ExpressionKind kind, string name, ImmutableArray<string> parameters, Value[] arguments)
    {
        BeginExpression(kind, name, "");
        if (_silent == 0 && _open.TryPeek(out var open))
        {
            for (var i = 0; i < parameters.Length && i < arguments.Length; i++)
            {
                open.Inputs.Set(parameters[i], Keep(arguments[i]));
            }
        }
    }

    public void Table(TableExplanation table)
    {
        if (_silent == 0 && _open.TryPeek(out var open))
        {
            open.Table = table;
        }
    }

    /// <summary>What was begun last comes to a value.</summary>
    public void End(Value value)
    {
        if (_silent > 0)
        {
            _silent--;
            return;
        }

        var open = _open.Pop();
        var kept = Keep(value);
        if (open.IsExpression)
        {
            var expression = new ExpressionExplanation(open.Kind, open.Name, kept)
            {
                Text = open.Text,
                Arguments = open.Inputs.Build(),
                Parts = open.Parts.ToImmutable(),
                Table = open.Table,
                Decisions = open.Decisions.ToImmutable(),
            };
            _open.Peek().Parts.Add(expression);
            return;
        }

        var explanation = new Explanation(open.Name, open.Id, kept, open.Inputs.Build(), open.Decisions.ToImmutable())
        {
            File = open.File,
            Expression = open.Parts.Count > 0 ? open.Parts[0] : null,
            Diagnostics = Own(open, session.DiagnosticCount),
        };
        if (_open.TryPeek(out var requiring))
        {
            requiring.Decisions.Add(explanation);
            NearestDecision()!.Told.Add((open.DiagnosticsBefore, session.DiagnosticCount));
        }
        else
        {
            _result = explanation;
        }
    }

    /// <summary>The explanation of what was asked for, with all that is known where the evaluation was stopped on the way.</summary>
    public Explanation? Finish(Value value)
    {
        _silent = 0;
        while (_open.Count > 0)
        {
            End(Value.Null);
        }

        if (_result is not { } result)
        {
            return null;
        }

        // What was reported before anything began and after all had ended belongs to nothing else.
        var all = session.Diagnostics;
        return result with
        {
            Value = value.IsNull || result.Value.IsNull ? Keep(value) : result.Value,
            Diagnostics =
            [
                .. all.Take(_before).Select(ExplainedDiagnostic.Of),
                .. result.Diagnostics,
                .. all.Skip(_after).Select(ExplainedDiagnostic.Of),
            ],
        };
    }

    public Value Keep(Value value)
    {
        // A decision's value is mostly that of its expression: it counts once.
        if (value.AsPayload is { } payload && ReferenceEquals(payload, _last.AsPayload))
        {
            return _lastKept;
        }

        var kept = _values.Keep(value);
        (_last, _lastKept) = (value, kept);
        foreach (var (limit, most) in _values.Cuts)
        {
            Cut(limit, most);
        }

        return kept;
    }

    public string KeepText(string text) => Keep(text).AsString!;

    /// <summary>Notes once in the decision at hand that something was left out.</summary>
    public void Cut(string limit, int most)
    {
        if (NearestDecision() is { } decision && decision.Cuts.Add(limit))
        {
            decision.CutNotes.Add(ExplainedDiagnostic.Of(
                RulesCodes.ExplanationCut.At(new Location(decision.File, decision.Name), limit, most.ToString(CultureInfo.InvariantCulture))));
        }
    }

    private ImmutableArray<ExplainedDiagnostic> Own(Open open, int until)
    {
        var all = session.Diagnostics;
        until = Math.Min(until, all.Length);
        if (_open.Count == 0)
        {
            (_before, _after) = (open.DiagnosticsBefore, until);
        }

        var own = ImmutableArray.CreateBuilder<ExplainedDiagnostic>();
        for (var i = open.DiagnosticsBefore; i < until; i++)
        {
            if (!open.Told.Exists(told => i >= told.From && i < told.To))
            {
                own.Add(ExplainedDiagnostic.Of(all[i]));
            }
        }

        own.AddRange(open.CutNotes);
        return own.ToImmutable();
    }

    private Open? NearestDecision() => _open.FirstOrDefault(open => !open.IsExpression);

    private bool TakeExpression()
    {
        if (_expressionsLeft > 0)
        {
            _expressionsLeft--;
            return true;
        }

        Cut(nameof(ExplanationLimits.Expressions), Limits.Expressions);
        return false;
    }

    private void Silence(string limit, int most)
    {
        if (_silent++ == 0)
        {
            Cut(limit, most);
        }
    }

    private sealed class Open(string name, int diagnosticsBefore)
    {
        public string Name => name;

        public int DiagnosticsBefore => diagnosticsBefore;

        public bool IsExpression { get; init; }

        public ExpressionKind Kind { get; init; }

        public string Id { get; init; } = "";

        public string File { get; init; } = "";

        public string Text { get; init; } = "";

        public TableExplanation? Table { get; set; }

        /// <summary>The input data of a decision, the arguments of an invocation.</summary>
        public ValueContext.Builder Inputs { get; } = new();

        public ImmutableArray<Explanation>.Builder Decisions { get; } = ImmutableArray.CreateBuilder<Explanation>();

        public ImmutableArray<ExpressionExplanation>.Builder Parts { get; } = ImmutableArray.CreateBuilder<ExpressionExplanation>();

        /// <summary>Which diagnostics the explanations of required decisions tell already.</summary>
        public List<(int From, int To)> Told { get; } = [];

        public HashSet<string> Cuts { get; } = new(StringComparer.Ordinal);

        public List<ExplainedDiagnostic> CutNotes { get; } = [];
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Feel.Compilation;

namespace Xiezhi.Rules.Evaluation;

/// <summary>One evaluation: what it may still use, what was wrong so far, and the instant.</summary>
/// <remarks>Used by one thread.</remarks>
internal sealed class EvaluationSession(EvaluationOptions options)
{
    // Beyond this the same mistake in a loop only fills the memory.
    private const int MaxDiagnostics = 100;
    private const int StepsBetweenChecks = 1024;
    private const int MaxNesting = 100;
    private const int PartsOfItem = 10;
    private const long BytesOfItem = 16;
    private const long BytesOfEntry = 48;

    private ImmutableArray<Diagnostic>.Builder? _diagnostics;
    private long _steps = options.Limits.Steps;
    private long _untilCheck = Math.Min(StepsBetweenChecks, options.Limits.Steps);
    private long _memory = options.Limits.Memory;
    private int _depth;

    /// <summary>The regular expressions that were used, made ready.</summary>
    public Dictionary<(string Pattern, string Flags), Feel.Functions.CompiledPattern>? Patterns { get; set; }

    public EvaluationOptions Options => options;

    public EvaluationLimits Limits => options.Limits;

    public int DiagnosticCount => _diagnostics?.Count ?? 0;

    public ImmutableArray<Diagnostic> Diagnostics => _diagnostics is null ? ImmutableArray<Diagnostic>.Empty : _diagnostics.ToImmutable();

    /// <summary>Where explanations are gathered; <see langword="null"/> when nobody asked.</summary>
    public Dmn.Explaining.ExplanationRecorder? Recorder { get; set; }

    /// <summary>The number of the rule whose result the table that was decided last answered with; 0 where there was none, or several were put together.</summary>
    public int Rule { get; set; }

    /// <summary>What an expression that was expected to be a number or a truth came to instead; to be read at once.</summary>
    public Value Other { get; set; }

    public void Report(Diagnostic diagnostic)
    {
        _diagnostics ??= ImmutableArray.CreateBuilder<Diagnostic>();
        if (_diagnostics.Count < MaxDiagnostics)
        {
            _diagnostics.Add(diagnostic);
        }
    }

    /// <summary>Makes it ready for the next evaluation with the same options.</summary>
    public void Reset()
    {
        _diagnostics = null;
        _steps = options.Limits.Steps;
        _untilCheck = Math.Min(StepsBetweenChecks, options.Limits.Steps);
        _memory = options.Limits.Memory;
        _depth = 0;
        Rule = 0;
    }

    /// <summary>Takes back what was reported since there were <paramref name="count"/> diagnostics.</summary>
    public void Forget(int count)
    {
        if (_diagnostics is { } diagnostics && diagnostics.Count > count)
        {
            diagnostics.Count = count;
        }
    }

    public void Step(Site site)
    {
        if (--_untilCheck <= 0)
        {
            Check(site, StepsBetweenChecks);
        }
    }

    /// <summary>Counts a piece of work of so many steps.</summary>
    public void Steps(long count, Site site)
    {
        _untilCheck -= count;
        if (_untilCheck <= 0)
        {
            Check(site, StepsBetweenChecks - _untilCheck);
        }
    }

    public void Enter(Site site)
    {
        if (++_depth > Limits.Depth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new EvaluationStopped(site.Make(RulesCodes.DepthLimit, Limits.Depth.ToString(CultureInfo.InvariantCulture)));
        }
    }

    public void Leave() => _depth--;

    public void EnsureStack(Site site)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new EvaluationStopped(site.Make(RulesCodes.DepthLimit, Limits.Depth.ToString(CultureInfo.InvariantCulture)));
        }
    }

    public void CheckListSize(long count, Site site)
    {
        if (count > Limits.ListItems)
        {
            throw new EvaluationStopped(site.Make(RulesCodes.ListLimit, Limits.ListItems.ToString(CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>Counts a value that was made: the memory of its outermost level, and how large it is written out.</summary>
    public void Made(Value value, Site site)
    {
        if (value.AsString is { } text)
        {
            Take((2L * text.Length) + 32, site);
            if (text.Length > Limits.StringLength)
            {
                CheckStringLength(text.Length, site);
            }
        }
        else if (value.AsList is { } list)
        {
            Take(BytesOfItem * (list.Count + 3L), site);
            CheckListSize(Math.Max(list.Count, list.Size / PartsOfItem), site);
        }
        else if (value.AsContext is { } context)
        {
            Take(BytesOfEntry * (context.Count + 1L), site);
            CheckListSize(Math.Max(context.Count, context.Size / PartsOfItem), site);
        }
    }

    /// <summary>Counts the work of comparing two values: little for what has no parts.</summary>
    public void Compare(Value left, Value right, Site site)
    {
        if (left.AsPayload is { Size: > 4 } a && right.AsPayload is { } b)
        {
            Steps(Math.Min(a.Size, b.Size) >> 1, site);
        }
        else if (left.AsString is { Length: > 64 } c && right.AsString is { } d)
        {
            Steps(Math.Min(c.Length, d.Length) >> 6, site);
        }
    }

    private void Take(long bytes, Site site)
    {
        _memory -= bytes;
        if (_memory < 0)
        {
            throw new EvaluationStopped(site.Make(RulesCodes.MemoryLimit, Limits.Memory.ToString(CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>Counts the making of a text of that length.</summary>
    public void CheckStringLength(long length, Site site)
    {
        Steps(length >> 6, site);
        CheckTextLength(length, site);
    }

    /// <summary>Stops a text that grows too long, and counts nothing.</summary>
    public void CheckTextLength(long length, Site site)
    {
        if (length > Limits.StringLength)
        {
            throw new EvaluationStopped(site.Make(RulesCodes.StringLimit, Limits.StringLength.ToString(CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>Runs <paramref name="evaluate"/> to its value, or to null with a diagnostic when it is stopped.</summary>
    public Value Run<T>(Func<T, EvaluationSession, Value> evaluate, T state)
    {
        try
        {
            return Bounded(evaluate(state, this));
        }
        catch (EvaluationStopped stopped)
        {
            return Stop(stopped.Reason);
        }
        catch (InsufficientExecutionStackException)
        {
            return Stop(RulesCodes.DepthLimit.At(new Location(""), Limits.Depth.ToString(CultureInfo.InvariantCulture)));
        }
    }

    // What leaves the evaluation can be written, compared and stored without running over the stack.
    private Value Bounded(Value value) => value.AsPayload?.Nesting > MaxNesting
        ? Stop(RulesCodes.DepthLimit.At(new Location(""), MaxNesting.ToString(CultureInfo.InvariantCulture)))
        : value;

    private Value Stop(Diagnostic reason)
    {
        Rule = 0;
        _diagnostics ??= ImmutableArray.CreateBuilder<Diagnostic>();
        _diagnostics.Add(reason);
        return Value.Null;
    }

    private void Check(Site site, long used)
    {
        _steps -= used;
        if (_steps <= 0)
        {
            throw new EvaluationStopped(site.Make(RulesCodes.StepLimit, Limits.Steps.ToString(CultureInfo.InvariantCulture)));
        }

        if (options.CancellationToken.IsCancellationRequested)
        {
            throw new EvaluationStopped(site.Make(RulesCodes.Cancelled));
        }

        _untilCheck = Math.Min(StepsBetweenChecks, _steps);
    }
}

/// <summary>Ends an evaluation that used too much. Caught where evaluation begins; never leaves this project.</summary>
internal sealed class EvaluationStopped(Diagnostic reason) : Exception
{
    public Diagnostic Reason => reason;
}

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

    private ImmutableArray<Diagnostic>.Builder? _diagnostics;
    private long _steps = options.Limits.Steps;
    private long _untilCheck = Math.Min(StepsBetweenChecks, options.Limits.Steps);
    private int _depth;

    public EvaluationOptions Options => options;

    public EvaluationLimits Limits => options.Limits;

    public int DiagnosticCount => _diagnostics?.Count ?? 0;

    public ImmutableArray<Diagnostic> Diagnostics => _diagnostics is null ? ImmutableArray<Diagnostic>.Empty : _diagnostics.ToImmutable();

    /// <summary>Where explanations are gathered; <see langword="null"/> when nobody asked.</summary>
    public Dmn.ExplanationRecorder? Recorder { get; set; }

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

    public void CheckStringLength(long length, Site site)
    {
        Steps(length >> 6, site);
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

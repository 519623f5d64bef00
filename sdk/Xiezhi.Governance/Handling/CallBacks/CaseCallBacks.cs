using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Log;

namespace Xiezhi.Governance.Handling.CallBacks;

/// <summary>A call-back of a case, or that none was drawn.</summary>
public sealed record CallBackState
{
    internal const string Name = "callBack";

    /// <summary>How the draw went.</summary>
    public required CallBackDrawn Draw { get; init; }

    /// <summary>When it was drawn, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How often it was tried to reach somebody.</summary>
    public int Attempts { get; init; }

    /// <summary>Whether its limit passed before it was over.</summary>
    public bool IsOverdue { get; init; }

    /// <summary>What it came to.</summary>
    public CallBackConcluded? Conclusion { get; init; }

    /// <summary>Whether somebody has yet to be called.</summary>
    public bool Waits => Draw.Drawn && Conclusion is null;

    /// <summary>The call-back as expressions see it under the name <c>callBack</c>: that of the last draw.</summary>
    public ValueContext AsValue() => ValueContext.Of(
        ("number", Draw.Number),
        ("drawn", Draw.Drawn),
        ("share", Value.From(Draw.Share)),
        ("attempts", Attempts),
        ("waits", Waits),
        ("reached", Conclusion?.Reached is { } reached ? Value.From(reached) : Value.Null),
        ("satisfied", Conclusion?.Satisfied is { } satisfied ? Value.From(satisfied) : Value.Null),
        ("words", Conclusion?.Words),
        ("rework", Conclusion?.Rework ?? false));
}

/// <summary>The call-backs of a case, those that were not drawn too.</summary>
/// <param name="All">In order; the first has the number 1.</param>
public sealed record CaseCallBacks(ImmutableArray<CallBackState> All)
{
    /// <summary>None.</summary>
    public static CaseCallBacks None { get; } = new(ImmutableArray<CallBackState>.Empty);

    /// <summary>The last draw, or <see langword="null"/>.</summary>
    public CallBackState? Last => All.IsEmpty ? null : All[^1];

    /// <summary>The call-back with a number, or <see langword="null"/>.</summary>
    public CallBackState? Find(int number) => number >= 1 && number <= All.Length ? All[number - 1] : null;

    internal CaseCallBacks Apply(CallBackEvent happened, RecordedEvent recorded) => happened is CallBackDrawn drawn
        ? new CaseCallBacks(All.Add(new CallBackState { Draw = drawn, At = recorded.At }))
        : new CaseCallBacks(All.SetItem(happened.Number - 1, happened switch
        {
            CallBackAttempted attempted => All[happened.Number - 1] with { Attempts = attempted.Attempt },
            CallBackConcluded concluded => All[happened.Number - 1] with { Conclusion = concluded },
            _ => All[happened.Number - 1] with { IsOverdue = true },
        }));
}

using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Execution;

namespace Xiezhi.Workflow.Elements;

/// <summary>What a kind of element does at each moment. One class a kind, registered in <see cref="ElementKinds"/>.</summary>
/// <remarks>A behaviour holds nothing: all it needs is in the token, the element and the step.</remarks>
internal abstract class ElementBehavior
{
    /// <summary>Whether the element may stay: only then can what is on its border ever happen.</summary>
    internal virtual bool CanWait(ElementDefinition element) => false;

    /// <summary>What it does with tokens, for the soundness analysis; <see langword="null"/> where that can't be said, and then the analysis gives up there.</summary>
    internal virtual ControlFlow? Flows(ElementDefinition element) => null;

    /// <summary>Compiles what the element holds, or refuses it.</summary>
    internal virtual void Compile(ElementCompilation element)
    {
    }

    /// <summary>Whether the token waits here for others before the element is entered.</summary>
    internal virtual bool Absorbs(Token token, Step step) => false;

    /// <summary>A token came that waits here for others.</summary>
    internal virtual void Arrived(Token token, Step step)
    {
    }

    /// <summary>A token enters; or enters again, when what failed at the first time is retried.</summary>
    internal abstract Outcome Enter(Token token, Step step);

    /// <summary>Nothing lives any more inside what was entered to stay.</summary>
    internal virtual Outcome Emptied(Token token, Step step) => step.Complete(token, ValueContext.Empty);

    /// <summary>What failed while it was at work is tried again.</summary>
    internal virtual Outcome Recover(Token token, Step step) => Enter(token, step);
}

/// <summary>Stands in the place of what was refused; a process that holds one never runs.</summary>
internal sealed class RefusedElement : ElementBehavior
{
    internal override Outcome Enter(Token token, Step step) => throw new InvalidOperationException($"{token.Element.Id} was refused when its process was compiled.");
}

/// <summary>The process itself, the outermost scope: it is started by a command, and entered by no token.</summary>
internal sealed class WholeProcess : ElementBehavior
{
    internal override bool CanWait(ElementDefinition element) => true;

    /// <summary>What its event sub-processes wait for is waited for, at the start or when that failed and is retried.</summary>
    internal override Outcome Enter(Token token, Step step) => step.ArmProcess();
}

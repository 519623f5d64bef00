namespace Xiezhi.Workflow.Expressions;

/// <summary>The decisions that business-rule tasks name as <c>implementation="decision:NAME"</c>.</summary>
/// <remarks>An implementation must be safe to share between threads, and its results must depend on nothing but their inputs.</remarks>
public interface IDecisions
{
    /// <summary>Whether there is a decision named <paramref name="reference"/> (without <c>decision:</c>); asked when the process is compiled.</summary>
    bool Exists(string reference);

    /// <summary>Decides.</summary>
    /// <param name="reference">The decision's name, without <c>decision:</c>.</param>
    /// <param name="variables">What the task sees: its mapped inputs, then outward. Valid only during the call.</param>
    /// <param name="now">The moment of the step.</param>
    /// <returns>The result, or why there is none. It never throws for what the data does wrong.</returns>
    EvaluationResult Decide(string reference, IVariables variables, DateTimeOffset now);
}

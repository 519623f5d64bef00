namespace Xiezhi.Workflow.Expressions;

/// <summary>One compiled expression.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public interface IExpression
{
    /// <summary>The expression as it was written.</summary>
    string Text { get; }

    /// <summary>The names of the variables that it reads, where its language can tell; by default none.</summary>
    IReadOnlyCollection<string> Names => [];

    /// <summary>Its value over <paramref name="variables"/>.</summary>
    /// <param name="variables">What the names in it stand for; valid only during the call.</param>
    /// <param name="now">The moment of the step: what <c>now()</c> and <c>today()</c> answer.</param>
    /// <returns>The value, or why there is none. It never throws for what the data does wrong.</returns>
    EvaluationResult Evaluate(IVariables variables, DateTimeOffset now);
}

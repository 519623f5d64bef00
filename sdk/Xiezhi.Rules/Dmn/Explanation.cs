using System.Collections.Immutable;
using System.Globalization;
using Newtonsoft.Json;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Dmn.Explaining;

namespace Xiezhi.Rules.Dmn;

/// <summary>Why a decision came out as it did: plain data that can be stored with the case and read by a person.</summary>
/// <param name="Decision">The name of the decision, as in the file; of the business knowledge model or the service where that was invoked.</param>
/// <param name="DecisionId">Its id.</param>
/// <param name="Value">What it came to.</param>
/// <param name="Inputs">The input data that it read, by name.</param>
/// <param name="Required">The decisions that it required, each with its own explanation, in the order in which they were made.</param>
/// <remarks>
/// Immutable; equal when all that it says is equal. Values are data: a range or a function stands as its text, and what is larger than
/// <see cref="Evaluation.ExplanationLimits"/> is cut, which <see cref="Diagnostics"/> says. Newtonsoft.Json writes and reads it as it is, see
/// <see cref="ExplanationJson"/>. Rules are counted from 1.
/// </remarks>
[JsonConverter(typeof(ExplanationConverter))]
public sealed record Explanation(string Decision, string DecisionId, Value Value, ValueContext Inputs, ImmutableArray<Explanation> Required)
{
    /// <summary>The file that the decision is from.</summary>
    public string File { get; init; } = "";

    /// <summary>Whether it was made here, explained earlier in the same explanation, or given from outside.</summary>
    public ExplanationOrigin Origin { get; init; }

    /// <summary>The decision's logic with what its parts came to; <see langword="null"/> where it was not evaluated.</summary>
    public ExpressionExplanation? Expression { get; init; }

    /// <summary>What was wrong while this decision was made (what it required speaks for itself), and what the explanation leaves out.</summary>
    public ImmutableArray<ExplainedDiagnostic> Diagnostics { get; init; } = [];

    /// <summary>The decision tables that were evaluated for it, those of knowledge it invoked included, in order.</summary>
    public ImmutableArray<TableExplanation> Tables => Expression is null ? [] : [.. Expression.Tables()];

    /// <inheritdoc/>
    public bool Equals(Explanation? other) => other is not null && ExplanationData.Of(this).Equals(ExplanationData.Of(other));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Decision, DecisionId, Value);
}

/// <summary>Where an explained value comes from.</summary>
public enum ExplanationOrigin
{
    /// <summary>The decision was made.</summary>
    Made,

    /// <summary>It was made before, and is explained where it was first required.</summary>
    ExplainedBefore,

    /// <summary>Its value was given with the inputs, so that it was not made.</summary>
    Given,
}

/// <summary>What was wrong, as it stood when the decision was made: it does not change with the texts of a later version.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Location">File, decision, rule and column, line and column of the text.</param>
/// <param name="Arguments">What fills the gaps of the code's text, in order.</param>
/// <param name="Message">The text in English.</param>
public sealed record ExplainedDiagnostic(string Code, Severity Severity, Location Location, ImmutableArray<string> Arguments, string Message)
{
    /// <inheritdoc/>
    public bool Equals(ExplainedDiagnostic? other) => other is not null && Code == other.Code && Severity == other.Severity && Location == other.Location
        && Arguments.AsSpan().SequenceEqual(other.Arguments.AsSpan()) && Message == other.Message;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Code, Location);

    internal static ExplainedDiagnostic Of(Diagnostic found) =>
        new(found.Code, found.Severity, found.Location, found.Arguments, found.Message(CultureInfo.InvariantCulture));
}

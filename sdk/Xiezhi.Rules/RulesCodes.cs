using System.Resources;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Rules;

/// <summary>What can be wrong with a model, an expression or an evaluation.</summary>
public static class RulesCodes
{
    private static readonly ResourceManager Texts = new("Xiezhi.Rules.Resources.DiagnosticTexts", typeof(RulesCodes).Assembly);

    /// <summary>The file is not DMN. {0}: its root element.</summary>
    public static DiagnosticDescriptor NotDmn { get; } = new("XZ2001", Severity.Error, Texts);
}

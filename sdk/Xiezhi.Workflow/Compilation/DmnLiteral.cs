using System.Text;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Xml;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Workflow.Compilation;

/// <summary>An expression that is written as DMN's <c>literalExpression</c> (DMN 1.5, 7.3.1), as some modelers do in BPMN's expressions.</summary>
internal static class DmnLiteral
{
    /// <summary>The expression inside with its own language, or <paramref name="source"/> where it is written in another way.</summary>
    internal static BpmnExpression Unwrapped(BpmnExpression source)
    {
        if (!source.Text.StartsWith('<') || source.Language?.Contains("omg.org/spec/DMN", StringComparison.Ordinal) != true)
        {
            return source;
        }

        var root = BoundedXml.Read(Encoding.UTF8.GetBytes(source.Text), "", new DiagnosticBag())?.Root;
        return root?.Name.LocalName == "literalExpression" && root.Elements().FirstOrDefault(part => part.Name.LocalName == "text") is { } text
            ? new BpmnExpression(text.Value.Trim(), root.Attribute("expressionLanguage")?.Value)
            : source;
    }
}

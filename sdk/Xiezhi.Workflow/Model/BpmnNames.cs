using System.Collections.Frozen;
using System.Xml.Linq;

namespace Xiezhi.Workflow.Model;

/// <summary>The namespaces of a BPMN document, and which attributes and elements of Xiezhi's own the engine reads.</summary>
/// <remarks>This is the one list of the engine's extensions; other attributes of the namespace belong to the floors above.</remarks>
public static class BpmnNames
{
    /// <summary>The namespace of BPMN 2.0's semantic model.</summary>
    public const string Bpmn = "http://www.omg.org/spec/BPMN/20100524/MODEL";

    /// <summary>The namespace of Xiezhi's extensions, usually with the prefix <c>xiezhi</c>.</summary>
    public const string Governance = "urn:xiezhi:governance";

    /// <summary>The attribute that names the variable which takes the result of a business-rule, script, service or send task, or of a caught error.</summary>
    public const string ResultVariable = "resultVariable";

    /// <summary>The element <c>input source="EXPRESSION" target="NAME"</c>: a variable local to the activity.</summary>
    public const string Input = "input";

    /// <summary>The element <c>output source="EXPRESSION" target="NAME"</c>: a variable set when the activity completes.</summary>
    public const string Output = "output";

    /// <summary>The attribute of <see cref="Input"/> and <see cref="Output"/> that holds the expression.</summary>
    public const string Source = "source";

    /// <summary>The attribute of <see cref="Input"/> and <see cref="Output"/> that names the variable.</summary>
    public const string Target = "target";

    /// <summary>The attribute with the expression of the correlation key, on the catching element, its event definition, or the message.</summary>
    public const string CorrelationKey = "correlationKey";

    /// <summary>The attribute of a multi-instance with the expression of its items.</summary>
    public const string Collection = "collection";

    /// <summary>The attribute of a multi-instance that names the variable of one item.</summary>
    public const string Element = "element";

    /// <summary>The attribute of a multi-instance that names the variable which takes the outputs.</summary>
    public const string OutputCollection = "outputCollection";

    /// <summary>The attribute of a multi-instance with the expression of one output.</summary>
    public const string OutputElement = "outputElement";

    /// <summary>The attribute of an ad-hoc sub-process with the expression of the ids of the activities that begin with it.</summary>
    public const string Begin = "begin";

    /// <summary>The attribute of an ad-hoc sub-process with the expression of the ids of the activities that may begin at the moment.</summary>
    public const string Allowed = "allowed";

    /// <summary>Before the name of a decision in <c>implementation</c>.</summary>
    public const string DecisionPrefix = "decision:";

    /// <summary>Before the name of a message in the implementation of a send task or message event that names no other.</summary>
    public const string MessagePrefix = "message:";

    /// <summary>What <c>implementation</c> holds where the modeller left it open (BPMN 2.0, tables 10.9 to 10.12).</summary>
    internal static readonly FrozenSet<string> OpenImplementations = FrozenSet.ToFrozenSet(["", "##unspecified", "##WebService"]);

    internal static readonly XNamespace BpmnNamespace = Bpmn;
}

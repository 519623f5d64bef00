namespace Xiezhi.Workflow.Elements;

/// <summary>Runs another process, or a global task, as a scope that sees only what it is given (BPMN 2.0, 13.3.5).</summary>
/// <remarks>What is called was laid out inside it when the process was compiled, so that a case keeps what it began with.</remarks>
internal sealed class CallActivity : SubProcess
{
}

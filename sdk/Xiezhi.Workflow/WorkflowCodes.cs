using System.Resources;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Workflow;

/// <summary>What can be wrong with a process, a command, or a process instance.</summary>
/// <remarks>XZ30 reading, XZ31 structure, XZ32 what the engine can't run, XZ33 expressions and references, XZ34 incidents, XZ35 rejected commands.</remarks>
public static class WorkflowCodes
{
    private static readonly ResourceManager Texts = new("Xiezhi.Workflow.Resources.DiagnosticTexts", typeof(WorkflowCodes).Assembly);
}

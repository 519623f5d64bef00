namespace Xiezhi.Workflow.Elements;

/// <summary>Makes a decision at once (BPMN 2.0, 13.3.3); with another implementation than a decision it is a job like a service task.</summary>
internal sealed class BusinessRuleTask : DecidingActivity;

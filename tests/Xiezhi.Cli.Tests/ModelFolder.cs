namespace Xiezhi.Cli.Tests;

/// <summary>Writes small BPMN and DMN files into a folder of the test.</summary>
internal static class ModelFolder
{
    /// <summary>A BPMN file with one process <c>P</c>, with what refers from outside the process in front of it.</summary>
    public static string WriteProcess(this TemporaryFolder folder, string name, string process, string roots = "") => folder.Write(
        name,
        """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xiezhi="urn:xiezhi:governance" id="D" targetNamespace="urn:test">""",
        roots + """<process id="P" isExecutable="true">""",
        process,
        "</process></definitions>");

    /// <summary>A DMN file with one decision that is a FEEL expression over <c>amount</c>.</summary>
    public static string WriteDecision(this TemporaryFolder folder, string name, string decision, string expression) => folder.Write(
        name,
        $"""<definitions xmlns="https://www.omg.org/spec/DMN/20211108/MODEL/" id="{decision}_model" name="{decision}" namespace="urn:{decision}">""",
        """<inputData id="i" name="amount"><variable name="amount" typeRef="number"/></inputData>""",
        $"""<decision id="{decision}_id" name="{decision}"><variable name="{decision}"/><informationRequirement id="r"><requiredInput href="#i"/></informationRequirement>""",
        $"<literalExpression><text>{expression}</text></literalExpression></decision></definitions>");
}

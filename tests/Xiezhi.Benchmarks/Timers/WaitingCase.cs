using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Xiezhi.Benchmarks.Durable;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Packages;

namespace Xiezhi.Benchmarks.Timers;

/// <summary>A case that waits until a moment and then opens a task: as <see cref="FiveTasks"/>, with its decision table, its clock and its ladder, but a timer in front.</summary>
internal static class WaitingCase
{
    private const string Name = "waiting";

    private const string Procedure =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xiezhi="urn:xiezhi:governance" id="d" targetNamespace="urn:xiezhi:benchmarks:waiting">
          <process id="p" isExecutable="true">
            <startEvent id="Start"><outgoing>f0</outgoing></startEvent>
            <businessRuleTask id="Dispatch" name="Dispatch" implementation="decision:Lead" xiezhi:resultVariable="lead"><incoming>f0</incoming><outgoing>f1</outgoing></businessRuleTask>
            <intermediateCatchEvent id="Wait" name="Wait"><incoming>f1</incoming><outgoing>f2</outgoing>
              <timerEventDefinition id="Until"><timeDate>= due</timeDate></timerEventDefinition>
            </intermediateCatchEvent>
            <userTask id="Handle" name="Handle"><incoming>f2</incoming><outgoing>f3</outgoing>
              <potentialOwner><resourceAssignmentExpression><formalExpression>lead</formalExpression></resourceAssignmentExpression></potentialOwner>
            </userTask>
            <endEvent id="End"><incoming>f3</incoming></endEvent>
            <sequenceFlow id="f0" sourceRef="Start" targetRef="Dispatch"/>
            <sequenceFlow id="f1" sourceRef="Dispatch" targetRef="Wait"/>
            <sequenceFlow id="f2" sourceRef="Wait" targetRef="Handle"/>
            <sequenceFlow id="f3" sourceRef="Handle" targetRef="End"/>
          </process>
        </definitions>
        """;

    public static async Task PublishAsync(IServiceProvider services)
    {
        var files = new Dictionary<string, ReadOnlyMemory<byte>>(FiveTasks.Files());
        files.Remove(FiveTasks.Name + ".bpmn");
        files[Name + ".bpmn"] = Encoding.UTF8.GetBytes(Procedure);
        files["package.json"] = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(files["package.json"].Span).Replace(FiveTasks.Name, Name, StringComparison.Ordinal));
        var result = await services.GetRequiredService<PackageRegistry>().PublishAsync(Casework.Tenant, files, null, new Actor(Governance.Parties.PartyKind.System, "publisher"))
            .ConfigureAwait(false);
        if (!result.Published)
        {
            throw new InvalidOperationException(string.Join("\n", result.Diagnostics));
        }
    }

    /// <summary>Opens one whose timer is due at a moment.</summary>
    public static async Task<CaseId> OpenAsync(CaseEngine engine, string key, DateTimeOffset due)
    {
        var variables = Casework.Message.With("due", Value.From(due.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)));
        var result = await engine.OpenAsync(Casework.Tenant, Name, key, variables, Casework.Citizen).ConfigureAwait(false);
        return result.Status == CommandStatus.Done ? result.Case : throw new InvalidOperationException($"{result.Status}: {result.Reason}");
    }
}

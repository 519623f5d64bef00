using System.Collections.Immutable;
using System.Globalization;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.Model;
using Xiezhi.Workflow.States;

namespace Xiezhi.Workflow.Execution;

// Joins that a condition over the tokens opens: complex gateways, which wait for their start and then for their reset (BPMN 2.0, table 13.5).
internal sealed partial class Step
{
    /// <summary>The name by which conditions know how many tokens wait at the gateway in all.</summary>
    internal const string ActivationCount = "activationCount";

    /// <summary>The name by which conditions know how many tokens wait on each incoming flow, by the flow's id.</summary>
    internal const string IncomingCounts = "incoming";

    /// <summary>The name by which conditions know whether the gateway starts, or is reset.</summary>
    internal const string WaitingForStart = "waitingForStart";

    /// <summary>Starts the gateway if it waits for that and its condition holds; false where nothing came of it.</summary>
    internal bool TryStart(ElementDefinition gateway, int scope)
    {
        if (!IsWaitedAt(gateway, scope) || FindStarted(gateway, scope) is not null)
        {
            return false;
        }

        var token = new Token(gateway, scope);
        var result = Evaluate(gateway.Program.Activation!, View(scope, Tokens(gateway, scope, waitingForStart: true)));
        var failure = result.Failure
            ?? (result.Value.IsBoolean ? null : WorkflowCodes.ConditionNotBoolean.At(gateway.Location, gateway.Id, result.Value.ToString()));
        if (failure is null && !result.Value.IsTrue)
        {
            return false;
        }

        failure ??= Endless(gateway);
        ImmutableArray<FlowDefinition> flows = [];
        failure ??= Choose(gateway, ValueContext.Empty, scope, out flows);
        if (failure is not null)
        {
            Settle(token, Outcome.Incident(failure));
            return true;
        }

        Open(token, ValueContext.Empty);
        SendAll(flows, scope);
        return true;
    }

    /// <summary>A start that failed is undone, so that it can be tried again with all the tokens that there are.</summary>
    internal void GiveBack(Token token)
    {
        var taken = Draft.Instance(token.Instance).Arrivals;
        Emit(new ElementTerminated(token.Instance, token.Element.Id));
        foreach (var arrival in taken)
        {
            Emit(new TokenArrived(token.Element.Id, token.Scope, arrival.Flow));
        }

        Touch(token.Scope);
        TryStart(token.Element, token.Scope);
    }

    /// <summary>Data changed, on which the conditions of gateways may depend.</summary>
    internal void TouchComplexJoins()
    {
        if (definition.HasComplexJoins)
        {
            foreach (var instance in Draft.Instances)
            {
                if (!instance.Arrivals.IsEmpty && definition.Element(instance.Element).Kind != BpmnKind.ComplexGateway)
                {
                    Touch(instance.Id);
                }
            }
        }
    }

    /// <summary>What the conditions of a complex gateway know of the tokens that wait at it.</summary>
    private ValueContext Tokens(ElementDefinition gateway, int scope, bool waitingForStart)
    {
        var arrivals = Draft.Instance(scope).Arrivals;
        var counts = new ValueContext.Builder();
        var all = 0;
        foreach (var index in gateway.Incoming)
        {
            var flow = definition.Flows[index];
            var count = 0;
            foreach (var arrival in arrivals)
            {
                count += arrival.Flow == flow.Id ? arrival.Count : 0;
            }

            // In what was called, the gateway knows its flows by the ids that they have there.
            counts.Set(flow.Id[gateway.Prefix.Length..], count);
            all += count;
        }

        return ValueContext.Of((ActivationCount, all), (IncomingCounts, counts.Build()), (WaitingForStart, waitingForStart));
    }

    /// <summary>Where all tokens wait: starts or resets a complex gateway of the scope; false when there is none.</summary>
    private bool MoveAComplexJoin(ElementInstance scope)
    {
        foreach (var instance in Draft.Instances)
        {
            if (instance.Scope == scope.Id && definition.Element(instance.Element) is { Kind: BpmnKind.ComplexGateway } gateway
                && !IsStopped(instance) && NothingElseCanCome(gateway, scope, instance.Arrivals))
            {
                Reset(gateway, instance);
                return true;
            }
        }

        foreach (var arrival in scope.Arrivals)
        {
            var gateway = definition.Elements[definition.Flow(arrival.Flow).Target];
            if (gateway.Kind == BpmnKind.ComplexGateway && TryStart(gateway, scope.Id))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The gateway takes what came since its start, and waits for the next start. What has no condition leaves by the start alone.</summary>
    private void Reset(ElementDefinition gateway, ElementInstance instance)
    {
        var variables = View(instance.Scope, Tokens(gateway, instance.Scope, waitingForStart: false));
        var flows = ImmutableArray.CreateBuilder<FlowDefinition>();
        var failure = Endless(gateway);
        foreach (var flow in gateway.ConditionalFlows)
        {
            if (failure is null && flow.HasCondition && Holds(flow, variables, out failure))
            {
                flows.Add(flow);
            }
        }

        if (failure is not null)
        {
            Settle(TokenIn(instance), Outcome.Incident(failure, ActivityPhase.Failing));
            return;
        }

        if (flows.Count == 0 && gateway.DefaultFlow is { } fallback)
        {
            flows.Add(fallback);
        }

        Emit(new ElementCompleted(instance.Id, gateway.Id));
        SendAll(flows.ToImmutable(), instance.Scope);
        TryStart(gateway, instance.Scope);
    }

    private void SendAll(ImmutableArray<FlowDefinition> flows, int scope)
    {
        foreach (var flow in flows)
        {
            Send(new Token(definition.Elements[flow.Target], scope, flow));
        }

        Touch(scope);
    }

    private bool IsWaitedAt(ElementDefinition gateway, int scope)
    {
        foreach (var arrival in Draft.Instance(scope).Arrivals)
        {
            if (definition.Flow(arrival.Flow).Target == gateway.Index)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The gateway's instance between start and reset, or where its start failed.</summary>
    private ElementInstance? FindStarted(ElementDefinition gateway, int scope)
    {
        foreach (var instance in Draft.Instances)
        {
            if (instance.Scope == scope && instance.Element == gateway.Id)
            {
                return instance;
            }
        }

        return null;
    }

    // A gateway that sends tokens back to itself would go on without end.
    private Diagnostic? Endless(ElementDefinition element) => ++_entered > context.MaximumSteps
        ? WorkflowCodes.TooManySteps.At(element.Location, context.MaximumSteps.ToString(CultureInfo.InvariantCulture))
        : null;
}

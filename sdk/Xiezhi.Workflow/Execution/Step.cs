using System.Collections.Immutable;
using System.Globalization;
using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Elements;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.States;

namespace Xiezhi.Workflow.Execution;

/// <summary>One step in the making: tokens move, one at a time and in order, until all wait.</summary>
/// <remarks>The other parts of this class are one behaviour each, shared by the elements. Not safe for use from several threads at once.</remarks>
internal sealed partial class Step(ProcessDefinition definition, WorkflowState state, StepContext context)
{
    private readonly ImmutableArray<WorkflowEvent>.Builder _events = ImmutableArray.CreateBuilder<WorkflowEvent>();
    private readonly Queue<Token> _moving = new();
    private readonly List<int> _touched = [];
    private int _entered;

    internal ProcessDefinition Definition => definition;

    internal StepContext Context => context;

    internal StateDraft Draft { get; } = new(state, definition);

    internal ImmutableArray<WorkflowEvent> Events => _events.ToImmutable();

    /// <summary>Records what happened; the state follows from it.</summary>
    internal void Emit(WorkflowEvent happened)
    {
        Draft.Apply(happened);
        _events.Add(happened);
    }

    /// <summary>Puts a token before an element.</summary>
    internal void Send(Token token) => _moving.Enqueue(token);

    /// <summary>Lets tokens move until all wait, and ends the scopes in which none is left.</summary>
    internal void Run()
    {
        do
        {
            while (_moving.TryDequeue(out var token))
            {
                Enter(token);
            }
        }
        while (GoOn());
    }

    /// <summary>Draws the consequence of what came of an element.</summary>
    internal void Settle(Token token, Outcome outcome)
    {
        switch (outcome.Kind)
        {
            case Outcome.Kinds.Leave:
                Depart(token, token.Element.OutgoingFlows);
                break;
            case Outcome.Kinds.Take:
                Depart(token, [outcome.Flow!]);
                break;
            case Outcome.Kinds.Incident:
                Stop(token, outcome);
                break;
        }
    }

    /// <summary>The element was done; its token goes on by <paramref name="flows"/>.</summary>
    internal void Depart(Token token, ImmutableArray<FlowDefinition> flows)
    {
        if (token.Element.IsCompensable)
        {
            EnableCompensation(token);
        }

        Emit(token.Instance == 0 ? new ElementPassed(token.Element.Id, token.Scope) : new ElementCompleted(token.Instance, token.Element.Id));
        foreach (var flow in flows)
        {
            context.FlowTaken?.Invoke(flow);
            Send(new Token(definition.Elements[flow.Target], token.Scope, flow));
        }

        Touch(token.Scope);
    }

    /// <summary>Enters the element to stay; on a retry it was entered before.</summary>
    internal int Open(Token token, ValueContext inputs)
    {
        if (token.Instance == 0)
        {
            var id = Draft.NextId;
            Emit(new ElementEntered(id, token.Element.Id, token.Scope, inputs));
            return id;
        }

        if (inputs.Count > 0)
        {
            Emit(new VariablesSet(token.Instance, inputs));
        }

        return token.Instance;
    }

    private void Enter(Token token)
    {
        // Its scope may have ended while the token was on its way.
        if (!Draft.Instances.Has(token.Scope))
        {
            return;
        }

        if (token.Element.Behavior.Absorbs(token, this))
        {
            Emit(new TokenArrived(token.Element.Id, token.Scope, token.Flow!.Id));
            Touch(token.Scope);
            token.Element.Behavior.Arrived(token, this);
            return;
        }

        EnterNow(token);
    }

    private void EnterNow(Token token)
    {
        // The repetitions of a multi-instance are as many as its items: no endless loop can hide in them.
        if (token.Index == 0 || token.Element.Program.Loop!.IsStandard)
        {
            _entered++;
        }

        Settle(token, _entered > context.MaximumSteps
            ? Outcome.Incident(WorkflowCodes.TooManySteps.At(token.Element.Location, context.MaximumSteps.ToString(CultureInfo.InvariantCulture)))
            : token.Element.Behavior.Enter(token, this));
    }

    private void Stop(Token token, Outcome outcome)
    {
        var owner = Open(token, token.Instance == 0 ? RepetitionVariables(token).With(outcome.Kept) : outcome.Kept);
        var failure = outcome.Failure!;
        Emit(new IncidentRaised(
            Draft.NextId,
            owner,
            token.Element.Id,
            outcome.Phase,
            failure.Code,
            failure.Message(CultureInfo.InvariantCulture),
            failure.Arguments.IsDefault ? [] : failure.Arguments));
    }

    /// <summary>Where all tokens wait: fires a join to which nothing else can come, or ends a scope in which nothing lives; false when there is none.</summary>
    private bool GoOn()
    {
        // Conditions are looked at when all have moved, so that no passing state of the data fires one.
        if (Draft.Conditions.Count > 0 && MeetACondition())
        {
            return true;
        }

        while (_touched.Count > 0)
        {
            // An inner scope is always younger than the one around it.
            var id = _touched[^1];
            _touched.RemoveAt(_touched.Count - 1);
            if (Draft.Instances.Find(id) is not { } scope || IsStopped(scope))
            {
                continue;
            }

            if (scope.Children > 0)
            {
                if (FireAnInclusiveJoin(scope) || (definition.HasComplexJoins && MoveAComplexJoin(scope)))
                {
                    Touch(id);
                    return true;
                }

                if (definition.HasAdHoc && scope.Loop is null && definition.Element(scope.Element) is { Kind: Model.BpmnKind.AdHocSubProcess })
                {
                    AdHocSubProcess.Advanced(TokenIn(scope), this);
                }

                continue;
            }

            if (scope.Scope == 0)
            {
                Emit(new ProcessCompleted());
                continue;
            }

            var token = TokenIn(scope);
            Settle(token, scope.Phase is ActivityPhase.Compensating or ActivityPhase.Terminating ? GoOnUndoing(token, scope) : token.Element.Behavior.Emptied(token, this));
            return true;
        }

        return false;
    }

    /// <summary>The token that stands in an element instance.</summary>
    internal Token TokenIn(ElementInstance instance)
    {
        var token = new Token(definition.Element(instance.Element), instance.Scope, null, instance.Id);
        if (instance.Scope == 0 || !IsRepetition(token))
        {
            return token;
        }

        // A repetition knows its place since it began.
        instance.Variables[LoopCounter].AsNumber!.Value.TryToInt64(out var index);
        return token with { Index = (int)index };
    }

    // In the order of ids; few scopes change hands in one step.
    internal void Touch(int scope)
    {
        var at = _touched.BinarySearch(scope);
        if (at < 0)
        {
            _touched.Insert(~at, scope);
        }
    }

    private bool IsStopped(ElementInstance instance) => Draft.Incidents.Count > 0 && instance.Waits.Any(wait => Draft.Incidents.Has(wait));
}

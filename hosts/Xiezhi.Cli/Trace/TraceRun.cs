using System.Globalization;
using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Commands;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Execution;
using Xiezhi.Workflow.Expressions;
using Xiezhi.Workflow.States;

namespace Xiezhi.Cli.Trace;

/// <summary>Runs one instance: first what completes by itself, then what is given, then what is due.</summary>
internal sealed class TraceRun(ProcessDefinition definition, TraceOptions options, TraceLines lines, TextWriter errors)
{
    // A process that loops through tasks which complete by themselves would never end.
    private const int MostCommands = 10_000;

    private readonly Queue<GivenInput> _given = new(options.Given);
    private WorkflowState _state = WorkflowState.Empty;
    private DateTimeOffset _now = options.From;
    private int _commands;

    /// <summary>Runs until nothing moves, and tells how it stands then.</summary>
    /// <param name="data">The variables to begin with.</param>
    public int Run(ValueContext data)
    {
        if (!Begin(data))
        {
            return _now > (options.Until ?? _now) ? ExitStatus.Waiting : ExitStatus.Problems;
        }

        while (!_state.HasEnded)
        {
            if (_commands >= MostCommands)
            {
                errors.WriteLine(Texts.Get("trace-stopped", options.Culture, MostCommands));
                break;
            }

            if (CompleteOne())
            {
                continue;
            }

            var refused = _given.TryPeek(out var next) ? Give(next) : null;
            if (next is not null && refused is null)
            {
                _given.Dequeue();
            }
            else if (!PassTime())
            {
                return refused is null ? Status() : Refuse(refused);
            }
        }

        return _given.Count > 0 && _state.HasEnded && Give(_given.Peek()) is { } late ? Refuse(late) : Status();
    }

    private int Status()
    {
        // Nobody can complete what has not begun, so it is said what it waits for.
        foreach (var element in _state.Conditions.Select(awaited => definition.Find(awaited.Element)!).Where(element => !element.RequiredInputs.IsEmpty).Distinct())
        {
            errors.WriteLine(Texts.Get("trace-awaits-data", options.Culture, element.Id, string.Join(", ", element.RequiredInputs)));
        }

        return _state.Incidents.Count > 0 ? ExitStatus.Incident : _state.HasEnded ? ExitStatus.Success : ExitStatus.Waiting;
    }

    private int Refuse(Rejection rejection)
    {
        errors.WriteLine(rejection.Reason.Format(options.Culture));
        return ExitStatus.Problems;
    }

    // A process without a plain beginning begins by the first thing that is given.
    private bool Begin(ValueContext data)
    {
        var first = definition.Elements[0].Starts.IsEmpty && _given.TryPeek(out var given) && given is not GivenInput.Completion ? _given.Dequeue() : null;
        var trigger = first is null && definition.Elements[0].Starts.IsEmpty ? definition.StartTriggers.FirstOrDefault(one => Happens(one, data)) : null;
        if (_now > (options.Until ?? _now))
        {
            return false;
        }

        var refused = first is null ? Send(new StartProcess(data, trigger?.Element)) : Give(first with { Payload = data.With(first.Payload) });
        if (refused is not null)
        {
            Refuse(refused);
        }

        return refused is null;
    }

    // Without anything given, a timer begins it when it is due, and a condition if it holds over the data.
    private bool Happens(StartTrigger trigger, ValueContext data)
    {
        var context = new StepContext { Now = _now, Ambient = new ContextVariables(data) };
        if (trigger.FirstTime(context, out _) is { } time)
        {
            _now = time.Due > _now ? time.Due : _now;
            return true;
        }

        return trigger.Condition?.Evaluate(context.Ambient, _now).Value.IsTrue == true;
    }

    private Rejection? Give(GivenInput given) => given switch
    {
        GivenInput.Message message => Send(new DeliverMessage(message.Name, message.Key, message.Payload)),
        GivenInput.Signal signal => Send(new DeliverSignal(signal.Name, signal.Payload)),
        GivenInput.Completion completion => Complete(completion),
        _ => throw new InvalidOperationException(given.GetType().Name),
    };

    // An id that is not open is given to the engine all the same: it says why it does not fit.
    private Rejection? Complete(GivenInput.Completion completion)
    {
        var job = _state.Jobs.FirstOrDefault(job => job.Element == completion.Element);
        return job is not null
            ? Send(new CompleteJob(job.Id, completion.Payload))
            : Send(new CompleteTask(_state.Tasks.FirstOrDefault(task => task.Element == completion.Element)?.Id ?? 0, completion.Payload));
    }

    // What is still to be completed by the command line waits for it.
    private bool CompleteOne()
    {
        if (!options.CompletesByItself)
        {
            return false;
        }

        var task = _state.Tasks.FirstOrDefault(task => !IsNamed(task.Element) && !HasIncident(task.Id));
        if (task is not null)
        {
            return Send(new CompleteTask(task.Id, ValueContext.Empty)) is null;
        }

        var job = _state.Jobs.FirstOrDefault(job => !IsNamed(job.Element) && !HasIncident(job.Id));
        return job is not null && Send(new CompleteJob(job.Id, ValueContext.Empty)) is null;
    }

    private bool IsNamed(string element) => _given.Any(given => given is GivenInput.Completion completion && completion.Element == element);

    private bool HasIncident(int instance) => _state.Incidents.Any(incident => incident.Owner == instance);

    private bool PassTime()
    {
        var next = _state.Timers.MinBy(timer => (timer.Due, timer.Id));
        if (next is null || next.Due > (options.Until ?? _now))
        {
            return false;
        }

        _now = next.Due > _now ? next.Due : _now;
        return Send(new FireTimer(next.Id)) is null;
    }

    private Rejection? Send(WorkflowCommand command)
    {
        _commands++;
        var result = WorkflowEngine.Step(definition, _state, command, new StepContext { Now = _now });
        _state = result.State;
        foreach (var happened in result.Events)
        {
            lines.Print(happened);
        }

        return result.Rejection;
    }
}

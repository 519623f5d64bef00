namespace Xiezhi.Simulation.Tests.Models;

/// <summary>
/// The procedure of these tests, written apart from the engine, in at most 200 lines, with nothing but sets, dictionaries and times: what its tasks,
/// timers, jobs, clock and returns do. A task or timer is called by its element and how often that was entered: <c>Handle#2</c>.
/// </summary>
internal sealed class Model
{
    private static readonly TimeSpan Nudge = TimeSpan.FromHours(1);
    private static readonly TimeSpan Wait = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Instant = TimeSpan.FromMilliseconds(1);
    // Remind at half of four hours; the breach with its finding, and the raise at half as much again, an instant after their time.
    private static readonly TimeSpan[] Steps = [TimeSpan.FromHours(2), TimeSpan.FromHours(4) + Instant, TimeSpan.FromHours(6) + Instant];

    private readonly HashSet<string> _keys = [];

    /// <summary>The cases by the keys that opened them.</summary>
    public Dictionary<string, ModelCase> Cases { get; } = [];

    public string Open(string key, DateTimeOffset now)
    {
        if (Cases.ContainsKey(key))
        {
            return "AlreadyDone";
        }

        Enter(Cases[key] = new ModelCase { OpenedAt = now }, "Handle", now);
        return "Done";
    }

    public string Complete(string @case, string task, string by, bool returned, string lead, string key, DateTimeOffset now)
    {
        if (Begin(@case, key, now, out var one) is { } answer)
        {
            return answer;
        }

        if (!one.Tasks.Contains(task))
        {
            return "Rejected";
        }

        var element = task.Split('#')[0];
        if (by != (element is "Dispatch" or "Confirm" ? "city" : one.Lead))
        {
            return "Refused";
        }

        one.Tasks.Remove(task);
        _keys.Add(key);
        switch (element)
        {
            case "Handle":
                one.Timers.Remove(task.Replace("Handle", "Nudge", StringComparison.Ordinal));
                if (returned)
                {
                    one.Returns++;
                    Enter(one, "Dispatch", now);
                }
                else
                {
                    Enter(one, "Visit", now);
                    Enter(one, "Write", now);
                    one.Timers["Wait#1"] = now + Wait;
                }

                break;
            case "Dispatch":
                one.Lead = lead;
                Enter(one, "Handle", now);
                break;
            case "Visit" or "Write":
                Join(one, now);
                break;
        }

        End(one);
        return "Done";
    }

    public string CompleteJob(string @case, string job, string key, DateTimeOffset now)
    {
        if (Begin(@case, key, now, out var one) is { } answer)
        {
            return answer;
        }

        if (!one.Jobs.Remove(job))
        {
            return "Rejected";
        }

        _keys.Add(key);
        End(one);
        return "Done";
    }

    public string Due(string @case, DateTimeOffset now) =>
        !Cases.TryGetValue(@case, out var one) ? "NotFound" : one.IsOpen && CatchUp(one, now, now) > 0 ? "Done" : "AlreadyDone";

    /// <summary>When something is due next in a case.</summary>
    public static DateTimeOffset? Next(ModelCase one) => one.IsOpen
        ? one.Timers.Values.Concat(one.StoppedAt is null && one.Steps < Steps.Length ? [one.OpenedAt + Steps[one.Steps]] : []).Select(at => (DateTimeOffset?)at).Min()
        : null;

    // A key that was used does nothing at all; everything else first does what was due. A timer of the very moment gives way to the command.
    private string? Begin(string @case, string key, DateTimeOffset now, out ModelCase one)
    {
        one = Cases.GetValueOrDefault(@case)!;
        if (_keys.Contains(key))
        {
            return "AlreadyDone";
        }

        if (one is null)
        {
            return "NotFound";
        }

        if (!one.IsOpen)
        {
            return "Rejected";
        }

        CatchUp(one, now, now.AddTicks(-1));
        return null;
    }

    private static int CatchUp(ModelCase one, DateTimeOffset now, DateTimeOffset timersUntil)
    {
        for (var done = 0; ; done++)
        {
            var timer = one.Timers.Where(it => it.Value <= timersUntil).OrderBy(it => it.Value).ThenBy(it => it.Key.StartsWith("Wait", StringComparison.Ordinal)).FirstOrDefault();
            DateTimeOffset? step = one.StoppedAt is null && one.Steps < Steps.Length && one.OpenedAt + Steps[one.Steps] is var at && at <= now ? at : null;
            if (timer.Key is not null && (step is null || timer.Value <= step))
            {
                one.Timers.Remove(timer.Key);
                if (timer.Key.StartsWith("Nudge", StringComparison.Ordinal))
                {
                    one.Jobs.Add($"Tell#{one.Entered["Tell"] = one.Entered.GetValueOrDefault("Tell") + 1}");
                }
                else
                {
                    Join(one, timer.Value);
                }
            }
            else if (step is not null)
            {
                one.Steps++;
                one.Breached |= one.Steps == 2;
                one.Level += one.Steps == 3 ? 1 : 0;
            }
            else
            {
                return done;
            }
        }
    }

    private static void Enter(ModelCase one, string element, DateTimeOffset now)
    {
        var times = one.Entered[element] = one.Entered.GetValueOrDefault(element) + 1;
        one.Tasks.Add($"{element}#{times}");
        if (element == "Handle")
        {
            one.Timers[$"Nudge#{times}"] = now + Nudge;
        }
    }

    // Two tasks and the timer between them; the last of the three brings the reply, and the reply stops the clock.
    private static void Join(ModelCase one, DateTimeOffset at)
    {
        if (++one.Joined == 3)
        {
            one.StoppedAt = at;
            Enter(one, "Confirm", at);
        }
    }

    private static void End(ModelCase one) => one.IsOpen = one.Tasks.Count + one.Timers.Count + one.Jobs.Count > 0;
}

/// <summary>A case of the model.</summary>
internal sealed class ModelCase
{
    public bool IsOpen { get; set; } = true;
    public DateTimeOffset OpenedAt { get; init; }
    public string Lead { get; set; } = "office";
    public int Returns { get; set; }
    public int Level { get; set; }
    public int Steps { get; set; }
    public int Joined { get; set; }
    public bool Breached { get; set; }
    public DateTimeOffset? StoppedAt { get; set; }
    public Dictionary<string, int> Entered { get; } = [];
    public HashSet<string> Tasks { get; } = [];
    public Dictionary<string, DateTimeOffset> Timers { get; } = [];
    public HashSet<string> Jobs { get; } = [];
}

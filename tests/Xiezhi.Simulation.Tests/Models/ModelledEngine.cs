using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Escalation;
using Xiezhi.Runtime;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Due;
using Xiezhi.Simulation.Tests.Worlds;
using Xiezhi.Testing.Stores;

namespace Xiezhi.Simulation.Tests.Models;

/// <summary>The real engine on the store in memory, asked in the words of the model.</summary>
internal sealed class ModelledEngine
{
    private readonly CaseEngine _engine;
    private readonly MovedTime _time = new();

    // The engine numbers tasks and jobs; the model counts how often their element was entered.
    private readonly Dictionary<CaseId, Dictionary<int, string>> _names = [];
    private readonly Dictionary<(CaseId Case, string Name), int> _ids = [];

    public ModelledEngine()
    {
        var store = new MemoryCaseStore(new MemoryTables());
        _engine = new CaseEngine(
            World.Packages,
            new CommitPipeline(store, NullLogger<CommitPipeline>.Instance, TaskCreationOptions.None),
            store,
            new DueSignal(),
            _time,
            Options.Create(new XiezhiOptions { CachedCases = 12 }),
            new CaseLocks(TaskCreationOptions.None));
    }

    public DateTimeOffset Now
    {
        set => _time.Now = value;
    }

    public async Task<string> OpenAsync(string key) => Tell(await _engine.OpenAsync(Procedure.Tenant, Procedure.Name, key, World.Opening, Procedure.Citizen));

    public async Task<string> DueAsync(string key) => Tell(await _engine.ExecuteAsync(Procedure.Tenant, Id(key), new ActOnDue(), Actor.Engine));

    public async Task<string> CompleteAsync(string key, string task, string by, ValueContext variables, string mark) =>
        Tell(await _engine.ExecuteAsync(Procedure.Tenant, Id(key), new CompleteTask(_ids.GetValueOrDefault((Id(key), task), int.MaxValue), variables), Procedure.Party(by), mark));

    public async Task<string> CompleteJobAsync(string key, string job, string mark) =>
        Tell(await _engine.ExecuteAsync(Procedure.Tenant, Id(key), new CompleteJob(_ids.GetValueOrDefault((Id(key), job), int.MaxValue), ValueContext.Empty), Actor.Engine, mark));

    /// <summary>How a case stands, in the model's words.</summary>
    public async Task<string> DescribeAsync(string key)
    {
        var state = (await _engine.FindAsync(Procedure.Tenant, Id(key)))!;
        var clock = state.Clocks.Single();
        var tasks = Name(state.Id, state.Workflow.Tasks.Select(task => (task.Id, task.Element))).Order(StringComparer.Ordinal);
        Name(state.Id, state.Workflow.Jobs.Select(job => (job.Id, job.Element)));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"open {state.IsOpen}, lead {state.Facts.Lead}, returns {state.Returns}, level {state.Level}, steps {clock.StepsTaken}, breached {clock.BreachedAt is not null}, stopped {clock.StoppedAt:O}, "
            + $"tasks {string.Join(' ', tasks)}, jobs {state.Workflow.Jobs.Count}, timers {string.Join(' ', state.Workflow.Timers.Select(timer => timer.Due).Order().Select(at => at.ToString("O", CultureInfo.InvariantCulture)))}");
    }

    private static CaseId Id(string key) => CaseEngine.IdFor(Procedure.Tenant, Procedure.Name, key);

    private static string Tell(CommandResult result) => result.Status.ToString();

    private List<string> Name(CaseId id, IEnumerable<(int Id, string Element)> open)
    {
        var names = _names.TryGetValue(id, out var known) ? known : _names[id] = [];
        var result = new List<string>();
        foreach (var (number, element) in open)
        {
            if (!names.TryGetValue(number, out var name))
            {
                name = names[number] = $"{element}#{names.Values.Count(other => other.StartsWith(element + "#", StringComparison.Ordinal)) + 1}";
                _ids[(id, name)] = number;
            }

            result.Add(name);
        }

        return result;
    }

    private sealed class MovedTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = Procedure.Start;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}

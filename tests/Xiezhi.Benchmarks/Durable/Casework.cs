using Microsoft.Extensions.DependencyInjection;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Parties;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Packages;

namespace Xiezhi.Benchmarks.Durable;

/// <summary>Cases of <see cref="FiveTasks"/>, handled by an engine as its users would: each command has a key and waits for its answer.</summary>
internal sealed class Casework(IServiceProvider services)
{
    public const string Tenant = "city";

    private static readonly Actor Publisher = new(PartyKind.System, "publisher");
    public static readonly Actor Citizen = Actor.Citizen("Li");
    public static readonly Actor Office = new(PartyKind.StreetOffice, "office");
    public static readonly ValueContext Message = ValueContext.Of(("topic", "夜间施工噪声扰民"), ("matter", "noise"));

    private readonly CaseEngine _engine = services.GetRequiredService<CaseEngine>();

    public async Task PublishAsync()
    {
        var result = await services.GetRequiredService<PackageRegistry>().PublishAsync(Tenant, FiveTasks.Files(), null, Publisher).ConfigureAwait(false);
        if (!result.Published)
        {
            throw new InvalidOperationException(string.Join("\n", result.Diagnostics));
        }
    }

    public async Task<CaseState> OpenAsync(string key) => Done(await _engine.OpenAsync(Tenant, FiveTasks.Name, key, Message, Citizen).ConfigureAwait(false));

    /// <summary>Completes the task that waits.</summary>
    public async Task<CaseState> CompleteAsync(CaseState state)
    {
        var task = state.Workflow.Tasks.Single().Id;
        return Done(await _engine.ExecuteAsync(Tenant, state.Id, new CompleteTask(task, ValueContext.Empty), Office, $"{state.Key}/{task}").ConfigureAwait(false));
    }

    private static CaseState Done(CommandResult result) =>
        result is { Status: CommandStatus.Done, State: { } state } ? state : throw new InvalidOperationException($"{result.Status}: {result.Reason}");
}

using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Escalation;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.Parties;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Commits;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Cli.Run;

/// <summary>Turns what a row tells into commands of the engine.</summary>
internal sealed class RowCommands(IServiceProvider provider, GovernancePackage package, Intake intake, string tenant, CultureInfo culture)
{
    private readonly CaseEngine _engine = provider.GetRequiredService<CaseEngine>();
    private readonly ICaseStore _store = provider.GetRequiredService<ICaseStore>();

    /// <summary>How many cases an earlier run had opened.</summary>
    public int OpenedBefore { get; private set; }

    /// <summary>What could not be carried out, for a person to read.</summary>
    public List<string> Problems { get; } = [];

    public Task CarryOutAsync(ScheduleEntry entry, CancellationToken cancellation) =>
        entry.Command is null ? OpenAsync(entry, cancellation) : CompleteAsync(entry, entry.Command, cancellation);

    private async Task OpenAsync(ScheduleEntry entry, CancellationToken cancellation)
    {
        var actor = new Actor(intake.OpenedByKind, entry.Row.Fields[intake.OpenedById]);
        var variables = Evaluate(intake.Variables, entry);
        var result = await _engine.OpenAsync(tenant, package.Manifest.Name, Key(entry), variables, actor, cancellation).ConfigureAwait(false);
        if (result.Status == CommandStatus.AlreadyDone)
        {
            OpenedBefore++;
        }
        else if (!result.Succeeded)
        {
            Report(entry, Texts.Get("command-open", culture), result.Reason?.Message(culture));
        }
    }

    private async Task CompleteAsync(ScheduleEntry entry, IntakeCommand command, CancellationToken cancellation)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{package.Manifest.Name}/{Key(entry)}/{entry.Number}");
        if (await _store.HasCommandAsync(tenant, key, cancellation).ConfigureAwait(false))
        {
            return;
        }

        var id = CaseEngine.IdFor(tenant, package.Manifest.Name, Key(entry));
        var state = await _engine.FindAsync(tenant, id, cancellation).ConfigureAwait(false);
        var task = state?.Workflow.Tasks.FirstOrDefault(task => task.Element == command.Task);
        if (state is null || task is null)
        {
            Report(entry, command.Task, Texts.Get("no-open-task", culture));
            return;
        }

        var party = command.By == EscalationStep.ToLead ? state.Facts.Lead : command.By;
        var actor = new Actor(package.Organization.Party(party)?.Kind ?? PartyKind.System, party ?? "", command.Person);
        var result = await _engine.ExecuteAsync(tenant, id, new CompleteTask(task.Id, Evaluate(command.Variables, entry)), actor, key, cancellation).ConfigureAwait(false);
        if (!result.Succeeded)
        {
            Report(entry, command.Task, result.Reason?.Message(culture));
        }
    }

    private string Key(ScheduleEntry entry) => entry.Row.Fields[intake.Key];

    private static ValueContext Evaluate(ImmutableArray<KeyValuePair<string, IExpression>> expressions, ScheduleEntry entry)
    {
        var row = new ContextVariables(ValueContext.From(entry.Row.Fields.Select(field => KeyValuePair.Create(field.Key, Value.From(field.Value)))));
        return ValueContext.From(expressions.Select(expression => KeyValuePair.Create(expression.Key, expression.Value.Evaluate(row, entry.At).Value)));
    }

    private void Report(ScheduleEntry entry, string what, string? why) =>
        Problems.Add(Texts.Get("row-not-done", culture, entry.Row.Line, what, entry.At.ToString("u", CultureInfo.InvariantCulture), why ?? ""));
}

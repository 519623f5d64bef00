using System.CommandLine;
using System.Globalization;
using Xiezhi.Cli.Databases;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Runtime.Proofs;

namespace Xiezhi.Cli.Proofs;

/// <summary><c>xiezhi receipt</c>: a receipt for an event of a case, which is checked without the database.</summary>
internal static class ReceiptCommand
{
    public static Command Create()
    {
        var database = new Argument<string?>("database") { Description = Texts.Get("argument-database"), Arity = ArgumentArity.ZeroOrOne };
        var server = ChosenDatabase.PostgreSqlOption();
        var caseId = new Option<string>("--case") { Description = Texts.Get("option-case"), Required = true };
        var sequence = new Option<long>("--event") { Description = Texts.Get("option-event"), DefaultValueFactory = _ => 1 };
        var tenant = new Option<string>("--tenant") { Description = Texts.Get("option-tenant"), DefaultValueFactory = _ => "default" };
        var output = new Option<string?>("--output") { Description = Texts.Get("option-receipt-output") };
        var language = LanguageOption.Create();
        var command = new Command("receipt", Texts.Get("command-receipt")) { database, server, caseId, sequence, tenant, output, language };
        command.SetAction(async (parsed, cancellation) =>
        {
            var culture = LanguageOption.Culture(parsed.GetValue(language));
            if (!CaseId.TryParse(parsed.GetValue(caseId), out var id))
            {
                await Console.Error.WriteLineAsync(Texts.Get("receipt-no-case", culture, parsed.GetValue(caseId))).ConfigureAwait(false);
                return ExitStatus.WrongUsage;
            }

            try
            {
                return await RunAsync(
                    new ChosenDatabase(parsed.GetValue(database), parsed.GetValue(server)), parsed.GetValue(tenant)!, id, parsed.GetValue(sequence), parsed.GetValue(output), culture, cancellation).ConfigureAwait(false);
            }
            catch (Exception problem) when (ChosenDatabase.Explains(problem))
            {
                return await ChosenDatabase.TellAsync(problem, culture).ConfigureAwait(false);
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(
        ChosenDatabase database, string tenant, CaseId id, long sequence, string? output, CultureInfo culture, CancellationToken cancellation)
    {
        if (!database.IsOne)
        {
            await Console.Error.WriteLineAsync(Texts.Get("database-usage", culture)).ConfigureAwait(false);
            return ExitStatus.WrongUsage;
        }

        var result = await new LogProofs(database.OpenForAudit(), TimeProvider.System).ReceiptAsync(tenant, id, sequence, cancellation).ConfigureAwait(false);
        if (result.Receipt is not { } receipt)
        {
            await Console.Error.WriteLineAsync(result.Problem!.Format(culture)).ConfigureAwait(false);
            return ExitStatus.Problems;
        }

        if (output is null)
        {
            Console.Write(ReceiptText.Write(receipt));
        }
        else
        {
            await File.WriteAllTextAsync(output, ReceiptText.Write(receipt), cancellation).ConfigureAwait(false);
        }

        return ExitStatus.Success;
    }
}

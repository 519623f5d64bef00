using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Xiezhi.Cli.Databases;
using Xiezhi.Governance.Log;
using Xiezhi.Runtime;
using Xiezhi.Runtime.Proofs;

namespace Xiezhi.Cli.Proofs;

/// <summary><c>xiezhi checkpoint</c>: signs the log as it stands, after verifying it.</summary>
internal static class CheckpointCommand
{
    public static Command Create()
    {
        var database = new Argument<string?>("database") { Description = Texts.Get("argument-database"), Arity = ArgumentArity.ZeroOrOne };
        var server = ChosenDatabase.PostgreSqlOption();
        var key = new Option<string>("--key") { Description = Texts.Get("option-private-key"), Required = true };
        var tenant = new Option<string>("--tenant") { Description = Texts.Get("option-tenant"), DefaultValueFactory = _ => "default" };
        var output = new Option<string?>("--output") { Description = Texts.Get("option-checkpoint-output") };
        var language = LanguageOption.Create();
        var command = new Command("checkpoint", Texts.Get("command-checkpoint")) { database, server, key, tenant, output, language };
        command.SetAction(async (parsed, cancellation) =>
        {
            var culture = LanguageOption.Culture(parsed.GetValue(language));
            try
            {
                return await RunAsync(
                    new ChosenDatabase(parsed.GetValue(database), parsed.GetValue(server)), parsed.GetValue(key)!, parsed.GetValue(tenant)!, parsed.GetValue(output), culture, cancellation)
                    .ConfigureAwait(false);
            }
            catch (Exception problem) when (ChosenDatabase.Explains(problem))
            {
                return await ChosenDatabase.TellAsync(problem, culture).ConfigureAwait(false);
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(ChosenDatabase database, string keyFile, string tenant, string? output, CultureInfo culture, CancellationToken cancellation)
    {
        if (!database.IsOne || (database.File is { } file && !File.Exists(file)))
        {
            await Console.Error.WriteLineAsync(database.IsOne ? Texts.Get("no-file", culture, database.File) : Texts.Get("database-usage", culture)).ConfigureAwait(false);
            return ExitStatus.WrongUsage;
        }

        using var signer = CheckpointSigner.Read(await File.ReadAllTextAsync(keyFile, cancellation).ConfigureAwait(false));
        if (signer is null)
        {
            await Console.Error.WriteLineAsync(Texts.Get("checkpoint-no-key", culture, keyFile)).ConfigureAwait(false);
            return ExitStatus.WrongUsage;
        }

        var services = new ServiceCollection();
        database.Use(services.AddXiezhi());
        var provider = services.BuildServiceProvider();
        await using var closing = provider.ConfigureAwait(false);
        var result = await provider.GetRequiredService<LogProofs>().CheckpointAsync(tenant, signer, cancellation).ConfigureAwait(false);
        foreach (var defect in result.Defects)
        {
            Console.WriteLine(defect.Tenant + ": " + defect.Problem.Format(culture));
        }

        if (!result.Defects.IsEmpty)
        {
            Console.WriteLine(Texts.Get("checkpoint-refused", culture));
            return ExitStatus.Problems;
        }

        if (result.Made is not { } made)
        {
            Console.WriteLine(Texts.Get("checkpoint-nothing", culture));
            return ExitStatus.Success;
        }

        if (output is not null)
        {
            await File.AppendAllTextAsync(output, CheckpointText.Write(made) + "\n", cancellation).ConfigureAwait(false);
        }

        Console.WriteLine(Texts.Get("checkpoint-made", culture, made.Head.Number, made.Head.Size, made.Head.Root, made.Key));
        return ExitStatus.Success;
    }
}

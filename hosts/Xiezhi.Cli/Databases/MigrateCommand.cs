using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Xiezhi.Hangfire.Shared;
using Xiezhi.Runtime;
using Xiezhi.Storage;

namespace Xiezhi.Cli.Databases;

/// <summary><c>xiezhi migrate</c>: brings the schema of a database up to date, when somebody wants it.</summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        var file = new Option<string?>("--database") { Description = Texts.Get("option-migrate-database") };
        var server = ChosenDatabase.PostgreSqlOption();
        var language = LanguageOption.Create();
        var command = new Command("migrate", Texts.Get("command-migrate")) { file, server, language };
        command.SetAction(async (parsed, cancellation) =>
        {
            var culture = LanguageOption.Culture(parsed.GetValue(language));
            try
            {
                return await RunAsync(new ChosenDatabase(parsed.GetValue(file), parsed.GetValue(server)), culture, cancellation).ConfigureAwait(false);
            }
            catch (StoreRefusedException refused) when (refused.Problem.Code == StorageCodes.SchemaIsNewer.Code)
            {
                await ChosenDatabase.TellAsync(refused, culture).ConfigureAwait(false);
                return ExitStatus.Problems;
            }
            catch (Exception problem) when (ChosenDatabase.Explains(problem))
            {
                return await ChosenDatabase.TellAsync(problem, culture).ConfigureAwait(false);
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(ChosenDatabase database, CultureInfo culture, CancellationToken cancellation)
    {
        if (!database.IsOne)
        {
            await Console.Error.WriteLineAsync(Texts.Get("migrate-usage", culture)).ConfigureAwait(false);
            return ExitStatus.WrongUsage;
        }

        var services = new ServiceCollection();
        database.Use(services.AddXiezhi());
        var provider = services.BuildServiceProvider();
        await using var closing = provider.ConfigureAwait(false);
        var applied = await provider.GetRequiredService<IStoreSchema>().MigrateAsync(cancellation).ConfigureAwait(false);
        foreach (var migration in applied)
        {
            Console.WriteLine(Texts.Get("migrate-applied", culture, migration));
        }

        if (database.PostgreSql is { } server && await JobSchema.MigrateAsync(server, cancellation).ConfigureAwait(false) < JobSchema.Version)
        {
            applied = applied.Add(JobSchema.NameIn(server));
            Console.WriteLine(Texts.Get("migrate-jobs", culture, JobSchema.NameIn(server), JobSchema.Version));
        }

        Console.WriteLine(applied.IsEmpty ? Texts.Get("migrate-up-to-date", culture) : Texts.Get("migrate-done", culture, applied.Length));
        return ExitStatus.Success;
    }
}

using System.CommandLine;
using System.Globalization;
using Xiezhi.Cli.Databases;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Log;
using Xiezhi.Runtime.Proofs;

namespace Xiezhi.Cli.Proofs;

/// <summary><c>xiezhi verify</c>: whether a log is whole, checkpoints go on from one another, or a receipt proves what it says.</summary>
internal static class VerifyCommand
{
    private const int MostShown = 200;

    public static Command Create()
    {
        var database = new Argument<string?>("database") { Description = Texts.Get("argument-database"), Arity = ArgumentArity.ZeroOrOne };
        var server = ChosenDatabase.PostgreSqlOption();
        var key = new Option<string?>("--key") { Description = Texts.Get("option-public-key") };
        var checkpoints = new Option<string?>("--checkpoints") { Description = Texts.Get("option-checkpoints") };
        var receipt = new Option<string?>("--receipt") { Description = Texts.Get("option-receipt") };
        var withoutSnapshots = new Option<bool>("--no-snapshots") { Description = Texts.Get("option-no-snapshots") };
        var language = LanguageOption.Create();
        var command = new Command("verify", Texts.Get("command-verify")) { database, server, key, checkpoints, receipt, withoutSnapshots, language };
        command.SetAction(async (parsed, cancellation) =>
        {
            var culture = LanguageOption.Culture(parsed.GetValue(language));
            try
            {
                return await RunAsync(
                    new ChosenDatabase(parsed.GetValue(database), parsed.GetValue(server)),
                    parsed.GetValue(key),
                    parsed.GetValue(checkpoints),
                    parsed.GetValue(receipt),
                    !parsed.GetValue(withoutSnapshots),
                    culture,
                    cancellation).ConfigureAwait(false);
            }
            catch (Exception problem) when (ChosenDatabase.Explains(problem))
            {
                return await ChosenDatabase.TellAsync(problem, culture).ConfigureAwait(false);
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(
        ChosenDatabase database, string? keyFile, string? checkpointFile, string? receiptFile, bool withSnapshots, CultureInfo culture, CancellationToken cancellation)
    {
        var hasDatabase = database != new ChosenDatabase(null, null);
        if ((!hasDatabase && checkpointFile is null && receiptFile is null)
            || (hasDatabase && !database.IsOne)
            || (receiptFile is not null && (hasDatabase || checkpointFile is not null)))
        {
            return Misuse("verify-usage", culture);
        }

        var key = keyFile is null ? null : ProofFiles.Key(keyFile);
        if (keyFile is not null && key is null)
        {
            return Misuse("verify-no-key", culture, keyFile);
        }

        if (receiptFile is not null)
        {
            return key is null ? Misuse("verify-receipt-key", culture) : Receipt(receiptFile, key, culture);
        }

        var found = new DiagnosticBag();
        var kept = checkpointFile is null ? [] : ProofFiles.Checkpoints(checkpointFile, found);
        foreach (var problem in found.ToImmutable())
        {
            Console.WriteLine(problem.Format(culture));
        }

        var defects = new List<LogDefect>();
        if (!hasDatabase)
        {
            foreach (var tenant in kept.GroupBy(checkpoint => checkpoint.Head.Tenant))
            {
                defects.AddRange(CheckpointChain.Verify(tenant.Key, tenant, key));
                Console.WriteLine(Texts.Get("verify-checkpoints", culture, tenant.Key, tenant.Count()));
            }
        }
        else
        {
            var audits = await new LogProofs(database.OpenForAudit(), TimeProvider.System).AuditAsync(kept, key, cancellation).ConfigureAwait(false);
            foreach (var (tenant, audit) in audits)
            {
                defects.AddRange(audit.Defects);
                Console.WriteLine(Texts.Get("verify-log", culture, tenant, audit.Cases, audit.Events, audit.Covered, audit.Checkpoints));
            }

            if (withSnapshots)
            {
                defects.AddRange(await SnapshotsAsync(database, culture, cancellation).ConfigureAwait(false));
            }
        }

        return Tell(defects, found.HasErrors, key is null, culture);
    }

    private static async Task<List<LogDefect>> SnapshotsAsync(ChosenDatabase database, CultureInfo culture, CancellationToken cancellation)
    {
        var audits = await new SnapshotAudit(database.OpenForAudit()).RunAsync(cancellation).ConfigureAwait(false);
        foreach (var (tenant, audit) in audits.Where(pair => pair.Value.Compared + pair.Value.Left > 0))
        {
            Console.WriteLine(Texts.Get("verify-snapshots", culture, tenant, audit.Compared, audit.Left));
        }

        return [.. audits.Values.SelectMany(audit => audit.Defects)];
    }

    private static int Tell(List<LogDefect> defects, bool unread, bool withoutKey, CultureInfo culture)
    {
        foreach (var defect in defects.Take(MostShown))
        {
            Console.WriteLine(defect.Tenant + ": " + defect.Problem.Format(culture));
        }

        if (defects.Count > MostShown)
        {
            Console.WriteLine(Texts.Get("verify-more", culture, defects.Count - MostShown));
        }

        if (withoutKey)
        {
            Console.WriteLine(Texts.Get("verify-unsigned", culture));
        }

        var whole = defects.Count == 0 && !unread;
        Console.WriteLine(Texts.Get(whole ? "verify-whole" : "verify-not-whole", culture, defects.Count));
        return whole ? ExitStatus.Success : ExitStatus.Problems;
    }

    private static int Receipt(string file, CheckpointPublicKey key, CultureInfo culture)
    {
        var found = new DiagnosticBag();
        var receipt = ReceiptText.Read(File.ReadAllBytes(file), file, found);
        found.AddRange(receipt?.Verify(key) ?? []);
        foreach (var problem in found.ToImmutable())
        {
            Console.WriteLine(problem.Format(culture));
        }

        if (receipt is null || found.HasErrors)
        {
            Console.WriteLine(Texts.Get("receipt-false", culture));
            return ExitStatus.Problems;
        }

        Console.WriteLine(Texts.Get("receipt-true", culture, receipt.Case, receipt.Sequence, receipt.Head.Tenant, receipt.Head.Number, receipt.Head.At.ToString("u", culture)));
        Console.WriteLine(receipt.Text);
        return ExitStatus.Success;
    }

    private static int Misuse(string text, CultureInfo culture, params ReadOnlySpan<object?> values)
    {
        Console.Error.WriteLine(Texts.Get(text, culture, values));
        return ExitStatus.WrongUsage;
    }
}

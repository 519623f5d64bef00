using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xiezhi.Runtime;
using Xiezhi.Runtime.Proofs;

namespace Xiezhi.Hangfire;

/// <summary>Signed checkpoints, as the configuration of a host asks for them.</summary>
/// <remarks>Members: <c>Key</c>, the file of a private key (ECDSA on P-256, PEM), and <c>Every</c>, the interval between two checkpoints (<c>01:00:00</c>).</remarks>
public static class CheckpointSettings
{
    /// <summary>Signs checkpoints with the key that <paramref name="section"/> names; does nothing where it names none.</summary>
    /// <param name="builder">The engine's registration, with Hangfire's jobs.</param>
    /// <param name="section">The section of the configuration.</param>
    /// <param name="root">The folder that a relative path counts from.</param>
    /// <returns>What is wrong with the settings, for the operator; <see langword="null"/> where nothing is.</returns>
    public static string? UseCheckpoints(this XiezhiBuilder builder, IConfigurationSection section, string root)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(section);
        ArgumentNullException.ThrowIfNull(root);
        if (section["Key"] is not { Length: > 0 } key)
        {
            return null;
        }

        if (section["Every"] is { Length: > 0 } text)
        {
            if (!TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var every) || !HangfireJobsOptions.IsCheckpointInterval(every))
            {
                return $"{section.Path}:Every is \"{text}\"; it is a time of a minute to seven days, such as 01:00:00.";
            }

            builder.Services.Configure<HangfireJobsOptions>(options => options.CheckpointEvery = every);
        }

        var file = Path.GetFullPath(Path.Combine(root, key));
        string pem;
        try
        {
            pem = File.ReadAllText(file);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return $"{section.Path}:Key names the file {file}, which can't be read: {problem.Message}";
        }

        if (CheckpointSigner.Read(pem) is not { } signer)
        {
            return $"{section.Path}:Key names the file {file}, which is no private key on P-256 in PEM that is not encrypted.";
        }

        builder.Services.AddSingleton(_ => signer);
        return null;
    }
}

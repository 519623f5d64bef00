using Microsoft.Extensions.Options;
using Xiezhi.Delivery;
using Xiezhi.Runtime;

namespace Xiezhi;

/// <summary>The section <c>Xiezhi</c> of the configuration, which a server and the workers beside it may share: names that nothing reads are refused.</summary>
/// <remarks>A name that is misspelled would otherwise be passed over, and the host start with a database, or a bound, that nobody meant.</remarks>
internal static class HostSettings
{
    private static readonly string[] Names = ["Checkpoints", "Database", "Delivery", "Development", "Engine", "Keys", "MigrateAtStart", "Packages", "PostgreSql", "Retention"];

    /// <summary>What is wrong with the settings, for the operator; <see langword="null"/> where nothing is.</summary>
    public static string? Problem(IConfigurationSection section)
    {
        foreach (var child in section.GetChildren())
        {
            if (!Names.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                return $"{child.Path} is no setting. There are {string.Join(", ", Names)}.";
            }
        }

        return (section["MigrateAtStart"] is { Length: > 0 } migrate && !bool.TryParse(migrate, out _) ? $"{section.Path}:MigrateAtStart is \"{migrate}\": give true or false." : null)
            ?? Problem(section.GetSection("Engine"), static settings =>
            {
                using var provider = new ServiceCollection().AddXiezhi(options => settings.Bind(options, Strictly)).Services.BuildServiceProvider();
                _ = provider.GetRequiredService<IOptions<XiezhiOptions>>().Value;
            })
            ?? Problem(section.GetSection("Retention"), static settings =>
            {
                using var provider = new ServiceCollection().AddXiezhi(options => settings.Bind(options.Retention, Strictly)).Services.BuildServiceProvider();
                _ = provider.GetRequiredService<IOptions<XiezhiOptions>>().Value;
            })
            ?? Problem(section.GetSection("Delivery"), static settings => settings.Bind(new DeliveryOptions(), Strictly));
    }

    private static string? Problem(IConfigurationSection section, Action<IConfigurationSection> read)
    {
        try
        {
            read(section);
            return null;
        }
        catch (Exception problem) when (problem is InvalidOperationException or ArgumentException)
        {
            return $"{section.Path} can't be read: {problem.Message} {problem.InnerException?.Message}".TrimEnd();
        }
    }

    private static void Strictly(BinderOptions binder) => binder.ErrorOnUnknownConfiguration = true;
}

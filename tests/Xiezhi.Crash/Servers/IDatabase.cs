using Xiezhi.Runtime;

namespace Xiezhi.Crash.Servers;

/// <summary>The database under a server: how both reach it, and how it is killed itself where it is a server too.</summary>
internal interface IDatabase : IAsyncDisposable
{
    /// <summary>Whether it is a process of its own that can be killed.</summary>
    bool CanBeKilled { get; }

    /// <summary>Makes it ready, empty.</summary>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>What tells the server where it is.</summary>
    IEnumerable<string> ServerSettings();

    /// <summary>Has an engine of this process store there.</summary>
    void Use(XiezhiBuilder builder);

    /// <summary>SIGKILL to it, then starts it again.</summary>
    Task KillAndRestartAsync(CancellationToken cancellationToken);
}

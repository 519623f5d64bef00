using System.Globalization;

namespace Xiezhi.Cli.Trace;

/// <summary>What was asked of a trace.</summary>
internal sealed record TraceOptions
{
    /// <summary>The BPMN file.</summary>
    public required string File { get; init; }

    /// <summary>The JSON file with the variables to begin with, or <see langword="null"/>.</summary>
    public string? Data { get; init; }

    /// <summary>What is given to the process, in this order.</summary>
    public IReadOnlyList<GivenInput> Given { get; init; } = [];

    /// <summary>Whether tasks and jobs complete by themselves, but those that <see cref="Given"/> still names.</summary>
    public bool CompletesByItself { get; init; }

    /// <summary>When the virtual clock begins.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Until when, inclusive, it goes from due timer to due timer; where none is named it stands still.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The process's id; not needed where there is one.</summary>
    public string? Process { get; init; }

    /// <summary>Whether a script in a language other than FEEL counts as done.</summary>
    public bool IgnoresForeignScripts { get; init; }

    public required CultureInfo Culture { get; init; }
}

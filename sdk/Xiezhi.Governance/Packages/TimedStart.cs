using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Execution;
using Xiezhi.Workflow.Expressions;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Governance.Packages;

/// <summary>A start event of a package's procedure that a time triggers: each occurrence opens a case.</summary>
/// <remarks>Immutable and thread-safe. Nothing is known before there is a case, so its expressions see no variables.</remarks>
public sealed class TimedStart
{
    private readonly GovernancePackage _package;
    private readonly StartTrigger _trigger;

    private TimedStart(GovernancePackage package, StartTrigger trigger) => (_package, _trigger) = (package, trigger);

    /// <summary>The id of the start event, or of one of its several definitions.</summary>
    public string Element => _trigger.Element;

    /// <summary>The timed starts of a package, in the order of the model.</summary>
    public static ImmutableArray<TimedStart> Of(GovernancePackage package)
    {
        ArgumentNullException.ThrowIfNull(package);
        return [.. package.Procedure.StartTriggers.Where(trigger => trigger.Kind == EventKind.Timer).Select(trigger => new TimedStart(package, trigger))];
    }

    /// <summary>The first occurrence, counted from when the package came into force; a time without an offset is one of the package's zone.</summary>
    /// <param name="from">When it came into force.</param>
    /// <param name="failure">Why there is none.</param>
    public StartTime? First(DateTimeOffset from, out Diagnostic? failure)
    {
        var context = new StepContext { Now = PackageZone.ToLocal(_package.Manifest.Zone, from), Timers = _package.Timers, Ambient = new ContextVariables(ValueContext.Empty) };
        return _trigger.FirstTime(context, out failure) is { } first ? first with { Due = first.Due.ToUniversalTime() } : null;
    }

    /// <summary>The occurrence after <paramref name="time"/>; <see langword="null"/> where it was the last, or where the calendar can't tell.</summary>
    public StartTime? Next(StartTime time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return time.Next(_package.Timers) is { } next ? next with { Due = next.Due.ToUniversalTime() } : null;
    }
}

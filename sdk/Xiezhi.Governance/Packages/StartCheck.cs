using System.Globalization;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Governance.Packages;

/// <summary>Checks that what begins a package's procedure from outside can begin it: nothing is published that would wait for ever without a word.</summary>
/// <remarks>Pure and thread-safe.</remarks>
public static class StartCheck
{
    /// <summary>The shortest cycle at which cases are opened.</summary>
    public static readonly TimeSpan ShortestCycle = TimeSpan.FromSeconds(1);

    /// <summary>Looks at each start of the package's procedure.</summary>
    /// <param name="package">The package.</param>
    /// <param name="from">From when on cases begin with it.</param>
    /// <param name="diagnostics">Receives what is wrong.</param>
    public static void Check(GovernancePackage package, DateTimeOffset from, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(diagnostics);
        foreach (var trigger in package.Procedure.StartTriggers)
        {
            switch (trigger.Kind)
            {
                case EventKind.Conditional:
                    diagnostics.Add(GovernanceCodes.ConditionalStart, At(package, trigger.Element), trigger.Element);
                    break;
                case EventKind.Signal:
                    diagnostics.Add(GovernanceCodes.SignalStart, At(package, trigger.Element), trigger.Element, trigger.Name ?? "");
                    break;
            }
        }

        foreach (var start in TimedStart.Of(package))
        {
            Check(package, start, from, diagnostics);
        }
    }

    private static void Check(GovernancePackage package, TimedStart start, DateTimeOffset from, DiagnosticBag diagnostics)
    {
        var where = At(package, start.Element);
        var first = start.First(from, out var failure);
        if (first is null)
        {
            diagnostics.Add(GovernanceCodes.StartNotTimed, where, start.Element, failure?.Message(CultureInfo.InvariantCulture) ?? "");
            return;
        }

        var next = start.Next(first);
        if (first.Remaining != 0 && next is null)
        {
            diagnostics.Add(GovernanceCodes.StartNotTimed, where, start.Element, first.Interval ?? "");
        }
        else if (next is not null && next.Due - first.Due < ShortestCycle)
        {
            diagnostics.Add(GovernanceCodes.StartTooOften, where, start.Element, first.Interval ?? "");
        }

        // Not everything that has passed is idle: of a cycle the occurrences still to come count. Those before are passed over one by one.
        var steps = 0;
        for (; first is not null && first.Due < from && steps < MostSteps; steps++)
        {
            first = start.Next(first);
        }

        if (first is null)
        {
            diagnostics.Add(GovernanceCodes.StartIsOver, where, start.Element);
        }
        else if (steps == MostSteps)
        {
            diagnostics.Add(GovernanceCodes.StartNotTimed, where, start.Element, $"{first.Interval} × > {MostSteps.ToString(CultureInfo.InvariantCulture)}");
        }
    }

    private const int MostSteps = 100_000;

    private static Location At(GovernancePackage package, string element) =>
        package.Procedure.Find(element)?.Source?.Location ?? new Location(package.Procedure.File, element);
}

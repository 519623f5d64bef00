using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Clocks;
using Xiezhi.Governance.Deliberation;
using Xiezhi.Governance.Findings;
using Xiezhi.Governance.Handling.CallBacks;
using Xiezhi.Governance.Handling.Claims;
using Xiezhi.Governance.Handling.Closing;
using Xiezhi.Governance.Handling.CoHandling;
using Xiezhi.Governance.Handling.FourEyes;
using Xiezhi.Governance.Handling.Limits;
using Xiezhi.Governance.Handling.Whistles;
using Xiezhi.Governance.Packages;

namespace Xiezhi.Governance.Cases;

/// <summary>The table of aspects. Their order is that in which they are brought up to date after a step.</summary>
internal static class CaseAspects
{
    public static ImmutableArray<CaseAspect> All { get; } =
    [
        new CoHandlingKeeping(),
        new ClockKeeping(),
        new HandlingLateness(),
        new WhistleKeeping(),
        new ClosingKeeping(),
        new ClaimKeeping(),
        new FourEyesKeeping(),
        new DeliberationKeeping(),
        new CallBackKeeping(),
        new FindingKeeping(),
    ];

    public static CaseAspect? Of(CaseCommand command)
    {
        foreach (var aspect in All)
        {
            if (aspect.Owns(command))
            {
                return aspect;
            }
        }

        return null;
    }

    /// <summary>Why the first aspect that does prevents a command; <see langword="null"/> where none does.</summary>
    public static Diagnostic? Prevention(CaseDraft draft, CaseCommand command)
    {
        foreach (var aspect in All)
        {
            if (aspect.Prevents(draft, command) is { } reason)
            {
                return reason;
            }
        }

        return null;
    }

    /// <summary>The earliest moment that is due at <paramref name="now"/>, and whose it is.</summary>
    public static (CaseAspect Aspect, CaseMoment Moment)? FirstDue(GovernancePackage package, CaseState state, DateTimeOffset now)
    {
        (CaseAspect Aspect, CaseMoment Moment)? first = null;
        foreach (var aspect in All)
        {
            foreach (var moment in aspect.NextMoments(package, state))
            {
                if (moment.At <= now && (first is null || moment.At < first.Value.Moment.At))
                {
                    first = (aspect, moment);
                }
            }
        }

        return first;
    }
}

using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Packages;

namespace Xiezhi.Governance.Cases;

/// <summary>
/// One concern of the domain that takes part in the life of a case beside its procedure: its commands, what it keeps up after each step, and
/// what falls due in it. All are in one table, <see cref="CaseAspects"/>. Without state: what it knows of a case is in the case.
/// </summary>
internal abstract class CaseAspect
{
    /// <summary>What falls due next in an open case.</summary>
    public virtual IEnumerable<CaseMoment> NextMoments(GovernancePackage package, CaseState state) => [];

    /// <summary>Does what is due at one of its moments. It must change what <see cref="NextMoments"/> gives, or the moment is due for ever.</summary>
    public virtual void Act(CaseDraft draft, CaseMoment moment)
    {
    }

    /// <summary>Brings itself up to date after a command or a moment has moved an open case.</summary>
    public virtual void Keep(CaseDraft draft)
    {
    }

    /// <summary>Ends what is open in it, before the end of the case is recorded.</summary>
    public virtual void End(CaseDraft draft)
    {
    }

    /// <summary>Why a command, whosever it is, can't be carried out as things stand in it; <see langword="null"/> where it can.</summary>
    public virtual Diagnostic? Prevents(CaseDraft draft, CaseCommand command) => null;

    /// <summary>Whether the command is one of its own.</summary>
    public virtual bool Owns(CaseCommand command) => false;

    /// <summary>Whether its command can be carried out on a case that has ended.</summary>
    public virtual bool AllowsEnded(CaseCommand command) => false;

    /// <summary>Who may carry out its command: ids of parties, and words for kinds of parties; and the element that it is about, or empty.</summary>
    public virtual (ImmutableArray<string> Allowed, string Element) WhoMay(GovernancePackage package, CaseState state, CaseCommand command) => ([], "");

    /// <summary>Carries out its command: records what happened, or says why nothing did.</summary>
    public virtual Diagnostic? CarryOut(CaseDraft draft, CaseCommand command) => null;
}

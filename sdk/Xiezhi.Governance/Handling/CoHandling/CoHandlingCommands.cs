using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;

namespace Xiezhi.Governance.Handling.CoHandling;

/// <summary>What somebody asks of co-handling (协办).</summary>
public abstract record CoHandlingCommand : CaseCommand
{
    private protected CoHandlingCommand()
    {
    }
}

/// <summary>Invites one more party to handle the case together with the lead.</summary>
/// <param name="Party">Which.</param>
/// <param name="Reason">Why; must be given.</param>
public sealed record InviteCoHandler(string Party, string Reason) : CoHandlingCommand;

/// <summary>Dismisses a co-handler that has not contributed yet.</summary>
/// <param name="Party">Which.</param>
/// <param name="Reason">Why; must be given.</param>
public sealed record DismissCoHandler(string Party, string Reason) : CoHandlingCommand;

/// <summary>A co-handler says that it has seen what it is to do (签收).</summary>
public sealed record AcknowledgeCoHandling : CoHandlingCommand;

/// <summary>A co-handler gives what it has to give, or another in its place.</summary>
/// <param name="Text">What it says; must not be empty.</param>
/// <param name="Variables">What it adds to the case under its name.</param>
public sealed record SubmitContribution(string Text, ValueContext Variables) : CoHandlingCommand;

/// <summary>A co-handler says that it has nothing to do with the case; the lead decides.</summary>
/// <param name="Reasons">Why; must be given.</param>
public sealed record DisclaimCoHandling(string Reasons) : CoHandlingCommand;

/// <summary>Decides whether a co-handler has nothing to do with the case, as it says.</summary>
/// <param name="Party">The co-handler.</param>
/// <param name="Accepted">Whether that is so; else it still owes its contribution.</param>
/// <param name="Reasons">Why; must be given.</param>
public sealed record DecideDisclaimer(string Party, bool Accepted, string Reasons) : CoHandlingCommand;

/// <summary>The lead goes on without all co-handlers that owe their contributions now.</summary>
/// <param name="Reasons">Why; must be given.</param>
public sealed record GoOnWithout(string Reasons) : CoHandlingCommand;

using Xiezhi.Governance.Cases;
using Xiezhi.Runtime.Cases;

namespace Xiezhi.Simulation.Tests.Worlds;

/// <summary>A command under a key of its own, and what those who sent it were told.</summary>
internal sealed class SentCommand(string key, CaseId id)
{
    /// <summary>The idempotency key; it also stands in the variables that the command sets, so that the log shows it.</summary>
    public string Key => key;

    public CaseId Case => id;

    /// <summary>The task; <see langword="null"/> for opening.</summary>
    public CaseCommand? Command { get; init; }

    public Actor Actor { get; init; } = Procedure.Citizen;

    /// <summary>Whether somebody was told that it holds.</summary>
    public bool Acknowledged { get; private set; }

    /// <summary>Whether somebody was told that it does not, and for all but a message, which another time may find its task open, that it never will.</summary>
    public bool Denied { get; private set; }

    public bool Answered => Acknowledged || Denied;

    public void Answer(CommandResult result)
    {
        Acknowledged |= result.Succeeded;
        Denied |= !result.Succeeded;
    }
}

using Xiezhi.Governance.Cases;

namespace Xiezhi.Governance.Handling.Returns;

/// <summary>Something asked of the arbiter (仲裁), or by the arbiter.</summary>
public abstract record ReturnCommand : CaseCommand
{
    private protected ReturnCommand()
    {
    }
}

/// <summary>Refers a case that nobody takes to the arbiter.</summary>
/// <param name="Reason">Why, in writing.</param>
public sealed record ReferToArbiter(string Reason) : ReturnCommand;

/// <summary>Appoints the party that leads (指定主办). For the arbiter; also later, to appoint another.</summary>
/// <param name="Party">The party.</param>
/// <param name="Reason">Why, in writing.</param>
public sealed record AppointLead(string Party, string Reason) : ReturnCommand
{
    /// <summary>Whether the party has the duty, so that its own returns of this case were unfounded. False where somebody has to take what is nobody's.</summary>
    public bool HadDuty { get; init; } = true;
}

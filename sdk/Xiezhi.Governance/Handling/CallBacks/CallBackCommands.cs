using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;

namespace Xiezhi.Governance.Handling.CallBacks;

/// <summary>What somebody asks of a call-back.</summary>
/// <param name="Number">Its number in the case.</param>
public abstract record CallBackCommand(int Number) : CaseCommand;

/// <summary>Records that somebody was reached and what they said, or that nobody was; after as many attempts as the package says the call-back is over.</summary>
/// <param name="Number">Its number in the case.</param>
/// <param name="Reached">Whether they were reached.</param>
/// <param name="Satisfied">Whether they are satisfied: needed where they were reached, not given where not.</param>
/// <param name="Words">What they said, or what there is to say of the attempt.</param>
public sealed record RecordCallBack(int Number, bool Reached, bool? Satisfied, string Words) : CallBackCommand(Number)
{
    /// <summary>Whether the case is to be handled again; the procedure must wait for the message that the package names.</summary>
    public bool Rework { get; init; }

    /// <summary>What else the message says that asks for it, such as the reason that reworks of the package need; nothing by default.</summary>
    public ValueContext Variables { get; init; } = ValueContext.Empty;
}

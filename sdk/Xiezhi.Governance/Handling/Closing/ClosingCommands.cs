using Xiezhi.Governance.Cases;

namespace Xiezhi.Governance.Handling.Closing;

/// <summary>What somebody asks of a closing.</summary>
/// <param name="Of">What is closed: <c>co-handling</c>, or <c>whistle:1</c> for the first whistle of the case.</param>
public abstract record ClosingCommand(string Of) : CaseCommand;

/// <summary>Asks all parties to close: whoever called them, or the one above.</summary>
/// <param name="Of">What is closed.</param>
/// <param name="Account">What was done; must be given.</param>
public sealed record ProposeClosing(string Of, string Account) : ClosingCommand(Of);

/// <summary>Agrees to the closing.</summary>
/// <param name="Of">What is closed.</param>
/// <param name="Words">What there is to say to it; may be empty.</param>
public sealed record AgreeToClosing(string Of, string Words) : ClosingCommand(Of);

/// <summary>Dissents from the closing. It is written down and shown; it does not hinder the closing.</summary>
/// <param name="Of">What is closed.</param>
/// <param name="Reasons">Why; must be given.</param>
public sealed record DissentFromClosing(string Of, string Reasons) : ClosingCommand(Of);

/// <summary>Closes over the silence of parties whose time to speak has passed. Not by whoever called them, nor by one of the silent.</summary>
/// <param name="Of">What is closed.</param>
/// <param name="Reasons">Why; must be given.</param>
public sealed record CloseOverSilence(string Of, string Reasons) : ClosingCommand(Of);

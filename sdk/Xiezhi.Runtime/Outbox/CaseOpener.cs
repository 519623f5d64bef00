using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Runtime.Cases;

namespace Xiezhi.Runtime.Outbox;

/// <summary>Opens the cases that messages <c>case:PACKAGE</c> ask for, such as supervision (督办): with the package in force, once for a key.</summary>
/// <remarks>The package must let the engine open its cases: <c>openedBy</c> has <c>system</c> or <c>xiezhi</c>.</remarks>
internal sealed class CaseOpener(CaseEngine engine) : IOutboxHandler
{
    /// <summary>What the kinds of these messages begin with; behind it stands the name of the package.</summary>
    public const string Prefix = "case:";

    public bool Handles(string kind) => kind.StartsWith(Prefix, StringComparison.Ordinal);

    public async Task<OutboxAnswer> DeliverAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var package = message.Kind[Prefix.Length..];
        var key = message.Payload.TryGet("openKey", out var given) && given.AsString is { } text ? text : message.Id;
        var variables = message.Payload.With(ValueContext.Of(("origin", message.Case.ToString())));
        var opened = await engine.OpenAsync(message.Tenant, package, key, variables, Actor.Engine, cancellationToken).ConfigureAwait(false);
        return opened.Status is CommandStatus.Done or CommandStatus.AlreadyDone
            ? new OutboxAnswer(ValueContext.Of(("openedCase", opened.Case.ToString())))
            : throw new InvalidOperationException($"No case of package \"{package}\" could be opened: {opened.Reason}");
    }
}

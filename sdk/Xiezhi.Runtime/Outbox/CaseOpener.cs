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

    /// <summary>The case that a message asks for; <see langword="null"/> where it asks for something else.</summary>
    public static Opening? Asked(OutboxMessage message)
    {
        if (!message.Kind.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var key = message.Payload.TryGet("openKey", out var given) && given.AsString is { } text ? text : message.Id;
        return new Opening(message.Kind[Prefix.Length..], new OpenCase(key, message.Payload.With(ValueContext.Of(("origin", message.Case.ToString())))));
    }

    /// <summary>What the job that asked for a case is answered.</summary>
    public static ValueContext Answer(CaseId opened) => ValueContext.Of(("openedCase", opened.ToString()));

    public async Task<OutboxAnswer> DeliverAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var (package, command) = Asked(message)!;
        var opened = await engine.OpenAsync(message.Tenant, package, command.Key, command.Variables, Actor.Engine, cancellationToken).ConfigureAwait(false);
        return opened.Status is CommandStatus.Done or CommandStatus.AlreadyDone
            ? new OutboxAnswer(Answer(opened.Case))
            : throw new InvalidOperationException($"No case of package \"{package}\" could be opened: {opened.Reason}");
    }

    /// <summary>A case to be opened.</summary>
    /// <param name="Package">The name of its package.</param>
    /// <param name="Command">With what.</param>
    internal sealed record Opening(string Package, OpenCase Command);
}

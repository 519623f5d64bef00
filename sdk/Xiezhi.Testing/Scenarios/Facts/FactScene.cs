using System.Globalization;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Governance.Packages;
using Xiezhi.Runtime.Outbox;

namespace Xiezhi.Testing.Scenarios.Facts;

/// <summary>A case as its facts are read from it.</summary>
/// <param name="Package">The package.</param>
/// <param name="State">How it stands.</param>
/// <param name="Log">Its events.</param>
/// <param name="Told">What was told because of it.</param>
/// <param name="Now">The moment.</param>
internal sealed record FactScene(
    GovernancePackage Package, CaseState State, IReadOnlyList<RecordedEvent> Log, IReadOnlyList<OutboxMessage> Told, DateTimeOffset Now)
{
    /// <summary>The events of a kind, in order.</summary>
    public IEnumerable<(RecordedEvent Recorded, T Event)> Events<T>()
        where T : CaseEvent => Log.Where(recorded => recorded.Event is T).Select(recorded => (recorded, (T)recorded.Event));

    /// <summary>A moment as differences show it: local to the package's zone, with its offset.</summary>
    public Value Moment(DateTimeOffset? moment) => moment is { } at ? Local(Package, at) : Value.Null;

    /// <inheritdoc cref="Moment"/>
    public static string Local(GovernancePackage package, DateTimeOffset moment) =>
        PackageZone.ToLocal(package.Manifest.Zone, moment).ToString("yyyy-MM-ddTHH:mm:ss.FFFzzz", CultureInfo.InvariantCulture);

    /// <summary>Texts as a value.</summary>
    public static Value Texts(IEnumerable<string> texts) => Value.List([.. texts.Select(Value.From)]);
}

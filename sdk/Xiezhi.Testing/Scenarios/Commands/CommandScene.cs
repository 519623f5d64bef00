using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Governance.Packages;

namespace Xiezhi.Testing.Scenarios.Commands;

/// <summary>What a command of a scenario is worked out from at its moment.</summary>
/// <param name="Package">The package.</param>
/// <param name="State">The case that it is on.</param>
/// <param name="Log">The events of that case.</param>
/// <param name="Now">The moment.</param>
/// <param name="CaseNamed">The id of another case of the scenario, by its name.</param>
internal sealed record CommandScene(
    GovernancePackage Package, CaseState State, IReadOnlyList<RecordedEvent> Log, DateTimeOffset Now, Func<string, CaseId?> CaseNamed);

/// <summary>What a field of a command is, once its moment has come; <see cref="Nowhere"/> where it names what is not there then.</summary>
internal delegate object? Given(CommandScene scene);

/// <summary>The answer of a <see cref="Given"/> that names what is not there.</summary>
internal sealed class Nowhere
{
    private Nowhere()
    {
    }

    public static Nowhere Instance { get; } = new();
}

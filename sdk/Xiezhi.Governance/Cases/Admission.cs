using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Parties;

namespace Xiezhi.Governance.Cases;

/// <summary>Whether an actor may carry out a command.</summary>
/// <param name="Actor">Who acts; on whose behalf was found out here, whatever was claimed.</param>
/// <param name="Allowed">Who may.</param>
/// <param name="Element">The element of the procedure that the command is about, or empty.</param>
internal sealed record Admission(Actor Actor, ImmutableArray<string> Allowed, string Element)
{
    /// <summary>Whether the actor may.</summary>
    public bool IsAdmitted { get; init; }

    /// <summary>In which position the actor's person acts, where the organisation lists people for the party.</summary>
    public ActingPerson? Way { get; init; }

    /// <summary>What stands against the actor, other than not being among those allowed.</summary>
    public Diagnostic? Obstacle { get; init; }
}

using Xiezhi.Governance.Parties;

namespace Xiezhi.Governance.Cases;

/// <summary>Who acts: every command has one, and every event keeps it.</summary>
/// <param name="Kind">The kind of the party.</param>
/// <param name="Party">The party's id in the organisation; for a citizen, the id by which the citizen is known.</param>
/// <param name="Person">The person who acts for the party, or <see langword="null"/> where the party itself does.</param>
/// <remarks>Who the actor is was established outside, by signing in; what the actor may do is decided by the case's package.</remarks>
public sealed record Actor(PartyKind Kind, string Party, string? Person = null)
{
    /// <summary>The engine itself: it keeps time, and carries out what procedures ask of systems.</summary>
    public static Actor Engine { get; } = new(PartyKind.System, "xiezhi");

    /// <summary>What stands before a citizen's id where parties and citizens are named alike.</summary>
    public const string CitizenPrefix = "citizen:";

    /// <summary>A citizen.</summary>
    public static Actor Citizen(string id) => new(PartyKind.Citizen, id);

    /// <inheritdoc/>
    public override string ToString() => Person is null ? Party : Party + "/" + Person;
}

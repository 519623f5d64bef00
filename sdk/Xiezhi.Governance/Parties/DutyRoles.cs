using System.Collections.Frozen;

namespace Xiezhi.Governance.Parties;

/// <summary>The roles that a duty gives (职责), by the words that files use for them.</summary>
public static class DutyRoles
{
    /// <summary>The one party that answers for the case (主办).</summary>
    public const string Lead = "lead";

    /// <summary>A party that handles it together with the lead (协办).</summary>
    public const string CoHandler = "co-handler";

    /// <summary>The party that watches over the lead (督办).</summary>
    public const string Supervisor = "supervisor";

    /// <summary>A party that is asked before something is decided (会商).</summary>
    public const string Consulted = "consulted";

    /// <summary>A party that is told (知会).</summary>
    public const string Informed = "informed";

    private static readonly FrozenSet<string> All = FrozenSet.Create(StringComparer.Ordinal, Lead, CoHandler, Supervisor, Consulted, Informed);

    /// <summary>All words.</summary>
    public static IEnumerable<string> Words => All.Order(StringComparer.Ordinal);

    /// <summary>Whether <paramref name="word"/> is one of them.</summary>
    public static bool IsRole(string word) => All.Contains(word);
}

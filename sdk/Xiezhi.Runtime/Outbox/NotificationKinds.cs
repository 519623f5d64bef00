namespace Xiezhi.Runtime.Outbox;

/// <summary>The kinds of message that tell somebody something.</summary>
public static class NotificationKinds
{
    /// <summary>What all of them begin with; behind it stands the id of the party, or one of the words below.</summary>
    public const string Prefix = "notify:";

    /// <summary>Whoever opened the case.</summary>
    public const string Citizen = Prefix + "citizen";

    /// <summary>The party that leads the case.</summary>
    public const string Lead = Prefix + "lead";

    /// <summary>A party of the organisation.</summary>
    public const string Party = Prefix + "party";
}

using Xiezhi.Governance.Texts;

namespace Xiezhi.Governance.Matters;

/// <summary>A kind of issue (事项) that the catalogue names.</summary>
/// <param name="Id">Its id in the catalogue.</param>
/// <param name="Title">Its name.</param>
/// <param name="Parent">The id of the wider matter it belongs to, or <see langword="null"/>.</param>
public sealed record Matter(string Id, LocalizedText Title, string? Parent)
{
    /// <summary>Whether it is only a heading for those under it: no case is given it, and no duty is asked for it.</summary>
    public bool IsGroup { get; init; }
}

using Xiezhi.Governance.Texts;

namespace Xiezhi.Governance.Parties;

/// <summary>Somebody who can be responsible (主体): an agency, department, street office, company, social organisation, citizen or system.</summary>
/// <param name="Id">Its id in the organisation.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Title">Its name.</param>
/// <param name="Superior">The id of the party above it, or <see langword="null"/> at the top.</param>
/// <param name="Territory">The code of the territory it is for, or <see langword="null"/>.</param>
public sealed record Party(string Id, PartyKind Kind, LocalizedText Title, string? Superior, string? Territory);

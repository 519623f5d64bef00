using System.Collections.Immutable;
using Xiezhi.Governance.Texts;

namespace Xiezhi.Governance.Parties;

/// <summary>A place that duties are given for: a city, a district, a street.</summary>
/// <param name="Code">Its code in the organisation.</param>
/// <param name="Title">Its name.</param>
/// <param name="Names">The names by which a message may call it.</param>
/// <param name="Parent">The code of the territory it lies in, or <see langword="null"/> at the top.</param>
public sealed record Territory(string Code, LocalizedText Title, ImmutableArray<string> Names, string? Parent);

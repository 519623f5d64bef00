using Xiezhi.Rules.Feel;

namespace Xiezhi.Rules.Inference;

/// <summary>A field of a fact or a finding.</summary>
/// <param name="Name">Its name, as conditions write it behind the fact's name; it may contain spaces.</param>
/// <param name="Type">The type of its values, such as <see cref="FeelType.String"/>; null belongs to every type.</param>
/// <remarks>Immutable.</remarks>
public sealed record FactField(string Name, FeelType Type);

using Xiezhi.Foundation.Values;

namespace Xiezhi.Rules.Analysis.Axes;

/// <summary>A part of a column's values that every cell of the column treats alike: one value, or all that lie between two.</summary>
/// <param name="Zone">The zone.</param>
/// <param name="Probe">A value of the segment, to ask the cells with.</param>
/// <param name="IsPoint">Whether it is one value; else it is what lies between <paramref name="Low"/> and <paramref name="High"/>, or all that the zone has besides its points.</param>
/// <param name="Low">The lower bound, not included; <see langword="null"/> where there is none.</param>
/// <param name="High">The upper bound, not included; <see langword="null"/> where there is none.</param>
/// <param name="Position">Its place in the zone before the values that are not allowed were taken out.</param>
/// <param name="IsAside">Whether it is not asked to be covered: no gap is reported there, but a rule that holds there is not masked.</param>
internal sealed record Segment(ZoneKind Zone, Value Probe, bool IsPoint, Value? Low, Value? High, int Position, bool IsAside);

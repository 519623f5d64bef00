using Xiezhi.Foundation.Values;

namespace Xiezhi.Rules.Feel;

/// <summary>Where an expression finds the values of its names.</summary>
/// <remarks>Asked at most once for each name in an evaluation. An implementation must not throw.</remarks>
public interface IFeelVariables
{
    /// <summary>The value under <paramref name="name"/>; false where there is none.</summary>
    bool TryGet(string name, out Value value);
}

namespace Xiezhi.Rules.Dmn;

/// <summary>Gathers why a decision comes out as it does, while it is made.</summary>
internal sealed class ExplanationRecorder
{
}

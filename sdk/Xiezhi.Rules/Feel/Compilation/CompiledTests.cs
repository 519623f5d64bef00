using Xiezhi.Foundation.Values;
using Xiezhi.Rules.DecisionTables;
using Xiezhi.Rules.Evaluation;

namespace Xiezhi.Rules.Feel.Compilation;

/// <summary>Unary tests that use nothing but their input: allowed values and constraints of types.</summary>
internal sealed class CompiledTests(Evaluator run, int inputSlot, int slotCount, CellPattern? pattern)
{
    /// <summary>The values and ranges that pass, where they are known; <see langword="null"/> where the tests have to be run.</summary>
    public CellPattern? Pattern => pattern;

    public bool Pass(Value input, EvaluationSession session)
    {
        var slots = new Value[slotCount];
        slots[inputSlot] = input;
        return run(new Frame(slots, null, session)).IsTrue;
    }
}

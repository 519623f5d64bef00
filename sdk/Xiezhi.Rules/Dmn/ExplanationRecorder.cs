using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Dmn.Deciding;

namespace Xiezhi.Rules.Dmn;

/// <summary>Gathers why a decision comes out as it does, while it is made.</summary>
internal sealed class ExplanationRecorder(CompiledModel model)
{
    private sealed class Open(int decision)
    {
        public int Decision => decision;

        public ValueContext.Builder Inputs { get; } = new();

        public ImmutableArray<Explanation>.Builder Required { get; } = ImmutableArray.CreateBuilder<Explanation>();

        public ImmutableArray<TableExplanation>.Builder Tables { get; } = ImmutableArray.CreateBuilder<TableExplanation>();
    }

    private readonly Stack<Open> _open = new();
    private readonly Dictionary<int, Explanation> _made = [];

    /// <summary>The explanation of the decision that was asked for, once it is made.</summary>
    public Explanation? Result { get; private set; }

    public void Begin(int decision) => _open.Push(new Open(decision));

    public void Read(int input, Value value)
    {
        if (_open.TryPeek(out var open))
        {
            open.Inputs.Set(model.Inputs[input].Name, value);
        }
    }

    /// <summary>A decision that was made before is required again.</summary>
    public void Reuse(int decision)
    {
        if (_open.TryPeek(out var open) && _made.TryGetValue(decision, out var explanation))
        {
            open.Required.Add(explanation);
        }
    }

    public void Table(TableExplanation table)
    {
        if (_open.TryPeek(out var open))
        {
            open.Tables.Add(table);
        }
    }

    public void End(int decision, Value value)
    {
        var open = _open.Pop();
        var compiled = model.Decisions[decision];
        Result = new Explanation(compiled.Name, compiled.Id, value, open.Inputs.Build(), open.Required.ToImmutable(), open.Tables.ToImmutable());
        _made[decision] = Result;
        if (_open.TryPeek(out var requiring))
        {
            requiring.Required.Add(Result);
        }
    }
}

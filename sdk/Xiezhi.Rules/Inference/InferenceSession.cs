using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Inference.Matching;

namespace Xiezhi.Rules.Inference;

/// <summary>Facts, and the findings that stand on them now. Every call leaves exactly the findings that the facts and the time lead to.</summary>
/// <remarks>
/// Not safe for use from several threads at once. It reads no clock: time is what <see cref="AdvanceTo"/> says, and passes through every due moment on the
/// way, so that one long step and many short ones report the same. What is wrong with a fact is a diagnostic; the rest of the call goes on.
/// </remarks>
public sealed class InferenceSession
{
    private readonly CompiledRuleSet _rules;
    private readonly Network _network;
    private readonly Agenda _agenda;
    private readonly Dictionary<Value, WorkingFact>[] _facts;
    private readonly ImmutableArray<FindingChange>.Builder _changes = ImmutableArray.CreateBuilder<FindingChange>();
    private long _numbers;

    internal InferenceSession(CompiledRuleSet rules, DateTimeOffset now, InferenceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _rules = rules;
        _network = new Network(rules, new EvaluationContext(rules.Zone, options.Evaluation), now.UtcTicks);
        _facts = [.. rules.RuleSet.Facts.Select(_ => new Dictionary<Value, WorkingFact>())];
        _agenda = new Agenda(rules, _network, options.FiringLimit, () => ++_numbers);

        // A rule that only denies or counts may hold without any fact; the first call reports it.
        _agenda.Run(_changes);
    }

    /// <summary>The rules.</summary>
    public CompiledRuleSet Rules => _rules;

    /// <summary>The session's time, in UTC.</summary>
    public DateTimeOffset Now => Instant(_network.Now);

    /// <summary>The next moment at which time alone may change something, in UTC; <see langword="null"/> when there is none. Nothing happens before it unless facts change.</summary>
    public DateTimeOffset? NextDue => _network.Due.TryPeek(out var moment) ? Instant(moment) : null;

    /// <summary>
    /// Ends the calls to come when it is cancelled: between two conclusions or two due moments, with a diagnostic and <see cref="InferenceResult.IsComplete"/> false.
    /// Every change of facts is taken all the same, and the next call that is not cancelled goes on where this one stopped.
    /// </summary>
    public CancellationToken CancellationToken
    {
        get => _agenda.CancellationToken;
        set => _agenda.CancellationToken = value;
    }

    /// <summary>How many facts there are.</summary>
    public int FactCount => _facts.Sum(facts => facts.Count);

    /// <summary>The findings that stand, in the order in which they were first concluded.</summary>
    public ImmutableArray<Finding> Findings => _agenda.Findings;

    internal Network Network => _network;

    internal Agenda Agenda => _agenda;

    /// <summary>The fact with a key, or <see langword="null"/>.</summary>
    public Fact? Find(string type, Value key) =>
        _rules.TypeIndex.TryGetValue(type, out var at) && at < _facts.Length && _facts[at].TryGetValue(key, out var fact) ? fact.Given : null;

    /// <summary>A fact becomes known.</summary>
    public InferenceResult Insert(Fact fact) => Apply(FactChange.Insert(fact));

    /// <summary>Facts become known together.</summary>
    public InferenceResult Insert(IEnumerable<Fact> facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return Apply(facts.Select(FactChange.Insert));
    }

    /// <summary>A fact has other values now.</summary>
    public InferenceResult Update(Fact fact) => Apply(FactChange.Update(fact));

    /// <summary>A fact is no longer so.</summary>
    public InferenceResult Retract(string type, Value key) => Apply(FactChange.Retract(type, key));

    /// <summary>One change of the facts.</summary>
    public InferenceResult Apply(FactChange change)
    {
        Change(change);
        return Conclude();
    }

    /// <summary>Changes of the facts in their order; conclusions are drawn after the last.</summary>
    public InferenceResult Apply(IEnumerable<FactChange> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        foreach (var change in changes)
        {
            Change(change);
        }

        return Conclude();
    }

    /// <summary>Time passes. The cost follows what is due, not what is stored.</summary>
    /// <param name="now">The time, which must not be before <see cref="Now"/>; that is a diagnostic, and changes nothing.</param>
    public InferenceResult AdvanceTo(DateTimeOffset now)
    {
        var target = now.UtcTicks;
        if (target < _network.Now)
        {
            _network.Context.Report(RulesCodes.TimeRunsBack.At(Location.None, Text(target), Text(_network.Now)));
            return Conclude();
        }

        _agenda.Begin();
        while (_network.Due.TryPeek(out var moment) && moment <= target)
        {
            _network.Now = moment;
            do
            {
                _network.Due.Take().Due();
            }
            while (_network.Due.TryPeek(out var next) && next == moment);
            if (!_agenda.Run(_changes) && CancellationToken.IsCancellationRequested)
            {
                return Result(complete: false);
            }
        }

        _network.Now = target;
        return Result(_agenda.Run(_changes));
    }

    /// <summary>What a finding rests on; <see langword="null"/> when it does not stand in this session.</summary>
    public Lineage? Explain(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return _agenda.Stands(finding) ? LineageTracer.Trace(finding) : null;
    }

    private InferenceResult Conclude()
    {
        _agenda.Begin();
        return Result(_agenda.Run(_changes));
    }

    private InferenceResult Result(bool complete)
    {
        var diagnostics = _network.Context.TakeDiagnostics();
        return complete && _changes.Count == 0 && diagnostics.IsEmpty ? InferenceResult.Nothing : new InferenceResult(_changes.DrainToImmutable(), diagnostics, complete);
    }

    private void Change(FactChange change)
    {
        if (change.Kind == FactChangeKind.None)
        {
            return;
        }

        if (TypeOf(change) is not { } type)
        {
            return;
        }

        var known = _facts[type].TryGetValue(change.Key, out var before);
        if (known == (change.Kind == FactChangeKind.Insert))
        {
            var descriptor = known ? RulesCodes.FactExists : RulesCodes.NoSuchFact;
            _network.Context.Report(descriptor.At(Location.None, change.Type, change.Key.ToString()));
            return;
        }

        if (before is not null)
        {
            if (change.Fact is not null && change.Fact.Row.AsSpan().SequenceEqual(before.Row))
            {
                return;
            }

            Network.Remove(before);
            _facts[type].Remove(change.Key);
        }

        if (change.Fact is { } fact)
        {
            var after = new WorkingFact(type, _rules.Types[type], fact.Row, before?.Number ?? ++_numbers) { Given = fact };
            _facts[type].Add(change.Key, after);
            _network.Add(after);
        }
    }

    private int? TypeOf(FactChange change)
    {
        if (_rules.TypeIndex.TryGetValue(change.Type, out var type) && type < _facts.Length)
        {
            if (change.Fact is not { } fact || ReferenceEquals(fact.Type, _rules.Types[type]) || fact.Type.IsSameAs(_rules.Types[type]))
            {
                return type;
            }

            _network.Context.Report(RulesCodes.OtherFactType.At(Location.None, change.Type));
            return null;
        }

        _network.Context.Report(RulesCodes.UnknownFactType.At(Location.None, change.Type, Nearest.To(change.Type, _rules.RuleSet.Facts.Select(known => known.Name)) ?? "–"));
        return null;
    }

    private static DateTimeOffset Instant(long ticks) => new(ticks, TimeSpan.Zero);

    private static string Text(long ticks) => Instant(ticks).ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", System.Globalization.CultureInfo.InvariantCulture);
}

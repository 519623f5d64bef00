using System.Collections.Frozen;
using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Packages;
using Xiezhi.Rules.Dmn;
using Xiezhi.Rules.Evaluation;
using Xiezhi.Workflow.Expressions;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Governance.Rules;

/// <summary>The decisions of a package: all its DMN files as one namespace of names.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class PackageDecisions : IDecisions
{
    private readonly FrozenDictionary<string, DecisionModel> _models;
    private readonly FrozenDictionary<string, Location> _places;
    private readonly IPackageObserver? _observer;

    private PackageDecisions(
        ImmutableArray<DecisionModel> models, FrozenDictionary<string, DecisionModel> byName, FrozenDictionary<string, Location> places, IPackageObserver? observer)
    {
        _observer = observer;
        Models = models;
        _places = places;
        _models = byName;
    }

    /// <summary>The models, one a file, in the order of the files' names.</summary>
    public ImmutableArray<DecisionModel> Models { get; }

    /// <summary>The names of all decisions.</summary>
    public IEnumerable<string> Names => _models.Keys.Order(StringComparer.Ordinal);

    /// <inheritdoc/>
    public bool Exists(string reference) => _models.ContainsKey(Name(reference));

    /// <inheritdoc/>
    public Workflow.Expressions.EvaluationResult Decide(string reference, IVariables variables, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(variables);
        var name = Name(reference);
        if (!_models.TryGetValue(name, out var model))
        {
            return Workflow.Expressions.EvaluationResult.Fail(GovernanceCodes.UnknownDecision.At(Location.None, name));
        }

        var result = model.Decide(name, Inputs(model, variables), new EvaluationOptions { Now = now, Explain = _observer is not null });
        _observer?.Decided(result);
        return result.Value.IsNull && result.HasErrors
            ? Workflow.Expressions.EvaluationResult.Fail(result.Diagnostics.First(found => found.Severity == Severity.Error))
            : new Workflow.Expressions.EvaluationResult(result.Value);
    }

    /// <summary>Decides with what is given, and tells what it came from.</summary>
    /// <returns>The result, or <see langword="null"/> where there is no such decision.</returns>
    public DecisionResult? Explain(string name, ValueContext inputs, DateTimeOffset now) =>
        _models.TryGetValue(Name(name), out var model) ? model.Decide(Name(name), inputs, new EvaluationOptions { Now = now, Explain = true }) : null;

    /// <summary>Decides with what is given, and tells what it came from as far as <paramref name="options"/> ask for it.</summary>
    /// <returns>The result, or <see langword="null"/> where there is no such decision.</returns>
    public DecisionResult? Explain(string name, ValueContext inputs, EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return _models.TryGetValue(Name(name), out var model) ? model.Decide(Name(name), inputs, options with { Explain = true }) : null;
    }

    internal DecisionModel? ModelOf(string name) => _models.GetValueOrDefault(Name(name));

    /// <summary>Where a decision stands, as findings about it name the place.</summary>
    internal Location PlaceOf(string name) => _places.GetValueOrDefault(Name(name), Location.None);
    /// <summary>Decides over what a case knows, and tells what it came from.</summary>
    /// <returns>The result, or <see langword="null"/> where there is no such decision.</returns>
    internal DecisionResult? Explain(string name, IVariables variables, DateTimeOffset now)
    {
        if (!_models.TryGetValue(Name(name), out var model))
        {
            return null;
        }

        var result = model.Decide(Name(name), Inputs(model, variables), new EvaluationOptions { Now = now, Explain = true });
        _observer?.Decided(result);
        return result;
    }

    internal static PackageDecisions Compile(
        IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> files, IPackageObserver? observer, DiagnosticBag diagnostics)
    {
        var documents = files.Select(file => DmnReader.Read(file.Value, file.Key, diagnostics)).OfType<DmnDocument>().ToImmutableArray();
        var models = ImmutableArray.CreateBuilder<DecisionModel>();
        var byName = new Dictionary<string, (DecisionModel Model, string File)>(StringComparer.Ordinal);
        foreach (var document in documents)
        {
            var imported = documents.Where(other => document.Imports.Any(import => import.Namespace == other.Namespace)).ToList();
            if (DmnCompiler.Compile(document, imported, diagnostics) is not { } model)
            {
                continue;
            }

            models.Add(model);
            foreach (var decision in model.Decisions)
            {
                if (!byName.TryAdd(decision.Name, (model, document.File)))
                {
                    diagnostics.Add(GovernanceCodes.DuplicateDecision, new Location(document.File, decision.Id), decision.Name, byName[decision.Name].File);
                }
            }
        }

        return new PackageDecisions(
            models.ToImmutable(),
            byName.ToFrozenDictionary(entry => entry.Key, entry => entry.Value.Model, StringComparer.Ordinal),
            byName.ToFrozenDictionary(entry => entry.Key, entry => new Location(entry.Value.File, "decision \"" + entry.Key + "\""), StringComparer.Ordinal),
            observer);
    }

    private static ValueContext Inputs(DecisionModel model, IVariables variables)
    {
        var inputs = new ValueContext.Builder();
        foreach (var input in model.Inputs)
        {
            if (variables.TryGet(input.Name, out var value))
            {
                inputs.Set(input.Name, value);
            }
        }

        return inputs.Build();
    }

    private static string Name(string reference) =>
        reference.StartsWith(BpmnNames.DecisionPrefix, StringComparison.Ordinal) ? reference[BpmnNames.DecisionPrefix.Length..] : reference;
}

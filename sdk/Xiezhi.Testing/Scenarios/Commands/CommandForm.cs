using System.Collections.Immutable;
using System.Reflection;
using Xiezhi.Foundation.Values;

namespace Xiezhi.Testing.Scenarios.Commands;

/// <summary>A field of a command.</summary>
/// <param name="Name">As scenarios call it.</param>
/// <param name="Type">What it is.</param>
/// <param name="IsRequired">Whether it must be said.</param>
/// <param name="Reference">What of the case it names by a word of its own; <see langword="null"/> where it is said as it is.</param>
/// <param name="Member">The member behind the constructor that holds it; <see langword="null"/> for a parameter of the constructor.</param>
internal sealed record CommandField(string Name, Type Type, bool IsRequired, CaseReference? Reference, PropertyInfo? Member);

/// <summary>The form of a command, or of a record in one: its fields, read from the record itself, so that a new command has its verb at once.</summary>
internal sealed class CommandForm
{
    // A command says itself where reasons are wanted; a scenario may leave them out to show that.
    private static readonly ImmutableArray<string> Optional = ["reason", "reasons", "message"];

    private readonly ConstructorInfo _constructor;

    public CommandForm(Type type)
    {
        Type = type;
        _constructor = type.GetConstructors().MaxBy(constructor => constructor.GetParameters().Length)!;
        var nullability = new NullabilityInfoContext();
        var parameters = _constructor.GetParameters();
        var fields = parameters.Select(parameter =>
        {
            var reference = CaseReferences.Of(type, parameter.Name!, parameter.ParameterType);
            var name = reference?.Name ?? Words.Camel(parameter.Name!);
            return new CommandField(name, parameter.ParameterType, IsRequired(parameter, name, reference, nullability), reference, null);
        });
        var members = type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property => property.SetMethod is { IsPublic: true }
                && !parameters.Any(parameter => string.Equals(parameter.Name, property.Name, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(property => property.Name, StringComparer.Ordinal)
            .Select(property => new CommandField(Words.Camel(property.Name), property.PropertyType, false, CaseReferences.Of(type, property.Name, property.PropertyType), property));
        Fields = [.. fields, .. members];
    }

    /// <summary>The record that it makes.</summary>
    public Type Type { get; }

    /// <summary>The fields: those of the constructor first.</summary>
    public ImmutableArray<CommandField> Fields { get; }

    /// <summary>The record, or <see cref="Nowhere"/> where a field names what is not there.</summary>
    public object Make(ImmutableArray<Given?> given, CommandScene scene)
    {
        var values = Fields.Select((field, index) => given[index] is { } said ? said(scene) : Unsaid(field)).ToArray();
        if (values.Any(value => value is Nowhere))
        {
            return Nowhere.Instance;
        }

        var made = _constructor.Invoke(values[.._constructor.GetParameters().Length]);
        for (var i = 0; i < values.Length; i++)
        {
            if (given[i] is not null)
            {
                Fields[i].Member?.SetValue(made, values[i]);
            }
        }

        return made;
    }

    private static bool IsRequired(ParameterInfo parameter, string name, CaseReference? reference, NullabilityInfoContext nullability) =>
        reference?.IsRequired
        ?? !(Optional.Contains(name)
            || parameter.ParameterType == typeof(ValueContext)
            || IsArray(parameter.ParameterType)
            || nullability.Create(parameter).WriteState == NullabilityState.Nullable);

    internal static bool IsArray(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>);

    private static object? Unsaid(CommandField field) =>
        field.Type == typeof(string) && field.IsRequired is false && Optional.Contains(field.Name) ? ""
        : field.Type == typeof(ValueContext) ? ValueContext.Empty
        : IsArray(field.Type) ? ArrayMaking.Of(field.Type.GetGenericArguments()[0], [])
        : field.Type.IsValueType ? Activator.CreateInstance(field.Type)
        : null;
}

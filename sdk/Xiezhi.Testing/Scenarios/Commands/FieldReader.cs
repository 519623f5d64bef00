using System.Collections.Immutable;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xiezhi.Calendars;
using Xiezhi.Foundation;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Json;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;

namespace Xiezhi.Testing.Scenarios.Commands;

/// <summary>Reads the fields of a command out of the members of a step.</summary>
internal sealed class FieldReader(ScenarioSource source)
{
    /// <summary>What each field is, in their order; <see langword="null"/> for what is not said.</summary>
    /// <param name="form">The command.</param>
    /// <param name="item">Where the fields stand.</param>
    /// <param name="memberOf">The member in which a field stands.</param>
    public ImmutableArray<Given?> Read(CommandForm form, JsonDocumentObject item, Func<string, string> memberOf) =>
        [.. form.Fields.Select(field => Field(field, item, memberOf(field.Name)))];

    private Given? Field(CommandField field, JsonDocumentObject item, string member)
    {
        if (!item.Has(member))
        {
            if (field.IsRequired)
            {
                source.Diagnostics.Add(FoundationCodes.MissingMember, item.Location, member);
            }

            return field.Reference is { } unsaid ? scene => unsaid.Find(scene, Value.Null) ?? Nowhere.Instance : null;
        }

        var token = item.Token[member]!;
        return field.Reference is { } reference ? Referred(reference, token, item.LocationOf(member)) : Read(field.Type, token, item.LocationOf(member));
    }

    private Given? Referred(CaseReference reference, JToken token, Location at)
    {
        var word = ValueJson.FromToken(token);
        if (reference.Word != ReferenceWord.Other)
        {
            if (word.AsString is not { } text)
            {
                return Wrong(at, "a text", token);
            }

            // A vote without the name of its deliberation is on the one that goes on.
            if (text.Length == 0 && !reference.IsRequired)
            {
                word = Value.Null;
            }
            else
            {
                source.CheckWord(reference.Word, text, at);
            }
        }

        return scene => reference.Find(scene, word) ?? Nowhere.Instance;
    }

    private Given? Read(Type type, JToken token, Location at)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return token.Type switch
        {
            _ when CommandForm.IsArray(type) => Items(type.GetGenericArguments()[0], token, at),
            _ when type == typeof(Value) => Always(ValueJson.FromToken(token)),
            JTokenType.String => Text(type, (string)token!, token, at),
            JTokenType.Boolean when type == typeof(bool) => Always((bool)token),
            JTokenType.Integer when type == typeof(int) => Always((int)token),
            JTokenType.Integer when type == typeof(long) => Always((long)token),
            JTokenType.Integer or JTokenType.Float when type == typeof(decimal) => Always((decimal)token),
            JTokenType.Object when type == typeof(ValueContext) => Always(ValueJson.FromToken(token).AsContext ?? ValueContext.Empty),
            JTokenType.Object when type.IsClass && type != typeof(string) && type != typeof(ValueContext) => Record(new CommandForm(type), (JObject)token),
            _ => Wrong(at, Expected(type), token),
        };
    }

    private Given? Text(Type type, string text, JToken token, Location at)
    {
        if (type == typeof(string))
        {
            return Always(text);
        }

        if (type == typeof(CaseId))
        {
            source.CheckCase(text, at);
            return scene => scene.CaseNamed(text) is { } id ? id : Nowhere.Instance;
        }

        if (type == typeof(DateTimeOffset))
        {
            return Amount.TryParse(text, out var amount)
                ? scene => ScenarioSource.After(scene.Package, scene.Now, amount)
                : source.Moment(text, at) is { } moment ? Always(moment) : null;
        }

        if (type.IsEnum)
        {
            var words = Enum.GetNames(type).ToDictionary(Words.Kebab, name => Enum.Parse(type, name));
            return words.TryGetValue(text, out var value) ? Always(value) : Wrong(at, string.Join(", ", words.Keys), token);
        }

        return Wrong(at, Expected(type), token);
    }

    // One alone stands for a list of one.
    private Given? Items(Type item, JToken token, Location at)
    {
        var items = (token is JArray array ? array : Enumerable.Repeat(token, 1)).Select(each => Read(item, each, at)).ToList();
        return items.Contains(null) ? null : scene =>
        {
            var values = items.Select(each => each!(scene)).ToList();
            return values.Any(value => value is Nowhere) ? Nowhere.Instance : ArrayMaking.Of(item, values);
        };
    }

    private Given Record(CommandForm form, JObject token)
    {
        var item = source.Inner(token);
        item.Allow([.. form.Fields.Select(field => field.Name)]);
        var given = Read(form, item, field => field);
        return scene => form.Make(given, scene);
    }

    private Given? Wrong(Location at, string expected, JToken token)
    {
        source.Diagnostics.Add(FoundationCodes.WrongJsonType, at, expected, token.ToString(Formatting.None));
        return null;
    }

    private static string Expected(Type type) =>
        type == typeof(bool) ? "true or false"
        : type == typeof(int) || type == typeof(long) ? "a whole number"
        : type == typeof(decimal) ? "a number"
        : type == typeof(ValueContext) || (type.IsClass && type != typeof(string)) ? "an object"
        : "a text";

    private static Given Always(object value) => _ => value;
}

using System.Text.Json;
using System.Text.Json.Serialization;
using Xiezhi.Governance.Cases;

namespace Xiezhi.AspNetCore.Variables;

/// <summary>Ids of cases in requests.</summary>
internal sealed class CaseIdConverter : JsonConverter<CaseId>
{
    public override CaseId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && CaseId.TryParse(reader.GetString(), out var id) ? id : throw new JsonException("The id of a case is expected here.");

    public override void Write(Utf8JsonWriter writer, CaseId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

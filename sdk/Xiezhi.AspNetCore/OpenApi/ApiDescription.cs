using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Xiezhi.AspNetCore.Packages;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;

namespace Xiezhi.AspNetCore.OpenApi;

/// <summary>What the description of the API says beyond what its endpoints tell of themselves.</summary>
internal static class ApiDescription
{
    private const string Key = "key";

    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Xiezhi",
                Version = "v1",
                Description = "Governance packages, cases, tasks, decisions and notifications. Errors are problem details (RFC 9457) "
                    + "with a stable code, what is wrong and how to mend it, in the language of Accept-Language (en, zh-CN).",
            };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes[Key] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "A key of the configuration.",
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Key, document)] = [] }];
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            if (context.JsonTypeInfo.Type == typeof(ValueContext))
            {
                schema.Type = JsonSchemaType.Object | (schema.Type & JsonSchemaType.Null ?? 0);
                schema.AdditionalPropertiesAllowed = true;
                schema.Description = "Values by name. What JSON has no word for is an object with one member: {\"$date\": \"2024-09-12\"}, likewise $time, $dateTime, $duration.";
            }

            // What reads instants itself says nothing of what they look like.
            if (context.JsonTypeInfo.Type == typeof(DateTimeOffset))
            {
                (schema.Type, schema.Format) = (JsonSchemaType.String, "date-time");
            }

            if (context.JsonTypeInfo.Type == typeof(CaseId))
            {
                schema.Type = JsonSchemaType.String;
            }

            // Numbers are taken as numbers; that the serializer could read them from text is nothing to build upon.
            if (schema.Type is { } type && (type & (JsonSchemaType.Integer | JsonSchemaType.Number)) != 0 && (type & JsonSchemaType.String) != 0)
            {
                schema.Type = type & ~JsonSchemaType.String;
                schema.Pattern = null;
            }

            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            if (operation.RequestBody?.Content is { } contents && contents.TryGetValue(PackageEndpoints.Zip, out var archive))
            {
                archive.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
            }

            if (context.Description.HttpMethod == HttpMethods.Post && context.Description.RelativePath is { } path && path.Contains("cases", StringComparison.Ordinal))
            {
                operation.Parameters ??= [];
                operation.Parameters.Add(new OpenApiParameter
                {
                    Name = "Idempotency-Key",
                    In = ParameterLocation.Header,
                    Description = "What makes the command one and not two.",
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                });
            }

            return Task.CompletedTask;
        });
    }
}

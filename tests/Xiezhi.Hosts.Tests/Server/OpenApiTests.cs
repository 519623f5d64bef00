using System.Text.Json.Nodes;

namespace Xiezhi.Hosts.Tests.Server;

[Trait("Needs", "Server")]
public sealed class OpenApiTests(RunningServer running) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task The_description_lists_every_endpoint_and_what_it_takes_and_gives()
    {
        var answer = await running.Server.As(ServerUnderTest.SystemKey).GetAsync("/openapi/v1.json", TestContext.Current.CancellationToken);
        var description = await answer.ReadAsync();

        var operations = description["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(operation => operation.Key.ToUpperInvariant() + " " + path.Key))
            .Order(StringComparer.Ordinal);
        Assert.Equal(
            [
                "GET /api/cases",
                "GET /api/cases/{id}",
                "GET /api/cases/{id}/clocks",
                "GET /api/cases/{id}/deliberations",
                "GET /api/cases/{id}/findings",
                "GET /api/cases/{id}/handling",
                "GET /api/cases/{id}/log",
                "GET /api/cases/{id}/receipt",
                "GET /api/cases/{id}/responsibility",
                "GET /api/health",
                "GET /api/notifications",
                "GET /api/outbox/set-aside",
                "GET /api/packages",
                "GET /api/packages/{nameOrId}",
                "GET /api/parties/{id}/ledger",
                "GET /api/tasks",
                "POST /api/cases",
                "POST /api/cases/{id}/arbitration",
                "POST /api/cases/{id}/arbitration/lead",
                "POST /api/cases/{id}/call-backs/{number}/attempts",
                "POST /api/cases/{id}/cancel",
                "POST /api/cases/{id}/clocks/{name}/extensions",
                "POST /api/cases/{id}/clocks/{name}/extensions/deny",
                "POST /api/cases/{id}/clocks/{name}/extensions/grant",
                "POST /api/cases/{id}/clocks/{name}/suspension",
                "POST /api/cases/{id}/clocks/{name}/suspension/end",
                "POST /api/cases/{id}/closings/{name}",
                "POST /api/cases/{id}/closings/{name}/agreement",
                "POST /api/cases/{id}/closings/{name}/dissent",
                "POST /api/cases/{id}/closings/{name}/over-silence",
                "POST /api/cases/{id}/co-handlers",
                "POST /api/cases/{id}/co-handlers/{name}/disclaimer/decision",
                "POST /api/cases/{id}/co-handlers/{name}/dismissal",
                "POST /api/cases/{id}/co-handling/acknowledgement",
                "POST /api/cases/{id}/co-handling/contribution",
                "POST /api/cases/{id}/co-handling/disclaimer",
                "POST /api/cases/{id}/co-handling/waiver",
                "POST /api/cases/{id}/deliberations/{number}/answers",
                "POST /api/cases/{id}/deliberations/{number}/ballot",
                "POST /api/cases/{id}/deliberations/{number}/close",
                "POST /api/cases/{id}/deliberations/{number}/comments",
                "POST /api/cases/{id}/deliberations/{number}/dissents",
                "POST /api/cases/{id}/deliberations/{number}/recusals",
                "POST /api/cases/{id}/findings",
                "POST /api/cases/{id}/findings/{number}/answer",
                "POST /api/cases/{id}/findings/{number}/appeal",
                "POST /api/cases/{id}/findings/{number}/appeal/decision",
                "POST /api/cases/{id}/findings/{number}/decision",
                "POST /api/cases/{id}/findings/{number}/withdrawal",
                "POST /api/cases/{id}/incidents/{number}/retry",
                "POST /api/cases/{id}/links",
                "POST /api/cases/{id}/links/removal",
                "POST /api/cases/{id}/merge",
                "POST /api/cases/{id}/messages",
                "POST /api/cases/{id}/parts/retry",
                "POST /api/cases/{id}/parts/{number}/drop",
                "POST /api/cases/{id}/split",
                "POST /api/cases/{id}/tasks/{number}/accept",
                "POST /api/cases/{id}/tasks/{number}/assign",
                "POST /api/cases/{id}/tasks/{number}/claim",
                "POST /api/cases/{id}/tasks/{number}/decline",
                "POST /api/cases/{id}/tasks/{number}/delegate",
                "POST /api/cases/{id}/tasks/{number}/release",
                "POST /api/cases/{id}/tasks/{taskId}/complete",
                "POST /api/cases/{id}/unmerge",
                "POST /api/cases/{id}/whistles",
                "POST /api/cases/{id}/whistles/{number}/acknowledgement",
                "POST /api/cases/{id}/whistles/{number}/calls",
                "POST /api/cases/{id}/whistles/{number}/evaluations",
                "POST /api/cases/{id}/whistles/{number}/report",
                "POST /api/decisions/{name}",
                "POST /api/outbox/{id}/replay",
                "POST /api/packages",
            ],
            operations);
        var open = description["paths"]!["/api/cases"]!["post"]!;
        Assert.Equal("#/components/schemas/OpenCaseRequest", open["requestBody"]!["content"]!["application/json"]!["schema"]!["$ref"]!.GetValue<string>());
        Assert.NotNull(open["responses"]!["201"]);
        var schemas = description["components"]!["schemas"]!;
        Assert.Equal(["open", "closed", "cancelled", "merged"], schemas["CaseStatus"]!["enum"]!.AsArray().Select(word => word!.GetValue<string>()));
        Assert.Equal("date-time", schemas["SuspensionBody"]!["properties"]!["reviewAt"]!["format"]!.GetValue<string>());
        Assert.Equal(["upheld", "dismissed"], schemas["FindingOutcome"]!["enum"]!.AsArray().OfType<JsonValue>().Select(word => word.GetValue<string>()));
        Assert.Equal("integer", schemas["TaskResponse"]!["properties"]!["taskId"]!["type"]!.GetValue<string>());
        Assert.Equal("object", schemas["OpenCaseRequest"]!["properties"]!["variables"]!["type"]!.GetValue<string>());
        var archive = description["paths"]!["/api/packages"]!["post"]!["requestBody"]!["content"]!["application/zip"]!["schema"]!;
        Assert.Equal("binary", archive["format"]!.GetValue<string>());
        Assert.Equal("bearer", description["components"]!["securitySchemes"]!["key"]!["scheme"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_README_lists_the_routes_that_the_description_has()
    {
        var answer = await running.Server.As(ServerUnderTest.SystemKey).GetAsync("/openapi/v1.json", TestContext.Current.CancellationToken);
        var described = (await answer.ReadAsync())["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(operation => operation.Key.ToUpperInvariant() + " " + path.Key["/api/".Length..]));
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Workflow.sln")))
        {
            root = root.Parent!;
        }

        var lines = await File.ReadAllLinesAsync(Path.Combine(root.FullName, "sdk", "Xiezhi.AspNetCore", "README.md"), TestContext.Current.CancellationToken);
        var listed = lines.Where(line => line.StartsWith("| `GET ", StringComparison.Ordinal) || line.StartsWith("| `POST ", StringComparison.Ordinal)).Select(line => line.Split('`')[1]);

        Assert.Equal(described.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }
}

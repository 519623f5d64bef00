using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Xiezhi.Crash.Servers;

namespace Xiezhi.Crash.Load;

/// <summary>Opens cases and completes their tasks, two of a case at the same moment, as fast as the server answers.</summary>
/// <remarks>
/// Each command has a key. Where no answer came, the same command is sent again under the same key until one comes; and now and then a command that
/// was acknowledged is sent once more, as a client would that lost the answer.
/// </remarks>
internal sealed class Client(int number, Uri address, Journal journal, int seed) : IDisposable
{
    private static readonly TimeSpan BeforeNextTry = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWaitForAnswerTask = TimeSpan.FromSeconds(4);

    private readonly HttpClient _citizen = Connect(address, ServerKeys.Citizen);
    private readonly HttpClient _desk = Connect(address, ServerKeys.Desk);
    private readonly Random _random = new(seed);

    /// <summary>Works until stopped; what is under way then is left as it is.</summary>
    public async Task WorkAsync(CancellationToken stop)
    {
        try
        {
            for (var n = 0; ; n++)
            {
                await LiveAsync(string.Create(CultureInfo.InvariantCulture, $"client{number}-case{n}"), stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }

    public void Dispose()
    {
        _citizen.Dispose();
        _desk.Dispose();
    }

    private static HttpClient Connect(Uri address, string key)
    {
        var client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    private async Task LiveAsync(string key, CancellationToken stop)
    {
        var opened = await SendAsync(_citizen, key, key, "", () => Post("/api/cases", null, new { package = "crash", key, variables = new { topic = key } }), stop);
        if (opened is null || _random.Next(10) == 0)
        {
            return;
        }

        var id = opened["summary"]!["id"]!.GetValue<string>();

        // The two branches are completed at the same moment: neither may keep the case from going on.
        await Task.WhenAll(CompleteAsync(id, key, "Check", opened, stop), CompleteAsync(id, key, "Ask", opened, stop));
        if (await LookAsync(id, "Visit", stop) is { } visiting && await CompleteAsync(id, key, "Visit", visiting, stop)
            && await LookAsync(id, "Answer", stop) is { } answering && _random.Next(5) != 0)
        {
            await CompleteAsync(id, key, "Answer", answering, stop);
        }
    }

    private async Task<bool> CompleteAsync(string id, string @case, string element, JsonNode found, CancellationToken stop)
    {
        if (TaskOf(found, element) is not { } task)
        {
            return false;
        }

        var key = @case + "-" + element;
        var variables = new JsonObject { ["did" + element] = key };
        HttpRequestMessage Command() => Post($"/api/cases/{id}/tasks/{task.ToString(CultureInfo.InvariantCulture)}/complete", key, new JsonObject { ["variables"] = variables.DeepClone() });
        var done = await SendAsync(_desk, key, @case, element, Command, stop);
        if (done is not null && _random.Next(8) == 0)
        {
            await SendAsync(_desk, key, @case, element, Command, stop);
        }

        return done is not null;
    }

    /// <summary>The case once a task of it is open; <see langword="null"/> where that takes too long, as it may while the server is down.</summary>
    private async Task<JsonNode?> LookAsync(string id, string element, CancellationToken stop)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < LongestWaitForAnswerTask)
        {
            try
            {
                if (await _desk.GetFromJsonAsync<JsonNode>($"/api/cases/{id}", stop) is { } found && TaskOf(found, element) is not null)
                {
                    return found;
                }
            }
            catch (Exception gone) when (IsNoAnswer(gone, stop))
            {
                // The server is down; it is asked again.
            }

            await Task.Delay(BeforeNextTry, stop);
        }

        return null;
    }

    private async Task<JsonNode?> SendAsync(HttpClient client, string key, string @case, string element, Func<HttpRequestMessage> command, CancellationToken stop)
    {
        journal.Sent(key, @case, element);
        while (true)
        {
            try
            {
                using var request = command();
                using var answer = await client.SendAsync(request, stop);
                var body = await answer.Content.ReadAsStringAsync(stop);
                if (answer.IsSuccessStatusCode)
                {
                    journal.Acknowledged(key);
                    return JsonNode.Parse(body);
                }

                if (answer.StatusCode < HttpStatusCode.InternalServerError)
                {
                    journal.Refused(key, (int)answer.StatusCode + " " + body);
                    return null;
                }
            }
            catch (Exception gone) when (IsNoAnswer(gone, stop))
            {
                // Whether it was done is not known; the key makes asking again harmless.
            }

            await Task.Delay(BeforeNextTry, stop);
        }
    }

    // Whoever is killed between accepting and being asked for its address leaves HttpClient with a bare SocketException.
    private static bool IsNoAnswer(Exception problem, CancellationToken stop) =>
        problem is HttpRequestException or SocketException or IOException or System.Text.Json.JsonException || (problem is OperationCanceledException && !stop.IsCancellationRequested);

    private static HttpRequestMessage Post(string path, string? key, object body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return request;
    }

    private static int? TaskOf(JsonNode found, string element) =>
        found["tasks"]!.AsArray().FirstOrDefault(task => task!["element"]!.GetValue<string>() == element)?["taskId"]!.GetValue<int>();
}

using System.Net;
using System.Net.Http.Json;

namespace Xiezhi.Hosts.Tests.Server;

[Trait("Needs", "Server")]
public sealed class PageTests(RunningServer running) : IClassFixture<RunningServer>
{
    private const string Attack = "<script>alert('x')</script>\"><img src=x onerror=alert(1)>";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_title_of_markup_is_shown_as_text_everywhere()
    {
        var id = await running.Server.OpenAsync("attack", Attack);
        var office = running.Server.As(ServerUnderTest.OfficeKey);

        var list = await office.GetStringAsync("/", Stop);
        var page = await office.GetStringAsync($"/cases/{id}", Stop);

        Assert.All([list, page], text =>
        {
            Assert.Contains("&lt;script&gt;", text, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<img", text, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public async Task The_list_links_to_a_case_whose_log_is_a_table()
    {
        var id = await running.Server.OpenAsync("listed", "a listed case");
        var office = running.Server.As(ServerUnderTest.OfficeKey);

        var list = await office.GetStringAsync("/?status=open", Stop);
        var page = await office.GetStringAsync($"/cases/{id}", Stop);

        Assert.Contains($"<a href=\"/cases/{id}\">a listed case</a>", list, StringComparison.Ordinal);
        Assert.Contains("<td>Handle it</td>", list, StringComparison.Ordinal);
        foreach (var entry in await running.Server.LogAsync(id))
        {
            Assert.Contains($"<code title=\"{entry!["hash"]}\">", page, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("zh-CN,zh;q=0.9", "zh-CN", "待办任务", "噪声")]
    [InlineData("en-GB", "en", "Open tasks", "Noise")]
    [InlineData("", "en", "Open tasks", "Noise")]
    public async Task A_page_speaks_the_language_that_is_asked_for(string asked, string spoken, string heading, string matter)
    {
        await running.Server.OpenAsync("language-" + asked.Length);
        var office = running.Server.As(ServerUnderTest.OfficeKey);
        office.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", asked);

        var page = await office.GetStringAsync("/", Stop);

        Assert.Contains($"<html lang=\"{spoken}\">", page, StringComparison.Ordinal);
        Assert.Contains($"<h2>{heading}</h2>", page, StringComparison.Ordinal);
        Assert.Contains($"<td>{matter}</td>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_is_told_to_run_and_keep_nothing()
    {
        var answer = await running.Server.As(ServerUnderTest.OfficeKey).GetAsync("/", Stop);

        Assert.Equal(
            "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("/cases/0123456789abcdefghjkmnpq")]
    [InlineData("/cases/%3Cscript%3E")]
    public async Task A_case_that_is_not_there_is_a_page_that_says_so(string address)
    {
        var answer = await running.Server.As(ServerUnderTest.OfficeKey).GetAsync(address, Stop);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("There is no such case.", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_pages_only_show()
    {
        var answer = await running.Server.As(ServerUnderTest.OfficeKey).PostAsJsonAsync("/", new { }, Stop);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }
}

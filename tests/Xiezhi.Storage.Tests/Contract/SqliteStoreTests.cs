using Microsoft.Data.Sqlite;
using Xiezhi.Runtime;
using Xiezhi.Runtime.Outbox;

namespace Xiezhi.Storage.Tests.Contract;

/// <summary>The contract on a real file.</summary>
public sealed class SqliteStoreTests : StoreContract
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "xiezhi-store-" + Path.GetRandomFileName());

    protected override void Use(XiezhiBuilder builder) => builder.UseSqlite(Path.Combine(_folder, "cases.db"));

    [Fact]
    public async Task Looking_for_messages_set_aside_waits_for_nobody_who_writes_and_holds_up_nobody()
    {
        var outbox = Get<IOutboxStore>();
        await outbox.AddAsync([new Book("city", "1").Message("a", 0)], TestContext.Current.CancellationToken);
        await outbox.FailedAsync("a", "no answer", null, TestContext.Current.CancellationToken);
        await using var writing = new SqliteConnection($"Data Source={Path.Combine(_folder, "cases.db")};Pooling=false");
        await writing.OpenAsync(TestContext.Current.CancellationToken);
        await using var transaction = await writing.BeginTransactionAsync(TestContext.Current.CancellationToken);

        var looking = Task.Run(() => outbox.SetAsideAsync("city", 0, 10, TestContext.Current.CancellationToken));

        Assert.Equal("no answer", Assert.Single(await looking.WaitAsync(TimeSpan.FromSeconds(10))).Reason);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        SqliteConnection.ClearAllPools();
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Runtime;
using Xiezhi.Runtime.Due;
using Xiezhi.Runtime.Notifications;
using Xiezhi.Runtime.Outbox;
using Xiezhi.Testing;

namespace Xiezhi.Delivery.Tests;

/// <summary>An engine with the delivery under test, a store in memory, and a clock that stands until it is moved.</summary>
internal sealed class Sender : IAsyncDisposable
{
    public const string Secret = "whsec_c2l4dGVlbitlaWdodC1ieXRlcy1hcmUtMjQtYml0";

    private readonly ServiceProvider _provider;

    public Sender(Action<DeliveryOptions> configure, Action<XiezhiOptions>? engine = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time);
        services.AddXiezhi(engine).UseInMemory().UseDelivery(options =>
        {
            options.AllowedNetworks.Add("127.0.0.1/32");
            configure(options);
        });
        _provider = services.BuildServiceProvider();
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 5, 6, 1, 0, 0, TimeSpan.Zero));

    public IOutboxStore Outbox => _provider.GetRequiredService<IOutboxStore>();

    public INotificationStore Inbox => _provider.GetRequiredService<INotificationStore>();

    public Task WorkAsync() => _provider.GetRequiredService<DueWork>().RunAsync();

    public Task PutAsync(OutboxMessage message) => Outbox.AddAsync([message], default);

    public OutboxMessage Message(string id, string kind, string? recipient = null, ValueContext? payload = null) => new(
        id, "default", CaseId.For("default", "case 7"), null, kind, recipient, payload ?? Content("remind"), Time.GetUtcNow());

    public static ValueContext Content(string about, string title = "Noise at night") =>
        ValueContext.Of(("case", "c7"), ("key", "K-7"), ("title", title), ("about", about), ("clock", "resolution"));

    public async Task<string?> ReasonAsync(string id) =>
        (await Outbox.SetAsideAsync("default", 0, 100, default)).SingleOrDefault(aside => aside.Message.Id == id)?.Reason;

    public ValueTask DisposeAsync() => _provider.DisposeAsync();
}

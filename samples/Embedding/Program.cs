using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Parties;
using Xiezhi.Runtime;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Packages;
using Xiezhi.Storage;

const string Tenant = "city";
var services = new ServiceCollection();
services.AddXiezhi().UseSqlite(Path.Combine(AppContext.BaseDirectory, "cases.db"));
await using var provider = services.BuildServiceProvider();
var engine = provider.GetRequiredService<CaseEngine>();

// Policy is a folder: it is checked whole, named by its content, and published.
var folder = await PackageFolder.ReadAsync(Path.Combine(AppContext.BaseDirectory, "Hotline"));
var published = await provider.GetRequiredService<PackageRegistry>().PublishAsync(Tenant, folder, null, Actor.Engine);
foreach (var diagnostic in published.Diagnostics) Console.Error.WriteLine(diagnostic);
if (!published.Published) return 1;

// A citizen's message opens a case; its key keeps it from being opened twice.
var message = ValueContext.Of(("topic", "A3区梅溪湖小区夜间施工噪音扰民"), ("sender", "A00012345"));
var opened = await engine.OpenAsync(Tenant, "hotline", Guid.NewGuid().ToString("N"), message, Actor.Citizen("A00012345"));

// The hotline centre takes it in; the rules then say what it is about, who leads it and by when.
var accept = opened.State!.Workflow.Tasks.Single();
var centre = new Actor(PartyKind.Agency, "hotline-centre", "operator-wang");
var accepted = await engine.ExecuteAsync(Tenant, opened.Case, new CompleteTask(accept.Id, ValueContext.Empty), centre);

// The log is the truth: each event stands in it as it was hashed behind the one before.
foreach (var recorded in await provider.GetRequiredService<ICaseStore>().ReadLogAsync(Tenant, opened.Case, 0, CancellationToken.None))
    Console.WriteLine($"{recorded.Hash.ToString()[..8]} {recorded.Text}");
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{accepted.Status}: {accepted.State!.Facts.Matter} → {accepted.State.Facts.Lead}, due {accepted.State.Clocks[0].Due:yyyy-MM-dd}"));
return 0;

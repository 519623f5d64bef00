using System.Collections.Immutable;
using System.Text;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.Parties;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Commits;

namespace Xiezhi.Benchmarks.Storage;

/// <summary>A case that goes round and round: a task of the lead that comes back each time, with a clock running.</summary>
/// <remarks>
/// With accountability it is the worst that can be: the hash and time of every event are part of the state, because evidence may be named from any, and
/// the lead changes in each round, which is an interval of responsibility each.
/// </remarks>
internal sealed class LongCase
{
    public const string Tenant = "open";
    public const int Events = 10_000;

    private const string Organization = """
        {
          "territories": [ { "code": "A", "title": { "en": "A City" }, "names": ["A市"], "parent": null } ],
          "parties": [
            { "id": "city", "kind": "agency", "title": { "en": "City" }, "superior": null, "territory": "A" },
            { "id": "office", "kind": "street-office", "title": { "en": "Office" }, "superior": "city", "territory": "A" }
          ]
        }
        """;

    private const string Manifest = """
        {
          "name": "open", "title": { "en": "Open", "zh-CN": "打开" }, "procedure": "open.bpmn", "zone": "Asia/Shanghai",
          "openedBy": ["citizen"], "operatedBy": ["city"],
          "case": { "title": "topic", "matter": "\"noise\"", "territory": "\"A\"", "lead": "lead", "serviceLevel": "\"standard\"" }
        }
        """;

    private const string ServiceLevels = """
        {
          "ladders": [ { "id": "standard", "steps": [ { "at": "50%", "do": "remind" } ] } ],
          "serviceLevels": [ { "id": "standard", "title": { "en": "Standard" }, "clocks": [ { "id": "reply", "target": "PT4H", "calendar": "CN", "stop": "replied = true", "ladder": "standard" } ] } ]
        }
        """;

    private const string Procedure = """
        <?xml version="1.0" encoding="UTF-8"?>
        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:open">
          <process id="p" isExecutable="true">
            <startEvent id="Start"/>
            <exclusiveGateway id="Again"/>
            <userTask id="Handle" name="Handle">
              <potentialOwner><resourceAssignmentExpression><formalExpression>lead</formalExpression></resourceAssignmentExpression></potentialOwner>
            </userTask>
            <exclusiveGateway id="Done" default="back"/>
            <endEvent id="End"/>
            <sequenceFlow id="f1" sourceRef="Start" targetRef="Again"/>
            <sequenceFlow id="f2" sourceRef="Again" targetRef="Handle"/>
            <sequenceFlow id="f3" sourceRef="Handle" targetRef="Done"/>
            <sequenceFlow id="back" sourceRef="Done" targetRef="Again"/>
            <sequenceFlow id="end" sourceRef="Done" targetRef="End"><conditionExpression>done = true</conditionExpression></sequenceFlow>
          </process>
        </definitions>
        """;

    private const string Accountability = """
        { "backstop": "city", "rules": [ { "id": "overdue", "on": ["clock-breached"], "when": "true", "evidence": ["lead", "clock-started"] } ] }
        """;

    private static readonly DateTimeOffset Start = new(2024, 9, 12, 1, 0, 0, TimeSpan.Zero);

    private readonly ImmutableArray<RecordedEvent> _log;

    private LongCase(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, GovernancePackage package, CaseState last, ImmutableArray<CaseCommit> commits)
    {
        (Files, Package, Last, Commits) = (files, package, last, commits);
        _log = [.. commits.SelectMany(commit => commit.Events)];
    }

    public static Actor Publisher { get; } = new(PartyKind.System, "publisher");

    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Files { get; }

    public GovernancePackage Package { get; }

    public CaseState Last { get; }

    public ImmutableArray<CaseCommit> Commits { get; }

    /// <summary>How the case stood after so many events.</summary>
    public CaseState At(long version) => _log.Take((int)version).Aggregate(CaseState.New(Tenant, Last.Id), (state, recorded) => state.Apply(Package, recorded));

    public static LongCase Make(string key, bool isAccountable)
    {
        var (name, files) = isAccountable ? ("open-accountable", FilesOf(Accountability)) : ("open", FilesOf(null));
        var diagnostics = new DiagnosticBag();
        var package = PackageReader.Read(files, diagnostics)
            ?? throw new InvalidOperationException(string.Join("\n", diagnostics.ToImmutable().Select(found => found.Format(System.Globalization.CultureInfo.InvariantCulture))));
        var commits = ImmutableArray.CreateBuilder<CaseCommit>();
        var state = CaseState.New(Tenant, Runtime.Cases.CaseEngine.IdFor(Tenant, name, key));
        var at = Start;
        Do(new OpenCase(key, ValueContext.Of(("topic", "夜间噪声"), ("lead", "office"))), Actor.Citizen("Li"));
        while (state.Version < Events)
        {
            at = at.AddSeconds(1);
            var handler = state.Facts.Lead == "city" ? new Actor(PartyKind.Agency, "city", "李") : new Actor(PartyKind.StreetOffice, "office", "王");
            var next = isAccountable && handler.Party == "office" ? "city" : "office";
            Do(new CompleteTask(state.Workflow.Tasks.Single().Id, ValueContext.Of(("note", $"第{state.Version}次核查"), ("done", false), ("lead", next))), handler);
        }

        return new LongCase(files, package, state, commits.ToImmutable());

        void Do(CaseCommand command, Actor actor)
        {
            var step = CaseStep.Step(package, state, command, actor, "benchmark", at);
            if (step.Rejection is { } reason)
            {
                throw new InvalidOperationException(reason.ToString());
            }

            commits.Add(CommitBuilder.Build(new LoadedCase(package, state), new LoadedCase(package, step.State), step.Events, null));
            state = step.State;
        }
    }

    private static Dictionary<string, ReadOnlyMemory<byte>> FilesOf(string? accountability)
    {
        var files = new Dictionary<string, ReadOnlyMemory<byte>>
        {
            ["package.json"] = Encoding.UTF8.GetBytes(accountability is null ? Manifest : Manifest.Replace("\"name\": \"open\"", "\"name\": \"open-accountable\"", StringComparison.Ordinal)),
            ["organization.json"] = Encoding.UTF8.GetBytes(Organization),
            ["matters.json"] = Encoding.UTF8.GetBytes("""{ "matters": [ { "id": "noise", "title": { "en": "Noise", "zh-CN": "噪声" } } ] }"""),
            ["service-levels.json"] = Encoding.UTF8.GetBytes(ServiceLevels),
            ["open.bpmn"] = Encoding.UTF8.GetBytes(Procedure),
        };
        if (accountability is not null)
        {
            files["accountability.json"] = Encoding.UTF8.GetBytes(accountability);
        }

        return files;
    }
}

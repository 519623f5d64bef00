using System.Security.Cryptography;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Governance.Parties;

namespace Xiezhi.Governance.Tests.Log.Audits;

/// <summary>Three cases as a store would hold them, and an attacker's means to change them.</summary>
internal sealed class StoredLog : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
    private static readonly Actor Office = new(PartyKind.StreetOffice, "office", "李");

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public StoredLog()
    {
        foreach (var key in new[] { "1", "2", "3" })
        {
            Append(CaseId.For("default", key).ToString(), 8);
        }
    }

    public List<StoredEvent> Rows { get; private set; } = [];

    public List<StoredHead> Heads { get; } = [];

    public List<Checkpoint> Checkpoints { get; } = [];

    public CheckpointPublicKey Key => CheckpointPublicKey.Of(_key);

    /// <summary>The case in the middle, which the tests change.</summary>
    public string Victim => Heads.Select(head => head.Case).Order(StringComparer.Ordinal).ElementAt(1);

    public StoredEvent this[int place]
    {
        get => Rows.Single(row => row.Case == Victim && row.Sequence == place);
        set => Rows[Rows.FindIndex(row => row.Case == Victim && row.Sequence == place)] = value;
    }

    /// <summary>Adds events to a case as the engine would.</summary>
    public void Append(string caseId, int events)
    {
        Assert.True(CaseId.TryParse(caseId, out var id));
        var head = Heads.Find(head => head.Case == caseId);
        var (version, hash) = head is null ? (0, default) : (head.Version, EventHash.From(head.Head.Span));
        for (var i = 0; i < events; i++)
        {
            version++;
            CaseEvent happened = version == 1 ? new CaseOpened("k", "package", ValueContext.Of(("topic", "夜间噪声"))) : new LeadAssigned(["office" + version], true);
            var text = EventText.Write("default", id, version, Start.AddMinutes(version), Office, "test", happened);
            hash = hash.Next(text);
            Rows.Add(new StoredEvent(caseId, version, EventText.TypeName(happened), Start.AddMinutes(version).ToUnixTimeMilliseconds(), text, hash.Bytes));
        }

        Heads.RemoveAll(other => other.Case == caseId);
        Heads.Add(new StoredHead(caseId, version, hash.Bytes));
    }

    /// <summary>Makes the hashes of the victim, and its row in the list of cases, fit what stands there now: what somebody who may write everything can do.</summary>
    public void WorkOutAnew()
    {
        EventHash hash = default;
        foreach (var row in Rows.Where(row => row.Case == Victim).OrderBy(row => row.Sequence).ToList())
        {
            hash = hash.Next(row.Text);
            this[(int)row.Sequence] = row with { Hash = hash.Bytes };
        }

        var victim = Victim;
        Heads[Heads.FindIndex(head => head.Case == victim)] = new StoredHead(victim, Rows.Count(row => row.Case == victim), hash.Bytes);
    }

    public StoredLog Checkpoint()
    {
        var next = Audit().NextCheckpoint(Start.AddDays(Checkpoints.Count + 1))!;
        Checkpoints.Add(next.With(Key.Id, _key.SignData(next.Head.SignedBytes(), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)));
        return this;
    }

    public LogAuditResult Audit(IEnumerable<Checkpoint>? kept = null)
    {
        var audit = new LogAudit("default", Heads, Checkpoints, kept ?? [], Key);
        Rows = [.. Rows.OrderBy(row => row.Case, StringComparer.Ordinal).ThenBy(row => row.Sequence)];
        Rows.ForEach(audit.Add);
        return audit.Finish();
    }

    public void Dispose() => _key.Dispose();
}

using System.Text;
using CsCheck;
using Newtonsoft.Json.Linq;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Governance.Tests.Log.Audits;

namespace Xiezhi.Governance.Tests.Log.Trees;

public sealed class ReceiptTests : IDisposable
{
    private readonly StoredLog _log = new StoredLog().Checkpoint();

    public void Dispose() => _log.Dispose();

    [Fact]
    public void A_receipt_for_any_event_proves_it_without_the_log()
    {
        _log.Append(_log.Victim, 3);
        _log.Checkpoint();

        foreach (var row in _log.Rows)
        {
            var receipt = Read(ReceiptText.Write(Issue(row)!));
            Assert.Empty(receipt.Verify(_log.Key));
        }

        Assert.Equal(27, _log.Rows.Count);
    }

    [Fact]
    public void An_event_that_no_checkpoint_covers_has_no_receipt()
    {
        _log.Append(_log.Victim, 1);

        Assert.Null(Issue(_log[9]));
    }

    [Fact]
    public void A_receipt_that_was_changed_anywhere_proves_nothing()
    {
        var text = ReceiptText.Write(Issue(_log[1])!);
        var root = JObject.Parse(text);
        var refused = 0;
        foreach (var member in root.DescendantsAndSelf().OfType<JProperty>().Where(property => property.Value is JValue).Select(property => property.Path).Append("path[0]"))
        {
            var changed = (JObject)root.DeepClone();
            var value = (JValue)changed.SelectToken(member)!;
            value.Value = value.Type == JTokenType.Integer ? (long)value + 1 : Flip((string)value!);
            var receipt = TryRead(changed.ToString());
            Assert.True(receipt is null || member == "checkpoint.key" || receipt.Verify(_log.Key).Length > 0, member);
            refused++;
        }

        Assert.Equal(15, refused);
    }

    [Fact]
    public void A_receipt_is_not_accepted_under_another_key()
    {
        using var other = new StoredLog();

        Assert.Equal(["XZ5410"], Issue(_log[1])!.Verify(other.Key).Select(problem => problem.Code));
    }

    [Fact]
    public void A_checkpoint_is_read_as_it_was_written()
    {
        var read = CheckpointText.Read(Encoding.UTF8.GetBytes(CheckpointText.Write(_log.Checkpoints[0])), "c", new DiagnosticBag())!;

        Assert.Equal(CheckpointText.Write(_log.Checkpoints[0]), CheckpointText.Write(read));
        Assert.Empty(CheckpointChain.Verify("default", [read], _log.Key));
    }

    [Fact]
    public void Whatever_is_read_as_a_receipt_or_a_checkpoint_nothing_is_thrown_and_what_is_refused_says_why()
    {
        var texts = new[] { ReceiptText.Write(Issue(_log[1])!), CheckpointText.Write(_log.Checkpoints[0]) };
        Gen.Select(Gen.Int[0, 1], Gen.Int[0, 3000], Gen.Byte, Gen.Int[0, 3], Gen.Byte.Array[0, 60]).Sample(
            (which, at, value, kind, noise) =>
            {
                var bytes = Encoding.UTF8.GetBytes(texts[which]).ToList();
                var index = at % bytes.Count;
                switch (kind)
                {
                    case 0:
                        bytes[index] = value;
                        break;
                    case 1:
                        bytes.RemoveRange(index, Math.Min(noise.Length, bytes.Count - index));
                        break;
                    case 2:
                        bytes.InsertRange(index, noise);
                        break;
                    default:
                        bytes = [.. noise];
                        break;
                }

                var diagnostics = new DiagnosticBag();
                ReadOnlyMemory<byte> content = bytes.ToArray();
                if (which == 0 && ReceiptText.Read(content, "r", diagnostics) is { } receipt)
                {
                    // What is still read must be the same, or prove nothing.
                    Assert.True(receipt.Verify(_log.Key).Length > 0 || (receipt with { Key = "" }).Equals(Issue(_log[1])! with { Key = "" }));
                }
                else if (which == 1 && CheckpointText.Read(content, "c", diagnostics) is { } checkpoint)
                {
                    CheckpointChain.Verify("default", [checkpoint], _log.Key);
                }
                else
                {
                    Assert.True(diagnostics.HasErrors);
                }
            },
            iter: 5000);
    }

    private static string Flip(string text) => text.Length == 0 ? "x" : (text[0] == 'a' ? 'b' : 'a') + text[1..];

    private static Receipt? TryRead(string text) => ReceiptText.Read(Encoding.UTF8.GetBytes(text), "receipt.json", new DiagnosticBag());

    private static Receipt Read(string text) => TryRead(text) ?? throw new InvalidOperationException("The receipt was not read.");

    private Receipt? Issue(StoredEvent row)
    {
        var audit = _log.Audit();
        var before = _log.Rows.Find(other => other.Case == row.Case && other.Sequence == row.Sequence - 1);
        Assert.True(CaseId.TryParse(row.Case, out var id));
        return audit.ReceiptFor(id, row.Sequence, before is null ? default : EventHash.From(before.Hash.Span), row.Text);
    }
}

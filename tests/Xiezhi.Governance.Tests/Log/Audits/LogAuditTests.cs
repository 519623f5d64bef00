using System.Text;
using CsCheck;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;

namespace Xiezhi.Governance.Tests.Log.Audits;

public sealed class LogAuditTests : IDisposable
{
    private readonly StoredLog _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public void A_log_that_nobody_touched_is_whole()
    {
        var result = _log.Checkpoint().Audit();

        Assert.Empty(result.Defects);
        Assert.Equal((3, 24, 24, 1), (result.Cases, result.Events, result.Covered, result.Checkpoints));
    }

    // Every byte of every text: members' names, marks of JSON, tenant, case, sequence, time, actor, cause, type, content.
    [Fact]
    public void A_change_of_any_byte_of_any_text_is_found_and_the_event_named()
    {
        var found = 0;
        for (var place = 1; place <= 8; place++)
        {
            var row = _log[place];
            var bytes = Encoding.UTF8.GetBytes(row.Text);
            for (var at = 0; at < bytes.Length; at++)
            {
                var changed = bytes.ToArray();
                changed[at] ^= 1;
                _log[place] = row with { Text = Encoding.Latin1.GetString(changed) };
                AssertNamed(_log.Audit(), place, "XZ5401", "XZ5403", "XZ5405");
                found++;
            }

            _log[place] = row;
        }

        Assert.InRange(found, 8 * 150, 8 * 1000);
        Assert.Empty(_log.Audit().Defects);
    }

    [Fact]
    public void A_change_of_any_byte_of_any_hash_is_found_and_the_event_named()
    {
        for (var place = 1; place <= 8; place++)
        {
            var row = _log[place];
            for (var at = 0; at < EventHash.Size; at++)
            {
                var changed = row.Hash.ToArray();
                changed[at] ^= 0x80;
                _log[place] = row with { Hash = changed };
                AssertNamed(_log.Audit(), place, "XZ5401");
            }

            _log[place] = row with { Hash = row.Hash[..31] };
            AssertNamed(_log.Audit(), place, "XZ5401");
            _log[place] = row;
        }
    }

    [Fact]
    public void A_change_of_any_column_beside_the_text_is_found()
    {
        var row = _log[4];

        _log[4] = row with { Type = "title" };
        AssertNamed(_log.Audit(), 4, "XZ5405");
        _log[4] = row with { At = row.At + 1 };
        AssertNamed(_log.Audit(), 4, "XZ5405");
        _log[4] = row with { Sequence = 99 };
        AssertNamed(_log.Audit(), 4, "XZ5402");
    }

    [Fact]
    public void An_event_under_another_case_is_found_in_both()
    {
        var other = _log.Heads.Select(head => head.Case).First(id => id != _log.Victim);
        _log[8] = _log[8] with { Case = other, Sequence = 9 };

        var defects = _log.Audit().Defects;

        Assert.Contains(defects, defect => defect.Case == _log.Victim && defect.Problem.Code == "XZ5402");
        Assert.Contains(defects, defect => defect.Case == other && defect.Sequence == 9 && defect.Problem.Code == "XZ5403");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(8)]
    public void A_missing_event_is_named(int place)
    {
        _log.Rows.Remove(_log[place]);

        AssertNamed(_log.Audit(), place, "XZ5402");
        Assert.Single(_log.Audit().Defects);
    }

    [Fact]
    public void A_missing_event_whose_gap_was_closed_is_named()
    {
        _log.Rows.Remove(_log[4]);
        for (var place = 5; place <= 8; place++)
        {
            _log[place] = _log[place] with { Sequence = place - 1 };
        }

        AssertNamed(_log.Audit(), 4, "XZ5403");
    }

    [Fact]
    public void Two_events_that_changed_places_are_named()
    {
        var (third, fourth) = (_log[3], _log[4]);
        (_log[3], _log[4]) = (fourth with { Sequence = 3 }, third with { Sequence = 4 });

        var defects = _log.Audit().Defects;

        Assert.Contains(defects, defect => defect.Sequence == 3 && defect.Problem.Code == "XZ5403");
        Assert.Contains(defects, defect => defect.Sequence == 4 && defect.Problem.Code == "XZ5403");
    }

    [Fact]
    public void An_event_that_was_put_in_is_named()
    {
        for (var place = 8; place >= 4; place--)
        {
            _log[place] = _log[place] with { Sequence = place + 1 };
        }

        var forged = _log[3].Text.Replace("office3", "office9", StringComparison.Ordinal).Replace("\"seq\":3", "\"seq\":4", StringComparison.Ordinal);
        _log.Rows.Add(_log[3] with { Sequence = 4, Text = forged });

        AssertNamed(_log.Audit(), 4, "XZ5404");
    }

    [Fact]
    public void An_event_behind_the_end_is_named_although_its_hash_fits()
    {
        var last = _log[8];
        var text = last.Text.Replace("\"seq\":8", "\"seq\":9", StringComparison.Ordinal);
        _log.Rows.Add(last with { Sequence = 9, Text = text, Hash = EventHash.From(last.Hash.Span).Next(text).Bytes });

        AssertNamed(_log.Audit(), 9, "XZ5404");
    }

    [Fact]
    public void A_case_without_its_row_or_without_its_events_is_named()
    {
        var victim = _log.Victim;
        var head = _log.Heads.Single(head => head.Case == victim);
        _log.Heads.Remove(head);
        Assert.Contains(_log.Audit().Defects, defect => defect.Case == victim && defect.Problem.Code == "XZ5406");

        _log.Heads.Add(head);
        _log.Rows.RemoveAll(row => row.Case == victim);
        Assert.Contains(_log.Audit().Defects, defect => defect.Case == victim && defect.Problem.Code == "XZ5402");
    }

    [Fact]
    public void A_history_whose_hashes_were_worked_out_anew_is_found_by_a_checkpoint_and_by_nothing_else()
    {
        _log.Checkpoint();
        _log[5] = _log[5] with { Text = _log[5].Text.Replace("office5", "office6", StringComparison.Ordinal) };
        _log.WorkOutAnew();
        var checkpoints = _log.Checkpoints.ToList();

        AssertNamed(_log.Audit(), 1, "XZ5407");
        _log.Checkpoints.Clear();
        Assert.Empty(_log.Audit().Defects);
        Assert.Contains(_log.Audit(checkpoints).Defects, defect => defect.Case == _log.Victim && defect.Problem.Code == "XZ5407");
    }

    [Fact]
    public void A_fork_is_narrowed_down_to_what_was_recorded_between_two_checkpoints()
    {
        _log.Checkpoint();
        _log.Append(_log.Victim, 4);
        _log.Checkpoint();
        _log[10] = _log[10] with { Text = _log[10].Text.Replace("office10", "office11", StringComparison.Ordinal) };
        _log.WorkOutAnew();

        AssertNamed(_log.Audit(), 9, "XZ5407");
        Assert.Single(_log.Audit().Defects);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(8)]
    public void A_tail_that_was_cut_off_is_found_by_a_checkpoint_and_by_nothing_else(int events)
    {
        _log.Checkpoint();
        var victim = _log.Victim;
        _log.Rows.RemoveAll(row => row.Case == victim && row.Sequence > 8 - events);
        _log.Heads.RemoveAll(head => head.Case == victim);
        if (events < 8)
        {
            _log.Heads.Add(new StoredHead(victim, 8 - events, _log.Rows.Single(row => row.Case == victim && row.Sequence == 8 - events).Hash));
        }

        var defect = Assert.Single(_log.Audit().Defects);
        Assert.Equal((victim, 9L - events, "XZ5408"), (defect.Case, defect.Sequence, defect.Problem.Code));

        _log.Checkpoints.Clear();
        Assert.Empty(_log.Audit().Defects);
    }

    [Fact]
    public void Whoever_changes_the_checkpoints_too_lacks_the_key()
    {
        var kept = _log.Checkpoint().Checkpoints[0];
        _log[5] = _log[5] with { Text = _log[5].Text.Replace("office5", "office6", StringComparison.Ordinal) };
        _log.WorkOutAnew();

        // The list of what is covered follows the forged history; the root that was signed does not.
        var forged = _log.Heads.Select(head => new CoveredCase(Id(head.Case), head.Version, EventHash.From(head.Head.Span))).OrderBy(covered => covered.Case.ToString(), StringComparer.Ordinal);
        _log.Checkpoints[0] = kept with { Cases = [.. forged] };
        Assert.Equal(["XZ5409"], _log.Audit().Defects.Select(defect => defect.Problem.Code));

        // And with a root that follows too, the signature is wrong.
        _log.Checkpoints.Clear();
        using var stranger = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var next = _log.Audit().NextCheckpoint(kept.Head.At)!;
        _log.Checkpoints.Add(next.With(kept.Key, stranger.SignData(next.Head.SignedBytes(), System.Security.Cryptography.HashAlgorithmName.SHA256, System.Security.Cryptography.DSASignatureFormat.Rfc3279DerSequence)));
        Assert.Equal(["XZ5410"], _log.Audit().Defects.Select(defect => defect.Problem.Code));
        Assert.Equal(["XZ5407", "XZ5412"], _log.Audit([kept]).Defects.Select(defect => defect.Problem.Code).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_member_of_a_checkpoint_that_was_changed_is_found()
    {
        _log.Checkpoint();
        _log.Append(_log.Victim, 2);
        var checkpoint = _log.Checkpoint().Checkpoints[1];
        var (head, other) = (checkpoint.Head, MerkleTree.LeafHash([1]));

        Checkpoint[] changed =
        [
            checkpoint with { Head = head with { Number = 3 } },
            checkpoint with { Head = head with { Size = head.Size + 1 } },
            checkpoint with { Head = head with { Root = other } },
            checkpoint with { Head = head with { At = head.At.AddMilliseconds(1) } },
            checkpoint with { Head = head with { Tenant = "another" } },
            checkpoint with { Signature = checkpoint.Signature.SetItem(20, (byte)(checkpoint.Signature[20] ^ 1)) },
            checkpoint with { Consistency = [other] },
            checkpoint with { Cases = [] },
            checkpoint with { Cases = [checkpoint.Cases[0] with { Version = 9 }] },
            checkpoint with { Cases = [checkpoint.Cases[0] with { Head = other }] },
        ];

        Assert.Empty(_log.Audit().Defects);
        foreach (var forged in changed)
        {
            _log.Checkpoints[1] = forged;
            Assert.NotEmpty(_log.Audit().Defects);
        }
    }

    [Fact]
    public void A_checkpoint_that_is_missing_is_named()
    {
        _log.Checkpoint();
        _log.Append(_log.Victim, 2);
        _log.Checkpoint();
        var kept = _log.Checkpoints.ToList();

        _log.Checkpoints.RemoveAt(1);
        Assert.Empty(_log.Audit().Defects);
        Assert.Equal(["XZ5411"], _log.Audit(kept).Defects.Select(defect => defect.Problem.Code));
        _log.Checkpoints[0] = kept[1];
        Assert.Contains(_log.Audit().Defects, defect => defect.Problem.Code == "XZ5411");
    }

    [Fact]
    public void Checkpoints_alone_prove_that_each_goes_on_from_the_one_before()
    {
        _log.Checkpoint();
        _log.Append(_log.Victim, 3);
        _log.Checkpoint();
        var other = new StoredLog();
        other[2] = other[2] with { Text = other[2].Text.Replace("office2", "office1", StringComparison.Ordinal) };
        other.WorkOutAnew();
        other.Checkpoint();

        Assert.Empty(CheckpointChain.Verify("default", _log.Checkpoints, _log.Key));
        Assert.Contains(CheckpointChain.Verify("default", [other.Checkpoints[0], _log.Checkpoints[1]], null), defect => defect.Problem.Code == "XZ5413");
        other.Dispose();
    }

    [Fact]
    public void A_log_that_is_not_whole_is_not_signed()
    {
        _log.Rows.Remove(_log[4]);

        Assert.Throws<InvalidOperationException>(() => _log.Audit().NextCheckpoint(DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public void Whatever_is_changed_without_the_key_is_found() =>
        Gen.Select(Gen.Int[1, 8], Gen.Int[0, 5], Gen.Int[0, 400]).Sample(
            (place, kind, at) =>
            {
                using var log = new StoredLog().Checkpoint();
                var row = log[place];
                switch (kind)
                {
                    case 0:
                        log.Rows.Remove(row);
                        break;
                    case 1:
                        log.Rows.Add(row with { Sequence = 9 });
                        break;
                    default:
                        var index = at % row.Text.Length;
                        log[place] = row with { Text = row.Text.Remove(index, 1).Insert(index, row.Text[index] == 'x' ? "y" : "x") };
                        break;
                }

                if (kind is 0 or 1 or 3)
                {
                    log.WorkOutAnew();
                }

                Assert.NotEmpty(log.Audit().Defects);
            },
            iter: 300);

    private static CaseId Id(string text) => CaseId.TryParse(text, out var id) ? id : default;

    private void AssertNamed(LogAuditResult result, int place, params string[] codes) =>
        Assert.Contains(result.Defects, defect => defect.Case == _log.Victim && defect.Sequence == place && codes.Contains(defect.Problem.Code));
}

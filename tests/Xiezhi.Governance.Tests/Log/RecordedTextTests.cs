using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Governance.Parties;

namespace Xiezhi.Governance.Tests.Log;

/// <summary>
/// <c>recorded.jsonl</c> holds events as a build of November 2026 recorded them, one of each type that tests bring about. What was recorded once must read
/// the same and be written the same for ever, or logs that exist would not verify any more.
/// </summary>
public sealed class RecordedTextTests
{
    private static readonly string[] Recorded = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Log", "recorded.jsonl"));

    [Fact]
    public void What_was_recorded_once_is_written_the_same_today() => Assert.All(Recorded, text =>
    {
        var read = EventText.Read(text, default);

        Assert.Equal(text, EventText.Write(read.Tenant, read.Case, read.Sequence, read.At, read.Actor, read.Cause, read.Event));
    });

    [Fact]
    public void The_chain_over_what_was_recorded_once_ends_in_the_same_hash_today()
    {
        var last = Recorded.Aggregate(default(EventHash), (hash, text) => hash.Next(text));

        // By another program: head = SHA-256(head + line), from 32 zero bytes on.
        Assert.Equal("6a679b4d838a3c10b991d50e30b1c253be88188cb678e627db47e0cf39a40f28", last.ToString());
    }

    [Fact]
    public void Marks_controls_and_line_separators_are_escaped_and_nothing_else()
    {
        const string marks = "\"'\\/<>&\b\t\n\f\r\0\u0001\u001f好é\u007f\u0085\u2028\u2029😀";
        const string escaped = """\"'\\/<>&\b\t\n\f\r\u0000\u0001\u001f好é""" + "\u007f" + """\u0085\u2028\u2029😀""";
        var actor = new Actor(PartyKind.System, marks, marks) { OnBehalfOf = marks };
        var opened = new CaseOpened(marks, "p", ValueContext.Of((marks, marks)));

        var text = EventText.Write("t" + marks, CaseId.For("t", "1"), 7, new DateTimeOffset(2026, 1, 2, 11, 4, 5, 67, TimeSpan.FromHours(8)), actor, marks, opened);

        Assert.Equal(
            $$$$"""{"tenant":"t{{{{escaped}}}}","case":"{{{{CaseId.For("t", "1")}}}}","seq":7,"at":"2026-01-02T03:04:05.0670000Z","kind":"system","party":"{{{{escaped}}}}","person":"{{{{escaped}}}}","onBehalfOf":"{{{{escaped}}}}","cause":"{{{{escaped}}}}","type":"opened","data":{"key":"{{{{escaped}}}}","packageId":"p","variables":{"{{{{escaped}}}}":"{{{{escaped}}}}"}}}""",
            text);
    }
}

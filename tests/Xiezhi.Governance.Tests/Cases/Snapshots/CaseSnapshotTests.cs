using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Cases.Snapshots;

namespace Xiezhi.Governance.Tests.Cases.Snapshots;

/// <summary>What a snapshot is; that cases go on from it as they would have is held by <see cref="SnapshotLaw"/> in every test of a case.</summary>
public sealed class CaseSnapshotTests
{
    [Fact]
    public void A_snapshot_with_any_one_bit_changed_or_its_end_cut_off_is_not_read()
    {
        var bytes = CaseSnapshot.Write(Case().State).ToArray();
        Assert.NotNull(CaseSnapshot.Read(bytes));

        for (var at = 0; at < bytes.Length; at++)
        {
            var mask = (byte)(1 << (at % 8));
            bytes[at] ^= mask;
            Assert.Null(CaseSnapshot.Read(bytes));
            bytes[at] ^= mask;
            Assert.Null(CaseSnapshot.Read(bytes.AsMemory(0, at)));
        }
    }

    [Fact]
    public void What_is_read_has_the_facts_clocks_tasks_and_variables_of_what_was_written()
    {
        var state = Case().State;

        var read = CaseSnapshot.Read(CaseSnapshot.Write(state))!;

        Assert.Equal(("office", "noise", "Noise at night"), (read.Facts.Lead, read.Facts.Matter, read.Facts.Title));
        Assert.Equal("Confirm", Assert.Single(read.Workflow.Tasks).Element);
        Assert.Equal(Value.From("夜间噪声"), read.Workflow.Variables["note"]);
        Assert.Equal(state.Clocks.AsSpan(), read.Clocks.AsSpan());
        Assert.Equal(state.Workflow, read.Workflow);
        Assert.Equal(state.OpenedBy, read.OpenedBy);
    }

    [Fact]
    public void Data_comes_back_as_it_was_also_where_it_is_none_or_half_a_surrogate()
    {
        var written = new Sample(
            null, "\ud83d", "", default, [], ImmutableSortedSet.Create(StringComparer.Ordinal, "b", "B", "甲"),
            ImmutableDictionary<string, int?>.Empty.Add("x", null).Add("y", 3), (1.50m, new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.FromHours(8))),
            Value.From(ValueContext.Of(("$date", "2026-03-01"))), [[1], []], Sample.Colour.Red);

        var read = ReadBack(written);

        Assert.Equal((null, "\ud83d", ""), (read.Absent, read.Half, read.Empty));
        Assert.True(read.Default.IsDefault);
        Assert.False(read.None.IsDefault);
        Assert.Equal(["B", "b", "甲"], read.Sorted);
        Assert.Equal([("x", null), ("y", 3)], read.Named.OrderBy(entry => entry.Key).Select(entry => (entry.Key, entry.Value)));
        Assert.Equal(("1.50", TimeSpan.FromHours(8)), (read.Pair.Item1.ToString(System.Globalization.CultureInfo.InvariantCulture), read.Pair.Item2.Offset));
        Assert.Equal(written.Pair, read.Pair);
        Assert.Equal(written.Data, read.Data);
        Assert.Equal([[1], []], read.Nested);
        Assert.Equal(Sample.Colour.Red, read.Last);
    }

    [Theory]
    [InlineData(typeof(Func<int>))]
    [InlineData(typeof(object))]
    [InlineData(typeof(IEnumerable<int>))]
    [InlineData(typeof(Lazy<int>))]
    [InlineData(typeof(CaseEvent))]
    public void A_state_of_which_the_type_does_not_tell_what_it_holds_can_not_be_written(Type type)
    {
        var build = typeof(SnapshotCodecs).GetMethod(nameof(SnapshotCodecs.For), 1, [])!.MakeGenericMethod(type);

        var thrown = Assert.Throws<System.Reflection.TargetInvocationException>(() => build.Invoke(new SnapshotCodecs(), []));

        Assert.IsType<NotSupportedException>(thrown.InnerException);
    }

    [Fact]
    public void A_collection_in_an_order_of_its_own_is_not_written_as_if_it_had_the_usual_one()
    {
        var codec = new SnapshotCodecs().For<ImmutableSortedSet<string>>();
        using var writer = new BinaryWriter(new MemoryStream());

        Assert.Throws<InvalidOperationException>(() => codec.Write(writer, ImmutableSortedSet.Create(StringComparer.OrdinalIgnoreCase, "a")));
    }

    private static T ReadBack<T>(T value)
    {
        var codec = new SnapshotCodecs().For<T>();
        var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        codec.Write(writer, value);
        stream.Position = 0;
        using var reader = new BinaryReader(stream);
        return codec.Read(reader);
    }

    private static TestCase Case()
    {
        var testCase = TestCase.Opened();
        testCase.Complete("Handle", TestCase.Office, TimeSpan.FromHours(1), ("note", "夜间噪声"));
        return testCase;
    }

    private sealed record Sample(
        string? Absent,
        string Half,
        string Empty,
        ImmutableArray<int> Default,
        ImmutableArray<int> None,
        ImmutableSortedSet<string> Sorted,
        ImmutableDictionary<string, int?> Named,
        (decimal, DateTimeOffset) Pair,
        Value Data,
        int[][] Nested,
        Sample.Colour Last)
    {
        public enum Colour
        {
            Blue,
            Red,
        }
    }
}

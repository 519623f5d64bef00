using CsCheck;
using Xiezhi.Workflow.States;

namespace Xiezhi.Workflow.Tests.States;

public sealed class StateTableTests
{
    private sealed record Entry(int Id, int Content) : IStateEntry;

    [Fact]
    public void A_table_is_what_a_sorted_dictionary_is()
    {
        Gen.Select(Gen.Int[1, 150], Gen.Int[0, 3], Gen.Int[0, 9]).Array[0, 400].Sample(edits =>
        {
            var table = StateTable<Entry>.Empty;
            var model = new SortedDictionary<int, Entry>();
            foreach (var (id, what, content) in edits)
            {
                if (what == 0)
                {
                    table = table.Without(id);
                    model.Remove(id);
                }
                else
                {
                    table = table.With(new Entry(id, content));
                    model[id] = new Entry(id, content);
                }
            }

            Assert.Equal(model.Values, table);
            Assert.Equal(model.Count, table.Count);
            Assert.All(Enumerable.Range(1, 150), id => Assert.Equal(model.GetValueOrDefault(id), table.Find(id)));
            Assert.Equal(table, model.Values.Reverse().Aggregate(StateTable<Entry>.Empty, (made, entry) => made.With(entry)));
        });
    }

    [Fact]
    public void A_change_leaves_the_table_before_it_as_it_was()
    {
        var before = Enumerable.Range(1, 100).Aggregate(StateTable<Entry>.Empty, (table, id) => table.With(new Entry(id, 0)));

        var after = before.With(new Entry(50, 1)).Without(51);

        Assert.Equal((100, 99), (before.Count, after.Count));
        Assert.Equal((0, 1), (before.Find(50)!.Content, after.Find(50)!.Content));
    }
}

using Xiezhi.Workflow.Elements;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Workflow.Tests.Elements;

public sealed class ElementTableTests
{
    [Fact]
    public void The_readme_says_of_every_element_whether_it_is_run()
    {
        var said = new Dictionary<(BpmnKind, EventKind), bool>();
        foreach (var row in Rows())
        {
            var kind = Enum.Parse<BpmnKind>(row[0], ignoreCase: true);
            foreach (var (cell, run) in new[] { (row[1], true), (row[2], false) })
            {
                foreach (var trigger in cell.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                {
                    said.Add((kind, Enum.Parse<EventKind>(trigger, ignoreCase: true)), run);
                }
            }
        }

        Assert.All(said, one => Assert.Equal((one.Key, one.Value), (one.Key, ElementKinds.Table.ContainsKey(one.Key))));
        Assert.All(ElementKinds.Table.Keys, key => Assert.True(said.ContainsKey(key), $"{key} is missing in the README"));
        Assert.Equal(Enum.GetValues<BpmnKind>().Except([BpmnKind.Unknown, BpmnKind.Process]).Order(), said.Keys.Select(key => key.Item1).Distinct().Order());
    }

    private static IEnumerable<string[]> Rows() =>
        File.ReadLines(Path.Combine(TestData.Root, "sdk", "Xiezhi.Workflow", "README.md"))
            .SkipWhile(line => !line.StartsWith("| element | run", StringComparison.Ordinal))
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|').Skip(1).Select(cell => cell.Trim()).ToArray());
}

namespace Xiezhi.House.Tests;

public class LayoutTests
{
    private const int MostLines = 500;

    [Theory]
    [InlineData("README.md", "what Xiezhi is, and the two commands to begin with")]
    [InlineData("README.zh-CN.md", "what README.md says, in Chinese")]
    [InlineData("sdk/README.md", "a map of the packages by floor")]
    [InlineData("hosts/README.md", "a map of the programs")]
    [InlineData("samples/README.md", "a map of the samples")]
    [InlineData("tests/README.md", "a map of the tests and how to run one")]
    public void A_folder_has_a_map(string file, string content)
    {
        Assert.True(Repository.Exists(file), $"{file} is missing: write {content}.");
        Assert.True(Repository.Read(file).Trim().Length > 200, $"{file} says next to nothing: write {content}.");
    }

    [Fact]
    public void Every_project_of_the_SDK_has_a_README() =>
        Findings.None(Repository.Files(["sdk"], ".csproj").Select(file => Path.GetDirectoryName(file) + "/README.md").Where(file => !Repository.Exists(file))
            .Select(file => $"{file} is missing: what the room is for, its words, the way in, what it may use, what must always hold."));

    [Theory]
    [InlineData("sdk")]
    [InlineData("hosts")]
    [InlineData("samples")]
    [InlineData("tests")]
    public void A_map_names_every_room_of_its_folder(string folder)
    {
        var map = Repository.Exists(folder + "/README.md") ? Repository.Read(folder + "/README.md") : "";

        var rooms = Directory.EnumerateDirectories(Path.Combine(Repository.Root, folder))
            .Where(room => Directory.EnumerateFiles(room).Any(file => !Path.GetFileName(file).StartsWith('.')))
            .Select(room => Path.GetFileName(room)!);

        Findings.None(rooms.Where(room => !map.Contains(room, StringComparison.Ordinal)).Select(room => $"{folder}/README.md does not name {room}: add a line for it."));
    }

    [Fact]
    public void No_source_file_is_longer_than_a_reader_can_hold() =>
        Findings.None(Repository.Files(["sdk", "hosts", "samples", "tests", "designer"], ".cs", ".ts")
            .Select(file => (File: file, Lines: Repository.Read(file).AsSpan().Count('\n')))
            .Where(it => it.Lines > MostLines)
            .Select(it => $"{it.File} has {it.Lines} lines, more than {MostLines}: give each concept in it a file of its own."));
}

using System.Globalization;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Runtime.Cases;
using Xiezhi.Simulation.Tests.Worlds;

namespace Xiezhi.Simulation.Tests.Models;

public sealed class ModelTests
{
    private static readonly string[] Parties = ["office", "bureau", "city"];

    private readonly Model _model = new();
    private readonly ModelledEngine _engine = new();
    private readonly List<string> _cases = [];
    private readonly List<Func<DateTimeOffset, Task<(string Case, string Told, string Expected)>>> _sent = [];
    private readonly Dictionary<string, int> _answers = [];

    [Fact]
    public async Task The_engine_and_the_model_agree_on_whatever_is_asked_of_them()
    {
        // XIEZHI_MODEL_COMMANDS and XIEZHI_MODEL_SEED ask for more, or for others.
        var commands = Setting("XIEZHI_MODEL_COMMANDS", 20_000);
        var seed = Setting("XIEZHI_MODEL_SEED", 1);
        var random = new Random(seed);
        var now = Procedure.Start;
        for (var n = 0; n < commands; n++)
        {
            now = Later(random, now);
            _engine.Now = now;
            var send = random.Next(8) == 0 && _sent.Count > 0 ? _sent[random.Next(_sent.Count)] : Next(random, n);
            var (touched, told, expected) = await send(now);
            Assert.True(told == expected, $"XIEZHI_MODEL_SEED={seed}: command {n} was {told} by the engine, {expected} by the model.");
            _answers[told] = _answers.GetValueOrDefault(told) + 1;
            await CompareAsync(touched, seed, n);
        }

        // A model of nothing agrees with everything: all answers were given, and cases lived to their end.
        Assert.All(new[] { "Done", "AlreadyDone", "Rejected", "Refused", "NotFound" }, answer => Assert.True(_answers.GetValueOrDefault(answer) > commands / 1000, answer));
        Assert.Contains(_model.Cases.Values, one => !one.IsOpen && one is { Returns: > 0, Breached: true });
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{commands} commands, {_model.Cases.Count} cases, {_model.Cases.Values.Count(one => !one.IsOpen)} closed: {string.Join(", ", _answers.Select(it => it.Key + " " + it.Value))}");
    }

    [Fact]
    public void The_model_is_small_enough_to_be_read_and_knows_nothing_of_the_engine()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Workflow.sln")))
        {
            folder = folder.Parent;
        }

        var lines = File.ReadAllLines(Path.Combine(folder!.FullName, "tests/Xiezhi.Simulation.Tests/Models/Model.cs"));

        Assert.True(lines.Length <= 200, $"{lines.Length} lines.");
        Assert.DoesNotContain(lines, line => line.StartsWith("using Xiezhi", StringComparison.Ordinal));
    }

    private Func<DateTimeOffset, Task<(string Case, string Told, string Expected)>> Next(Random random, int n)
    {
        var number = n.ToString(CultureInfo.InvariantCulture);
        if (_cases.Count == 0 || random.Next(20) == 0)
        {
            _cases.Add("case " + number);
        }

        // Mostly the cases of late, now and then one that has long been closed, or was never opened.
        var key = random.Next(200) == 0 ? "nobody's" : _cases[^random.Next(1, Math.Min(_cases.Count, random.Next(10) == 0 ? 100 : 8) + 1)];
        if (!_model.Cases.TryGetValue(key, out var one) && key != "nobody's")
        {
            return Keep(key, _ => _engine.OpenAsync(key), now => _model.Open(key, now));
        }

        if (random.Next(4) == 0)
        {
            return Keep(key, _ => _engine.DueAsync(key), now => _model.Due(key, now));
        }

        var mark = "command " + number;
        if (one is { Jobs.Count: > 0 } && random.Next(4) == 0)
        {
            var job = one.Jobs.ElementAt(random.Next(one.Jobs.Count));
            return Keep(key, _ => _engine.CompleteJobAsync(key, job, mark), now => _model.CompleteJob(key, job, mark, now));
        }

        // A task that is open, or one that was: what is late, or asked by the wrong party, is told so.
        var task = one is { Tasks.Count: > 0 } && random.Next(10) != 0 ? one.Tasks.ElementAt(random.Next(one.Tasks.Count)) : "Handle#1";
        var right = task.StartsWith("Dispatch", StringComparison.Ordinal) || task.StartsWith("Confirm", StringComparison.Ordinal) ? "city" : one?.Lead ?? "office";
        var by = random.Next(10) == 0 ? Parties[random.Next(Parties.Length)] : right;
        var (returned, lead) = (random.Next(3) == 0, Parties[random.Next(2)]);
        return Keep(
            key,
            _ => _engine.CompleteAsync(key, task, by, ValueContext.Of(("mark", mark), ("returned", returned), ("lead", task.StartsWith("Dispatch", StringComparison.Ordinal) ? lead : one?.Lead ?? "office")), mark),
            now => _model.Complete(key, task, by, returned, lead, mark, now));
    }

    private Func<DateTimeOffset, Task<(string Case, string Told, string Expected)>> Keep(string key, Func<DateTimeOffset, Task<string>> ask, Func<DateTimeOffset, string> expect)
    {
        async Task<(string, string, string)> Send(DateTimeOffset now) => (key, await ask(now), expect(now));
        _sent.Add(Send);
        return Send;
    }

    // Often the very moment at which something falls due, or an instant beside it.
    private DateTimeOffset Later(Random random, DateTimeOffset now)
    {
        if (random.Next(4) == 0 && _cases.Count > 0 && _model.Cases.TryGetValue(_cases[^1], out var one) && Model.Next(one) is { } next && next.AddMilliseconds(-1) > now)
        {
            return next.AddMilliseconds(random.Next(-1, 2));
        }

        return random.Next(3) == 0 ? now : now.AddMilliseconds(random.Next(1, 10 * 60 * 1000));
    }

    private async Task CompareAsync(string touched, int seed, int n)
    {
        // Another than the one that was touched must not have moved.
        foreach (var key in new[] { touched, n % 8 == 0 ? _cases[n / 8 % _cases.Count] : touched }.Distinct().Where(_model.Cases.ContainsKey))
        {
            var (model, engine) = (Describe(_model.Cases[key]), await _engine.DescribeAsync(key));
            Assert.True(model == engine, $"XIEZHI_MODEL_SEED={seed}: after command {n}, {key}\nmodel  {model}\nengine {engine}");
        }
    }

    private static string Describe(ModelCase one) => string.Create(
        CultureInfo.InvariantCulture,
        $"open {one.IsOpen}, lead {one.Lead}, returns {one.Returns}, level {one.Level}, steps {one.Steps}, breached {one.Breached}, stopped {one.StoppedAt:O}, "
        + $"tasks {string.Join(' ', one.Tasks.Order(StringComparer.Ordinal))}, jobs {one.Jobs.Count}, timers {string.Join(' ', one.Timers.Values.Order().Select(at => at.ToString("O", CultureInfo.InvariantCulture)))}");

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : otherwise;
}

using System.Text;
using CsCheck;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Rules.Feel;
using Xiezhi.Rules.Inference;

namespace Xiezhi.Rules.Tests.Inference;

public class RuleSetReaderTests
{
    private const string Small = """
        {
          "ruleSet": "small",
          "zone": "+08:00",
          "facts": {
            "order": {
              "key": "id",
              "moment": "sent at",
              "fields": {
                "id": "string",
                "department": "string",
                "cost": "number",
                "sent at": "date and time"
              }
            }
          },
          "findings": {
            "spend": {
              "fields": {
                "department": "string",
                "total": "number",
                "orders": "list"
              }
            }
          },
          "rules": [
            {
              "name": "spend",
              "priority": 3,
              "when": [
                {
                  "fact": "order",
                  "as": "o",
                  "where": "o.cost > 10"
                },
                {
                  "after": "o.sent at"
                },
                {
                  "no": "order",
                  "as": "p",
                  "where": [
                    "p.department = o.department",
                    "p.sent at < o.sent at"
                  ]
                },
                {
                  "sum": "order",
                  "as": "p",
                  "where": "p.department = o.department",
                  "within": "P30D",
                  "upTo": "o.sent at",
                  "of": "p.cost",
                  "into": "total"
                },
                {
                  "collect": "order",
                  "as": "p",
                  "into": "orders"
                },
                {
                  "test": "total > 100"
                }
              ],
              "then": {
                "finding": "spend",
                "values": {
                  "department": "o.department",
                  "total": "total",
                  "orders": "orders.id"
                }
              }
            }
          ]
        }

        """;

    [Fact]
    public void A_rule_set_written_in_CSharp_is_the_one_that_JSON_is_read_into()
    {
        var order = new FactMappingBuilder<(string Id, string Department, decimal Cost, DateTimeOffset At)>("order")
            .Text("id", row => row.Id).Text("department", row => row.Department).Number("cost", row => row.Cost).DateAndTime("sent at", row => row.At)
            .Key("id").Moment("sent at").Build();
        var rules = new RuleSet
        {
            Name = "small",
            Zone = "+08:00",
            Facts = [order.Type],
            Findings = [new FactType("spend", [new("department", FeelType.String), new("total", FeelType.Number), new("orders", FeelType.ListOf(FeelType.String))])],
            Rules =
            [
                new RuleBuilder("spend").Priority(3)
                    .Fact("order", "o", "o.cost > 10")
                    .After("o.sent at")
                    .No("order", "p", "p.department = o.department", "p.sent at < o.sent at")
                    .Sum("total", "p.cost", "order", "p", "p.department = o.department").Within("P30D", "o.sent at")
                    .Collect("orders", null, "order", "p")
                    .Test("total > 100")
                    .Then("spend", ("department", "o.department"), ("total", "total"), ("orders", "orders.id")),
            ],
        };

        Assert.Equal(Small, Encoding.UTF8.GetString(RuleSetWriter.Write(rules)));
        Assert.Equal(Small, Encoding.UTF8.GetString(RuleSetWriter.Write(Read(Small, out _)!)));
        Assert.Empty(Errors(Small));
    }

    [Theory]
    [InlineData("\"fact\": \"order\"", "\"fact\": \"ordre\"", "XZ2400", "rules[0].when[0]", "order")]
    [InlineData("o.cost > 10", "o.costs > 10", "XZ2401", "rules[0].when[0]", "cost")]
    [InlineData("\"department\": \"o.department\"", "\"departement\": \"o.department\"", "XZ2401", "rules[0].then", "department")]
    [InlineData("\"moment\": \"sent at\"", "\"moment\": \"sent\"", "XZ2401", "facts.order", "sent at")]
    [InlineData("\"moment\": \"sent at\"", "\"moment\": \"cost\"", "XZ2418", "facts.order", "number")]
    [InlineData("\"moment\": \"sent at\",", "", "XZ2410", "rules[0].when[3]", "order")]
    [InlineData("\"cost\": \"number\"", "\"cost\": \"numbr\"", "XZ2409", "facts.order.fields.cost", "number")]
    [InlineData("\"key\": \"id\",", "", "XZ1007", "facts.order", "key")]
    [InlineData("P30D", "30 days", "XZ2411", "rules[0].when[3]", "30 days")]
    [InlineData("P30D", "-P30D", "XZ2411", "rules[0].when[3]", "-P30D")]
    [InlineData("\"after\": \"o.sent at\"", "\"test\": \"o.sent at < now()\"", "XZ2412", "rules[0].when[1]", "now()")]
    [InlineData("\"after\": \"o.sent at\"", "\"after\": \"o.cost\"", "XZ2418", "rules[0].when[1]", "number")]
    [InlineData("\"after\": \"o.sent at\"", "\"test\": \"o.cost\"", "XZ2415", "rules[0].when[1]", "number")]
    [InlineData("\"after\": \"o.sent at\"", "\"test\": \"o.cost = o.id\"", "XZ2414", "rules[0].when[1]", "number")]
    [InlineData("\"after\": \"o.sent at\"", "\"test\": \"o.cost >\"", "XZ2024", "rules[0].when[1]", "")]
    [InlineData("\"after\": \"o.sent at\"", "\"later\": \"o.sent at\"", "XZ2417", "rules[0].when[1]", "later")]
    [InlineData("\"into\": \"total\"", "\"into\": \"sum\"", "XZ2416", "rules[0].when[3]", "sum")]
    [InlineData("\"into\": \"total\"", "\"into\": \"o\"", "XZ2408", "rules[0].when[3]", "o")]
    [InlineData("\"of\": \"p.cost\"", "\"of\": \"p.id\"", "XZ2421", "rules[0].when[3]", "string")]
    [InlineData("\"total\": \"total\"", "\"total\": \"o.id\"", "XZ2403", "rules[0].then", "string")]
    [InlineData("\"finding\": \"spend\"", "\"finding\": \"order\"", "XZ2400", "rules[0].then", "–")]
    [InlineData("\"+08:00\"", "\"Asia/Shangai\"", "XZ2419", "", "Asia/Shangai")]
    [InlineData("\"no\": \"order\"", "\"no\": \"spend\"", "XZ2401", "rules[0].when[2]", "–")]
    [InlineData("\"where\": \"o.cost > 10\"", "\"were\": \"o.cost > 10\"", "XZ1008", "rules[0].when[0]", "where")]
    public void A_mistake_is_named_with_its_place_and_the_nearest_known_name(string right, string wrong, string code, string element, string named)
    {
        var error = Errors(Small.Replace(right, wrong, StringComparison.Ordinal))[0];

        Assert.Equal(code, error.Descriptor.Code);
        Assert.Equal("small.json", error.Location.File);
        Assert.StartsWith(element, error.Location.Element, StringComparison.Ordinal);
        Assert.True(error.Location.Line > 0);
        Assert.Contains(named, string.Join(" ", error.Arguments), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_that_denies_what_it_concludes_is_refused_with_the_way_round()
    {
        var rules = new RuleSet
        {
            Name = "round",
            Facts = [new FactType("party", [new("id", FeelType.String)], "id")],
            Findings = [new FactType("barber", [new("id", FeelType.String)]), new FactType("shaved", [new("id", FeelType.String)])],
            Rules =
            [
                new RuleBuilder("shaved by the barber").Fact("barber", "b").Then("shaved", ("id", "b.id")),
                new RuleBuilder("shaves who is not").Fact("party", "p").No("shaved", "s", "s.id = p.id").Then("barber", ("id", "p.id")),
            ],
        };
        var diagnostics = new DiagnosticBag();

        Assert.Null(rules.Compile(diagnostics));
        var error = Assert.Single(diagnostics.ToImmutable());
        Assert.Equal(["XZ2413", "barber ← shaved ← barber"], [error.Descriptor.Code, error.Arguments[2]]);
    }

    [Fact]
    public void Reading_never_throws_whatever_is_in_the_file()
    {
        var pieces = new[] { "{", "}", "[", "]", ",", ":", "\"\"", "null", "1e999999999", "true", "\"fact\"", "\"o.cost > \"", "\"((((\"", "-1", "\u0000", "\"P1D\"" };
        Gen.Select(Gen.Int[0, Small.Length - 1], Gen.Int[0, 12], Gen.Int[0, pieces.Length - 1]).Array[1, 4].Sample(edits =>
        {
            var text = Small;
            foreach (var (at, length, piece) in edits)
            {
                var from = Math.Min(at, text.Length);
                text = text.Remove(from, Math.Min(length, text.Length - from)).Insert(from, pieces[piece]);
            }

            var diagnostics = new DiagnosticBag();
            if (RuleSetReader.Read(Encoding.UTF8.GetBytes(text), "fuzz.json", diagnostics) is not { } rules)
            {
                Assert.True(diagnostics.HasErrors);
            }
            else if (rules.Compile(diagnostics) is null)
            {
                Assert.True(diagnostics.HasErrors);
            }
        }, iter: 3_000);
    }

    [Fact]
    public void Replacing_any_value_of_the_file_by_any_other_never_throws()
    {
        var values = new Newtonsoft.Json.Linq.JToken?[] { null, 1, true, "", "o.cost", "for x in", new Newtonsoft.Json.Linq.JArray(), new Newtonsoft.Json.Linq.JObject(), new Newtonsoft.Json.Linq.JArray(1, "x"), 1e300, long.MaxValue };
        var count = Newtonsoft.Json.Linq.JObject.Parse(Small).Descendants().OfType<Newtonsoft.Json.Linq.JProperty>().Count();
        foreach (var value in values)
        {
            for (var i = 0; i < count; i++)
            {
                var root = Newtonsoft.Json.Linq.JObject.Parse(Small);
                root.Descendants().OfType<Newtonsoft.Json.Linq.JProperty>().ElementAt(i).Value = value?.DeepClone() ?? Newtonsoft.Json.Linq.JValue.CreateNull();
                Errors(root.ToString());
            }
        }
    }

    private static IReadOnlyList<Diagnostic> Errors(string text)
    {
        Read(text, out var diagnostics)?.Compile(diagnostics);
        return diagnostics.ToImmutable();
    }

    private static RuleSet? Read(string text, out DiagnosticBag diagnostics)
    {
        diagnostics = new DiagnosticBag();
        return RuleSetReader.Read(Encoding.UTF8.GetBytes(text), "small.json", diagnostics);
    }
}

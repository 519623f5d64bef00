using System.Text;
using CsCheck;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.Tests.Clocks;

namespace Xiezhi.Governance.Tests.Escalation;

public sealed class ServiceLevelsFuzzTests
{
    private static readonly string Rich = ClockCase.Levels(
        """
        { "id": "reply", "target": "5wd", "calendar": "CN", "counting": { "from": "next-day", "end": "end-of-day" }, "stop": "replied = true", "startAt": "at", "ladder": "l",
          "pause": "a = 1", "resume": "b", "reset": "c", "restart": "d", "cancel": "e", "onChange": "keep",
          "extension": { "askedBy": ["lead"], "grantedBy": ["city"], "times": 2, "atMost": "3wd" }, "suspension": { "by": ["superior"], "longest": "30d", "atReview": "remind" } },
        { "id": "task", "target": { "decision": "x" }, "per": "task", "elements": ["Note"], "whenHandedOn": "pause" }
        """,
        """
        { "id": "l", "steps": [ { "at": "50%", "do": "remind", "to": "superior", "repeat": { "every": "1d", "growth": 2, "times": 5 } },
          { "before": "4wh", "do": "raise", "by": { "matrix": [ { "level": 1, "territory": "A", "matter": "noise", "party": "city" } ] } },
          { "on": "return", "count": 3, "do": "convene", "group": "g", "parties": ["city"] }, { "when": "x > 1", "unless": "y", "do": "supervise", "package": "p", "quiet": false } ] }
        """,
        """ "top": "city", "quietHours": { "from": "22:00", "to": "07:00" }, """);

    [Fact]
    public void Whatever_is_written_there_reading_it_says_what_is_wrong_and_does_not_throw() =>
        Gen.Select(Gen.Int[0, Rich.Length - 1], Gen.Int[0, 12], Gen.OneOf(
            Gen.Const(""), Gen.Const("null"), Gen.Const("-1"), Gen.Const("99999999999999999999"), Gen.Const("[]"), Gen.Const("{}"), Gen.Const("\""), Gen.String[0, 5])).Array[1, 3]
            .Sample(changes =>
            {
                var text = new StringBuilder(Rich);
                foreach (var (at, removed, added) in changes)
                {
                    var place = Math.Min(at, text.Length);
                    text.Remove(place, Math.Min(removed, text.Length - place)).Insert(place, added);
                }

                PackageReader.Read(TestPackage.Files(("service-levels.json", text.ToString())), new DiagnosticBag());
            }, iter: 3000, time: 8);
}

using CsCheck;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Clocks;
using Xiezhi.Governance.Escalation;
using Xiezhi.Governance.Log;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.Parties;

namespace Xiezhi.Governance.Tests.Clocks;

/// <summary>What holds of any clock, whatever is done to it and whenever somebody looks.</summary>
public sealed class ClockLawTests
{
    private const int Longest = 30 * 24 * 60;

    private static readonly Actor Bureau = new(PartyKind.Department, "bureau");
    private static readonly GovernancePackage[] Packages = [.. new[] { "PT40H", "17wh", "5wd", "6d" }.Select(PackageFor)];
    private static readonly Gen<GovernancePackage> AnyPackage = Gen.Int[0, 3].Select(index => Packages[index]);
    private static readonly Gen<int> Minute = Gen.Int[1, Longest];

    /// <summary>Minutes after the opening, in order, at which the clock begins to rest and to run, in turn.</summary>
    private static readonly Gen<int[]> Pauses = Minute.Array[0, 6].Select(minutes => minutes.Distinct().Order().ToArray());

    [Fact]
    public void What_is_used_and_what_is_left_add_up_to_the_same_whole_until_due() =>
        Gen.Select(AnyPackage, Pauses, Minute.Array[1, 5]).Sample((package, pauses, looks) =>
        {
            var opened = TestCase.Opened(package);
            var whole = opened.Report(TimeSpan.Zero).Remaining;
            foreach (var (minute, isLook) in pauses.Select(minute => (minute, false)).Concat(looks.Select(minute => (minute, true))).OrderBy(entry => entry.minute))
            {
                if (!isLook)
                {
                    Toggle(opened, minute);
                }

                var report = opened.Report(TimeSpan.FromMinutes(minute));
                if (report.Standing is ClockStanding.Running or ClockStanding.Paused)
                {
                    Assert.Equal(whole, report.Elapsed + report.Remaining);
                }
            }
        });

    [Fact]
    public void A_pause_outside_working_time_changes_nothing() =>
        Gen.Select(Gen.Int[1, 2].Select(index => Packages[index]), Minute, Gen.Int[1, 3 * 24 * 60]).Sample((package, from, length) =>
        {
            var opened = TestCase.Opened(package);
            var due = opened.Clock().Due;
            var calendar = package.Calendars["CN"];
            var (begins, ends) = (TestCase.Start.AddMinutes(from), TestCase.Start.AddMinutes(from + length));
            if (ends > due || calendar.WorkingTimeBetween(begins, ends) != TimeSpan.Zero)
            {
                return;
            }

            Toggle(opened, from);
            Toggle(opened, from + length);

            Assert.Equal(due, opened.Clock().Due);
        }, iter: 2000);

    [Fact]
    public void The_share_that_has_passed_never_falls_and_is_whole_at_due_and_not_before() =>
        Gen.Select(AnyPackage, Pauses, Minute.Array[2, 12]).Sample((package, pauses, looks) =>
        {
            var opened = TestCase.Opened(package);
            var last = 0m;
            foreach (var (minute, isLook) in pauses.Select(minute => (minute, false)).Concat(looks.Select(minute => (minute, true))).OrderBy(entry => entry.minute))
            {
                if (!isLook)
                {
                    Toggle(opened, minute);
                }

                var report = opened.Report(TimeSpan.FromMinutes(minute));
                Assert.True(report.Percent >= last, $"{last} fell to {report.Percent}");
                Assert.Equal(report.Standing == ClockStanding.Breached || TestCase.Start.AddMinutes(minute) == report.Due && opened.Clock().PausedAt is null, report.Percent >= 100);
                last = report.Percent;
            }
        });

    [Fact]
    public void A_later_start_is_never_due_earlier() =>
        Gen.Select(AnyPackage, Minute, Minute).Sample((package, one, other) =>
        {
            var (earlier, later) = (Due(package, Math.Min(one, other)), Due(package, Math.Max(one, other)));

            Assert.True(earlier <= later);

            static DateTimeOffset Due(GovernancePackage package, int minute)
            {
                var opened = new TestCase(package);
                opened.Do(new OpenCase("1", ValueContext.Of(("lead", "office"))), TestCase.Citizen, TimeSpan.FromMinutes(minute));
                return opened.Clock().Due;
            }
        });

    [Fact]
    public void A_promise_is_broken_exactly_when_it_was_done_after_due() =>
        Gen.Select(AnyPackage, Pauses, Minute, Gen.Int[-2, 2]).Sample((package, pauses, minute, around) =>
        {
            var opened = TestCase.Opened(package);
            foreach (var pause in pauses.Take(pauses.Length / 2 * 2))
            {
                Toggle(opened, pause);
            }

            // Often at due or a millisecond beside it.
            var clock = opened.Clock();
            var after = Math.Abs(around) < 2 ? clock.Due.AddMilliseconds(around) - TestCase.Start : TimeSpan.FromMinutes(minute + (pauses.Length > 0 ? pauses[^1] : 0));
            var earliest = opened.State.LastAt - TestCase.Start;
            after = after < earliest ? earliest : after;
            opened.Note(after, ("replied", true));

            Assert.Equal(clock.BreachedAt is not null || TestCase.Start + after > clock.Due, opened.State.Clocks[^1].Standing == ClockStanding.Breached);
        });

    [Fact]
    public void A_host_that_was_down_leaves_the_same_events_as_one_that_never_was() =>
        Gen.Select(AnyPackage, Gen.Select(Minute, Gen.Int[0, 7]).Array[0, 10]).Sample((package, history) =>
        {
            var (prompt, late) = (TestCase.Opened(package), TestCase.Opened(package));
            foreach (var (minute, what) in history.DistinctBy(entry => entry.Item1).OrderBy(entry => entry.Item1).Append((Longest * 2, -1)))
            {
                while (CaseMoments.Of(package, prompt.State).OrderBy(moment => moment.At).FirstOrDefault() is { } next && next.At <= TestCase.Start.AddMinutes(minute))
                {
                    // Moments between two milliseconds are acted on at the next whole one.
                    prompt.Pass(next.At.AddTicks(TimeSpan.TicksPerMillisecond - 1) - TestCase.Start);
                }

                Act(prompt, minute, what);
                Act(late, minute, what);
            }

            // When something happened is told by the record of it, or where that is late by the event itself.
            Assert.Equal(prompt.Log.Select(Happened), late.Log.Select(Happened));
            Assert.Equal(prompt.State.Clocks.Select(clock => clock with { BreachedAt = null }), late.State.Clocks.Select(clock => clock with { BreachedAt = null }));
            Assert.NotEmpty(late.Events<EscalationTaken>().Concat<CaseEvent>(late.Events<ClockStopped>()));
        }, iter: 300);

    private static CaseEvent Happened(RecordedEvent recorded) => recorded.Event is ClockEvent own ? own with { Since = null } : recorded.Event;

    private static void Act(TestCase opened, int minute, int what)
    {
        var after = TimeSpan.FromMinutes(minute);
        var review = TestCase.Start.AddMinutes(minute + 3000);
        switch (what)
        {
            case 0:
                Toggle(opened, minute);
                break;
            case 1:
                opened.Complete("Note", TestCase.City, after, ("handed", minute));
                break;
            case 2:
                opened.Complete("Note", TestCase.City, after, ("lead", opened.State.Facts.Lead == "office" ? "bureau" : "office"));
                break;
            case 3:
                opened.Do(new RequestExtension("reply", "PT7H", "rain"), TestCase.Office, after);
                break;
            case 4:
                opened.Do(new GrantExtension("reply", "yes"), TestCase.City, after);
                break;
            case 5:
                opened.Do(new SuspendClock("reply", "court", review), Bureau, after);
                break;
            case 6:
                opened.Do(new EndSuspension("reply", "over"), Bureau, after);
                break;
            case 7:
                opened.Complete("Note", TestCase.City, after, ("acknowledged", true));
                break;
            default:
                opened.Pass(after);
                break;
        }
    }

    private static void Toggle(TestCase opened, int minute)
    {
        var waiting = opened.State.Workflow.Variables.TryGet("waiting", out var value) && value.IsTrue;
        Assert.Null(opened.Complete("Note", TestCase.City, TimeSpan.FromMinutes(minute), ("waiting", !waiting)).Rejection);
    }

    private static GovernancePackage PackageFor(string target) => ClockCase.Package(ClockCase.Levels(
        $$"""
        { "id": "reply", "target": "{{target}}", "calendar": "CN", "stop": "replied = true", "pause": "waiting = true", "reset": "handed", "ladder": "rich",
          "extension": { "times": 9, "askedBy": ["office"], "grantedBy": ["city"] }, "suspension": { "by": ["bureau"] } },
        { "id": "holding", "target": "PT30H", "calendar": "CN", "per": "lead", "whenHandedOn": "pause", "ladder": "rich" }
        """,
        """
        { "id": "rich", "steps": [
          { "at": "33.33%", "do": "remind", "repeat": { "every": "PT5H", "growth": 1.5, "times": 4 } },
          { "at": "75%", "do": "remind", "to": "superior", "quiet": false },
          { "at": "100%", "do": "finding", "finding": "overdue" },
          { "before": "3wh", "do": "remind" }, { "after": "1wd", "do": "raise", "repeat": { "every": "1wd", "times": 2 } },
          { "elapsed": "PT90M", "unless": "acknowledged = true", "do": "remind", "to": "superior" },
          { "after": "2wd", "do": "supervise", "package": "supervision" } ] }
        """,
        """ "quietHours": { "from": "20:00", "to": "08:00" }, """));
}

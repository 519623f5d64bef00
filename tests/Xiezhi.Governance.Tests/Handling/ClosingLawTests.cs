using CsCheck;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Handling.Closing;
using Xiezhi.Governance.Handling.CoHandling;
using Xiezhi.Governance.Handling.Whistles;
using Xiezhi.Governance.Packages;
using static Xiezhi.Governance.Tests.Handling.HandlingCase;

namespace Xiezhi.Governance.Tests.Handling;

public sealed class ClosingLawTests
{
    private static readonly GovernancePackage Shared = Package(Whistles);
    private static readonly GovernancePackage Beside = Package(CoHandling);
    private static readonly Actor[] Parties = [Water, Fire, Firm];

    // What a step does: somebody acknowledges, reports, agrees, dissents; the caller calls one more or proposes; somebody closes over silence; hours pass.
    private static readonly Gen<(int Deed, int Who, int Hours)[]> Deeds =
        Gen.Select(Gen.Int[0, 7], Gen.Int[0, 2], Gen.Int[0, 5]).Select((deed, who, hours) => (deed, who, hours)).Array[0, 25];

    [Fact]
    public void Whatever_order_parties_act_in_it_is_closed_when_and_only_when_all_have_spoken_or_it_was_closed_over_their_silence() =>
        Gen.Select(Gen.Int[1, 3], Deeds).Sample((count, deeds) =>
        {
            var test = TestCase.Opened(Shared, ("matter", "noise"));
            test.Accept(new BlowWhistle("flood", [.. Parties.Take(count).Select(party => party.Party)], "Water", "Bridge 3"), TestCase.Office, 0);
            test.Accept(new CompleteTask(test.State.Workflow.Tasks.Single().Id, ValueContext.Empty), Bureau, 0);
            var called = Parties.Take(count).Select(party => party.Party).ToHashSet();
            var spoken = new HashSet<string>();
            var (proposed, overridden, hours) = (false, false, 0);
            foreach (var (deed, who, after) in deeds)
            {
                hours += after;
                var party = Parties[who];
                CaseCommand command = deed switch
                {
                    0 => new AcknowledgeCall(1),
                    1 => new ReportOnSite(1, ""),
                    2 => new AgreeToClosing("whistle:1", ""),
                    3 => new DissentFromClosing("whistle:1", "No"),
                    4 => new CallFurtherParties(1, [party.Party], "Also"),
                    5 => new ProposeClosing("whistle:1", "Dry"),
                    6 => new CloseOverSilence("whistle:1", "Enough"),
                    _ => new ActOnDue(),
                };
                var actor = deed switch { 4 or 5 => TestCase.Office, 6 => who == 0 ? TestCase.Office : District, 7 => Actor.Engine, _ => party };
                var wasOpen = !test.State.Whistles.All[0].IsOver;
                var result = test.Do(command, actor, TimeSpan.FromHours(hours));
                if (result.Accepted)
                {
                    proposed |= deed == 5;
                    overridden |= deed == 6;
                    if (deed == 4)
                    {
                        called.Add(party.Party);
                    }
                    else if (deed is 2 or 3)
                    {
                        Assert.True(proposed && wasOpen && called.Contains(party.Party));
                        spoken.Add(party.Party);
                    }
                }

                var whistle = test.State.Whistles.All[0];
                Assert.Equal(proposed && (overridden || called.SetEquals(spoken)), whistle.IsOver);
                Assert.Equal(called.Order(), whistle.Calls.Select(call => call.Party).Order());
                Assert.Equal(whistle.IsOver, CanConfirm(test, hours));
            }

            // Nobody who was called is forgotten, and nobody is counted twice.
            if (test.Events<JointlyClosed>().SingleOrDefault() is { } closed)
            {
                Assert.Equal(called.Order(), closed.Agreed.Concat(closed.Dissented).Concat(closed.Silent).Order());
                Assert.Equal(spoken.Order(), closed.Agreed.Concat(closed.Dissented).Order());
                Assert.Equal(overridden ? "district" : null, closed.ClosedBy);
            }

            Assert.All(test.Events<ClosingSilent>().GroupBy(silent => silent.Party), silences => Assert.Single(silences));
            Assert.All(test.Events<NoShow>().GroupBy(late => late.Party), late => Assert.Single(late));
            test.IsInItsLog();
        }, iter: 150);

    [Fact]
    public void Whatever_co_handlers_do_the_lead_concludes_when_and_only_when_none_owes() =>
        Gen.Select(Gen.Int[0, 6], Gen.Int[0, 2], Gen.Int[0, 3]).Select((deed, who, hours) => (deed, who, hours)).Array[0, 20].Sample(deeds =>
        {
            var test = TestCase.Opened(Beside, ("matter", "noise"));
            var owing = new HashSet<string> { "water", "fire" };
            var invited = new HashSet<string>(owing);
            var hours = 0;
            foreach (var (deed, who, after) in deeds)
            {
                hours += after;
                var party = Parties[who];
                CaseCommand command = deed switch
                {
                    0 => new AcknowledgeCoHandling(),
                    1 => new SubmitContribution("Done", ValueContext.Empty),
                    2 => new DisclaimCoHandling("Not mine"),
                    3 => new DecideDisclaimer(party.Party, hours % 2 == 0, "So it is"),
                    4 => new InviteCoHandler(party.Party, "Also"),
                    5 => new DismissCoHandler(party.Party, "No more"),
                    _ => new GoOnWithout("It is urgent"),
                };
                if (test.Do(command, deed <= 2 ? party : Bureau, TimeSpan.FromHours(hours)).Accepted)
                {
                    _ = deed switch
                    {
                        1 or 5 => owing.Remove(party.Party),
                        3 when hours % 2 == 0 => owing.Remove(party.Party),
                        4 => owing.Add(party.Party) | invited.Add(party.Party),
                        _ => true,
                    };
                    if (deed == 6)
                    {
                        owing.Clear();
                    }
                }

                Assert.Equal(owing.Order(), test.State.CoHandling.Owing.Select(one => one.Party).Order());
                Assert.Equal(invited.Order(), test.State.CoHandling.All.Select(one => one.Party).Order());
                Assert.Equal(owing.Order(), test.State.Clocks.Where(clock => clock is { Clock: "contribute", HasEnded: false }).Select(clock => clock.Subject!).Order());
                var tried = CaseStep.Step(
                    test.Package, test.State, new CompleteTask(test.State.Workflow.Tasks.Single().Id, ValueContext.Empty), Bureau, "test", TestCase.Start.AddHours(hours));
                Assert.Equal(owing.Count == 0, tried.Accepted);
            }

            test.IsInItsLog();
        }, iter: 150);

    private static bool CanConfirm(TestCase test, int hours) => CaseStep.Step(
        test.Package, test.State, new CompleteTask(test.State.Workflow.Tasks.Single().Id, ValueContext.Empty), TestCase.City, "test", TestCase.Start.AddHours(hours)).Accepted;
}

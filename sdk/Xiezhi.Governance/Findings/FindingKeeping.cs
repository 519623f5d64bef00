using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Governance.Packages;

namespace Xiezhi.Governance.Findings;

/// <summary>Leads findings through their life: what rules propose, the commands of parties, and what happens when a deadline passes. All of it also after the case has ended.</summary>
internal sealed class FindingKeeping : CaseAspect
{
    // What is done exactly at due is in time: only the instant after is late.
    private static readonly TimeSpan Instant = TimeSpan.FromMilliseconds(1);

    public override IEnumerable<CaseMoment> NextMoments(GovernancePackage package, CaseState state)
    {
        foreach (var finding in state.Accountability.Findings)
        {
            if (NextMoment(finding) is { } at)
            {
                yield return new CaseMoment(NameOf(finding), at);
            }
        }
    }

    public override void Act(CaseDraft draft, CaseMoment moment)
    {
        var finding = draft.State.Accountability.Findings.First(finding => NameOf(finding) == moment.Name);
        var terms = draft.Package.Accountability.Terms!;
        if (Lapses(finding) is { } lapse && lapse <= moment.At)
        {
            draft.Record(new FindingLapsed(finding.Id));
            return;
        }

        switch (finding.Stage)
        {
            case FindingStage.Notified:
                draft.Record(new FindingUnanswered(finding.Id, Due(draft, finding, terms.Decide)));
                break;
            case FindingStage.Upheld or FindingStage.Dismissed:
                draft.Record(new FindingClosed(finding.Id, finding.Outcome!.Value, finding.Points, ""));
                break;
            default:
                Raise(draft, finding, terms);
                break;
        }
    }

    public override void Examine(CaseDraft draft)
    {
        if (draft.Package.Accountability.IsEmpty)
        {
            return;
        }

        // What is found is recorded behind what was looked at, and is looked at in its turn.
        var next = 0;
        Look();
        if (draft.Count > 0)
        {
            FindingRules.Ask(draft);
        }

        Look();

        void Look()
        {
            for (; next < draft.Count; next++)
            {
                FindingRules.Ask(draft, draft[next]);
                if (draft[next].Event is FindingProposed proposed && draft.Package.Accountability.Terms is { } terms)
                {
                    Begin(draft, draft.State.Accountability.Find(proposed.FindingId)!, terms);
                }
            }
        }
    }

    public override bool Owns(CaseCommand command) => command is FindingCommand;

    public override bool AllowsEnded(CaseCommand command) => true;

    public override (ImmutableArray<string> Allowed, string Element) WhoMay(GovernancePackage package, CaseState state, CaseCommand command) =>
        FindingAuthority.WhoMay(package, state, (FindingCommand)command);

    public override Diagnostic? CarryOut(CaseDraft draft, CaseCommand command)
    {
        if (draft.Package.Accountability.Terms is not { } terms)
        {
            return GovernanceCodes.NoFindingTerms.At(Location.None);
        }

        return command is ProposeFinding propose
            ? Propose(draft, propose, terms)
            : FindingAuthority.Subject(draft.State, (FindingCommand)command) is { } finding
                ? CarryOut(draft, (FindingCommand)command, finding, terms)
                : GovernanceCodes.NoSuchFinding.At(Location.None, draft.State.Id.ToString());
    }

    private static Diagnostic? CarryOut(CaseDraft draft, FindingCommand command, FindingState finding, FindingTerms terms)
    {
        var next = command switch
        {
            AnswerFinding => FindingStage.Answered,
            DecideFinding { Outcome: FindingOutcome.Upheld } => FindingStage.Upheld,
            DecideFinding => FindingStage.Dismissed,
            AppealFinding => FindingStage.Appealed,
            WithdrawFinding => FindingStage.Withdrawn,
            _ => FindingStage.Final,
        };

        // Whether the host has noted it yet or not: past its time an appeal is too late, and a finding too old.
        var passed = Lapses(finding) <= draft.Now || (command is AppealFinding && finding.Due < draft.Now);

        // Final is also what an appeal that was never made leads to; that is for the clock to say, not for a command.
        if (passed || !FindingLife.Allows(finding.Stage, next) || (command is DecideAppeal && finding.Stage != FindingStage.Appealed)
            || (command is DecideFinding && finding.Stage == FindingStage.Proposed))
        {
            return GovernanceCodes.FindingNotThere.At(Location.None, Number(finding.Id), finding.Stage.ToString(), command.GetType().Name);
        }

        if (FindingAuthority.SameEyes(finding, command, draft.Actor) is { } earlier)
        {
            draft.Record(new CommandRefused(command.GetType().Name, Number(finding.Id), []));
            return GovernanceCodes.SameEyes.At(Location.None, draft.Actor.ToString(), Number(finding.Id), earlier);
        }

        switch (command)
        {
            case AnswerFinding answer:
                draft.Record(new FindingAnswered(finding.Id, answer.Text, finding.Stage == FindingStage.Unanswered ? finding.Due : Due(draft, finding, terms.Decide)));
                return null;
            case DecideFinding decide:
                return Decide(draft, finding, terms, decide);
            case AppealFinding appeal:
                draft.Record(new FindingAppealed(finding.Id, appeal.Reason, Due(draft, finding, terms.DecideAppeal)));
                return null;
            case DecideAppeal decide:
                var points = decide.Outcome == FindingOutcome.Upheld ? Points(draft, finding, terms) : 0;
                draft.Record(new FindingClosed(finding.Id, decide.Outcome, points, decide.Reason));
                return null;
            default:
                draft.Record(new FindingWithdrawn(finding.Id, ((WithdrawFinding)command).Reason));
                return null;
        }
    }

    private static Diagnostic? Propose(CaseDraft draft, ProposeFinding propose, FindingTerms terms)
    {
        if (draft.Package.Organization.Party(propose.Against) is null)
        {
            return GovernanceCodes.UnknownParty.At(Location.None, propose.Against, Nearest.To(propose.Against, draft.Package.Organization.Parties.Select(party => party.Id)) ?? "");
        }

        ImmutableArray<long> evidence = propose.Evidence.IsDefault ? [] : [.. propose.Evidence.Distinct().Order()];
        if (evidence.IsEmpty || evidence[0] < 1 || evidence[^1] > draft.State.Version)
        {
            return GovernanceCodes.NoEvidence.At(Location.None, Number(draft.State.Version));
        }

        var state = draft.State.Accountability;
        if (terms.LapsesAt(state.FactAt(evidence)!.Value) < draft.Now)
        {
            return GovernanceCodes.FactTooOld.At(Location.None, terms.Limitation!.Value.ToString());
        }

        draft.Record(new FindingProposed(draft.State.Findings + 1, propose.Kind, propose.Against, evidence)
        {
            Grounds = new FindingGrounds("", FindingRules.Hashes(state, evidence), null, Foundation.Values.ValueContext.Of(("reason", propose.Reason))),
        });
        return null;
    }

    private static void Begin(CaseDraft draft, FindingState finding, FindingTerms terms)
    {
        if (Exemption(draft, finding, terms) is { } exempt)
        {
            draft.Record(new FindingDecided(finding.Id, FindingOutcome.Dismissed, exempt.Reason, exempt.Rule, 0, Due(draft, finding, terms.Appeal)));
        }
        else
        {
            draft.Record(new FindingNotified(finding.Id, finding.Against, Due(draft, finding, terms.Answer)));
        }
    }

    private static Diagnostic? Decide(CaseDraft draft, FindingState finding, FindingTerms terms, DecideFinding decide)
    {
        var exempt = Exemption(draft, finding, terms);
        if (exempt is { } rule && decide.Outcome == FindingOutcome.Upheld)
        {
            return GovernanceCodes.FindingExempt.At(Location.None, Number(finding.Id), rule.Rule, rule.Reason);
        }

        var points = decide.Outcome == FindingOutcome.Upheld ? Points(draft, finding, terms) : 0;
        draft.Record(new FindingDecided(finding.Id, decide.Outcome, decide.Reason, exempt?.Rule, points, Due(draft, finding, terms.Appeal)));
        return null;
    }

    // Undecided goes up; at the top there is nobody to go to, and only the limitation ends it.
    private static void Raise(CaseDraft draft, FindingState finding, FindingTerms terms)
    {
        var from = finding.RaisedTo ?? FindingAuthority.Deciders(draft.Package, draft.State, finding).FirstOrDefault(word => draft.Package.Organization.Party(word) is not null) ?? finding.Against;
        var above = draft.Package.Organization.SuperiorOf(from)?.Id;
        if (above == finding.Against)
        {
            // Nobody decides what is held against themselves: it goes on to whoever is above them.
            above = draft.Package.Organization.SuperiorOf(above)?.Id;
        }

        var to = above is null || above == finding.Against ? from : above;
        var due = to == from ? null : Due(draft, finding, finding.Stage == FindingStage.Appealed ? terms.DecideAppeal : terms.Decide);
        draft.Record(new FindingRaised(finding.Id, to, due));
    }

    private static (string Rule, string Reason)? Exemption(CaseDraft draft, FindingState finding, FindingTerms terms)
    {
        var variables = new FindingVariables(draft.State, draft.Package, null, finding);
        foreach (var rule in terms.Exemptions)
        {
            if (rule.When is { } when && FindingRules.Holds(draft, when, variables, "exemption " + rule.Id))
            {
                return (rule.Id, rule.Reason.ToString());
            }

            if (rule.Decision is { } decision && FindingRules.Decide(draft, decision, variables).Value.AsString is { } reason)
            {
                return (rule.Id, reason);
            }
        }

        return null;
    }

    private static decimal Points(CaseDraft draft, FindingState finding, FindingTerms terms)
    {
        if (terms.Points is not { } decision)
        {
            return 0;
        }

        var value = FindingRules.Decide(draft, decision, new FindingVariables(draft.State, draft.Package, null, finding)).Value;
        if (value.AsNumber is { } points && points.TryToDecimal(out var known))
        {
            return known;
        }

        FindingRules.Unfit(draft, "points of finding " + Number(finding.Id), value.ToString());
        return 0;
    }

    private static DateTimeOffset? Due(CaseDraft draft, FindingState finding, Calendars.Amount amount)
    {
        var due = draft.Package.Accountability.Terms!.Due(draft.Now, amount);
        if (due is null)
        {
            FindingRules.Unfit(draft, "deadline of finding " + Number(finding.Id), amount.ToString());
        }

        return due;
    }

    private static DateTimeOffset? NextMoment(FindingState finding)
    {
        var due = finding.Due + Instant;
        var lapse = Lapses(finding);
        return due is null || lapse < due ? lapse : due;
    }

    private static DateTimeOffset? Lapses(FindingState finding) => FindingLife.Allows(finding.Stage, FindingStage.Lapsed) ? finding.LapsesAt + Instant : null;

    private static string NameOf(FindingState finding) => "finding:" + Number(finding.Id);

    private static string Number(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

using System.Collections.Immutable;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.Parties;

namespace Xiezhi.Governance.Findings;

/// <summary>Who may do what on a finding, and that nobody judges their own cause (四眼).</summary>
internal static class FindingAuthority
{
    public static FindingState? Subject(CaseState state, FindingCommand command) => command switch
    {
        AnswerFinding answer => state.Accountability.Find(answer.FindingId),
        DecideFinding decide => state.Accountability.Find(decide.FindingId),
        AppealFinding appeal => state.Accountability.Find(appeal.FindingId),
        DecideAppeal decide => state.Accountability.Find(decide.FindingId),
        WithdrawFinding withdraw => state.Accountability.Find(withdraw.FindingId),
        _ => null,
    };

    public static (ImmutableArray<string> Allowed, string Element) WhoMay(GovernancePackage package, CaseState state, FindingCommand command)
    {
        if (package.Accountability.Terms is not { } terms)
        {
            return (Everybody, "");
        }

        if (command is ProposeFinding)
        {
            return (terms.ProposedBy, "");
        }

        // A finding that is not there is left to the command to refuse.
        if (Subject(state, command) is not { } finding)
        {
            return (Everybody, "");
        }

        ImmutableArray<string> allowed = command switch
        {
            AnswerFinding => [finding.Against],
            AppealFinding when finding.Stage == FindingStage.Dismissed => Resolve(package, finding, terms.AppealedBy),
            AppealFinding => [finding.Against],
            WithdrawFinding => Resolve(package, finding, terms.WithdrawnBy),
            _ => Deciders(package, state, finding),
        };
        return (allowed, finding.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Who is to decide a finding, or its appeal, as it stands.</summary>
    public static ImmutableArray<string> Deciders(GovernancePackage package, CaseState state, FindingState finding)
    {
        if (finding.RaisedTo is { } raised)
        {
            return [raised];
        }

        var terms = package.Accountability.Terms!;
        return Resolve(package, finding, finding.Stage == FindingStage.Appealed ? terms.AppealsDecidedBy : terms.DecidedBy);
    }

    /// <summary>Why the same eyes may not look again: what the actor did on the finding before; <see langword="null"/> where nothing stands against it.</summary>
    public static string? SameEyes(FindingState finding, FindingCommand command, Actor actor) => command switch
    {
        DecideFinding or DecideAppeal when actor.Party == finding.Against => "against",
        DecideFinding or DecideAppeal when IsSame(actor, finding.ProposedBy) => "proposed",
        DecideFinding or DecideAppeal when finding.AnsweredBy is { } answered && IsSame(actor, answered) => "answered",
        DecideAppeal when finding.DecidedBy is { } decided && IsSame(actor, decided) => "decided",
        WithdrawFinding when actor.Party == finding.Against => "against",
        _ => null,
    };

    // Two people of one party are four eyes; a party that does not say who acted has two.
    private static bool IsSame(Actor one, Actor other) =>
        one.Kind == other.Kind && one.Party == other.Party && (one.Person is null || other.Person is null || one.Person == other.Person);

    private static ImmutableArray<string> Resolve(GovernancePackage package, FindingState finding, ImmutableArray<string> words)
    {
        var resolved = ImmutableArray.CreateBuilder<string>(words.Length);
        foreach (var word in words)
        {
            var below = word switch
            {
                FindingTerms.Superior => finding.Against,
                FindingTerms.Above => package.Organization.Party(finding.DecidedBy?.Party)?.Id ?? finding.Against,
                _ => null,
            };
            resolved.Add(below is null ? word : package.Organization.SuperiorOf(below)?.Id ?? word);
        }

        return resolved.ToImmutable();
    }

    private static ImmutableArray<string> Everybody { get; } = [.. Enum.GetValues<PartyKind>().Select(PartyKinds.Word)];
}

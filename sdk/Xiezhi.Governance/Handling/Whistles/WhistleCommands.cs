using System.Collections.Immutable;
using Xiezhi.Governance.Cases;

namespace Xiezhi.Governance.Handling.Whistles;

/// <summary>What somebody asks of a whistle (吹哨报到).</summary>
public abstract record WhistleCommand : CaseCommand
{
    private protected WhistleCommand()
    {
    }
}

/// <summary>Calls parties to a case (吹哨).</summary>
/// <param name="Kind">The kind of whistle, an id of <c>handling.json</c>.</param>
/// <param name="Parties">Whom.</param>
/// <param name="Reason">Why; must be given.</param>
/// <param name="Place">Where they are to report; must be given.</param>
public sealed record BlowWhistle(string Kind, ImmutableArray<string> Parties, string Reason, string Place) : WhistleCommand;

/// <summary>Something asked of a whistle that was blown.</summary>
/// <param name="Whistle">Its number within the case, counted from 1.</param>
public abstract record OneWhistleCommand(int Whistle) : WhistleCommand;

/// <summary>Calls further parties to a whistle that is open.</summary>
/// <param name="Whistle">Its number within the case.</param>
/// <param name="Parties">Whom.</param>
/// <param name="Reason">Why; must be given.</param>
public sealed record CallFurtherParties(int Whistle, ImmutableArray<string> Parties, string Reason) : OneWhistleCommand(Whistle);

/// <summary>A called party says that it heard the call (响应).</summary>
/// <param name="Whistle">Its number within the case.</param>
public sealed record AcknowledgeCall(int Whistle) : OneWhistleCommand(Whistle);

/// <summary>A called party reports on site (报到).</summary>
/// <param name="Whistle">Its number within the case.</param>
/// <param name="Words">What it says; may be empty.</param>
public sealed record ReportOnSite(int Whistle, string Words) : OneWhistleCommand(Whistle);

/// <summary>Whoever blew the whistle judges a party that it called (评价); once more replaces what was said before.</summary>
/// <param name="Whistle">Its number within the case.</param>
/// <param name="Party">The party.</param>
/// <param name="Grades">A grade for each criterion.</param>
/// <param name="Words">What is said to it.</param>
public sealed record EvaluateCalledParty(int Whistle, string Party, ImmutableArray<CriterionGrade> Grades, string Words) : OneWhistleCommand(Whistle);

/// <summary>The grade given for one criterion.</summary>
/// <param name="Criterion">The criterion's id.</param>
/// <param name="Grade">The grade's id.</param>
public sealed record CriterionGrade(string Criterion, string Grade);

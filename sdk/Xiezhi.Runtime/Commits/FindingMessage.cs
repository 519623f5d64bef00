using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Findings;

namespace Xiezhi.Runtime.Commits;

/// <summary>Whom an event in the life of a finding is told, and in what words.</summary>
internal static class FindingMessage
{
    public static (string Recipient, ValueContext Content)? Of(CaseState state, FindingEvent happened)
    {
        if (state.Accountability.Find(happened.FindingId) is not { } finding)
        {
            return null;
        }

        // Whoever decided learns of the appeal; the party itself, of all the rest.
        var recipient = happened switch
        {
            FindingRaised raised => raised.To,
            FindingAppealed => finding.DecidedBy is { } decided && decided != Actor.Engine ? decided.Party : finding.Against,
            _ => finding.Against,
        };
        var due = happened switch
        {
            FindingNotified notified => notified.AnswerDue,
            FindingDecided decided => decided.AppealDue,
            FindingRaised raised => raised.DecideDue,
            FindingAppealed appealed => appealed.DecideDue,
            _ => null,
        };
        var about = happened switch
        {
            FindingNotified => "finding",
            FindingAnswered => "finding-answered",
            FindingUnanswered => "finding-unanswered",
            FindingDecided => "finding-decided",
            FindingRaised => "finding-raised",
            FindingAppealed => "finding-appealed",
            FindingClosed => "finding-final",
            FindingWithdrawn => "finding-withdrawn",
            _ => "finding-lapsed",
        };
        return (recipient, ValueContext.Of(
            ("about", about),
            ("finding", finding.Kind),
            ("findingId", finding.Id),
            ("outcome", finding.Outcome?.ToString()),
            ("due", due is { } at ? Value.From(at) : Value.Null)));
    }
}

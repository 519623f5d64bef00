using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Handling.Returns;

namespace Xiezhi.Runtime.Commits;

/// <summary>Whom an event around returns, reworks and the arbiter is told, and in what words.</summary>
internal static class ReturnMessage
{
    public static (IEnumerable<string> Recipients, ValueContext Content)? Of(CaseState state, ReturnEvent happened) => happened switch
    {
        ArbitrationOpened opened => ([opened.Arbiter], ValueContext.Of(
            ("about", "arbitration"),
            ("ground", opened.Ground),
            ("party", opened.Party),
            ("reason", opened.Reason),
            ("explanation", opened.Explanation),
            ("due", Time(opened.Due)))),
        ArbitrationRaised raised => ([raised.To], ValueContext.Of(
            ("about", "arbitration-raised"),
            ("from", raised.From),
            ("due", Time(raised.Due)))),
        LeadAppointed appointed => (state.Arbitration.Parties.Prepend(appointed.Party), ValueContext.Of(
            ("about", "lead-appointed"),
            ("party", appointed.Party),
            ("reason", appointed.Reason))),
        ReworkRaised raised => ([raised.To], ValueContext.Of(
            ("about", "raise"),
            ("level", raised.Level),
            ("reworks", raised.Count))),
        _ => null,
    };

    private static Value Time(DateTimeOffset? at) => at is { } time ? Value.From(time) : Value.Null;
}

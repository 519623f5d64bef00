using Xiezhi.AspNetCore.SignIn;
using Xiezhi.Governance.Cases;
using Xiezhi.Runtime.Cases;

namespace Xiezhi.AspNetCore.Cases;

/// <summary>Reads a case for somebody. What a citizen may not see is not there for them.</summary>
internal sealed class CaseReading(CaseEngine engine, ICaseQueries queries)
{
    /// <summary>How the case stands, or <see langword="null"/> where there is none that <paramref name="who"/> may see.</summary>
    public async Task<CaseState?> FindAsync(SignedIn who, CaseId id, CancellationToken cancellationToken) =>
        await engine.FindAsync(who.Tenant, id, cancellationToken).ConfigureAwait(false) is { } state && MaySee(who, state) ? state : null;

    /// <summary>The case with all that is known of it.</summary>
    public async Task<CaseResponse?> DescribeAsync(CaseState state, CancellationToken cancellationToken)
    {
        var summary = await queries.FindCaseAsync(state.Tenant, state.Id, cancellationToken).ConfigureAwait(false);
        var tasks = await queries.ListTasksAsync(new TaskFilter(state.Tenant, null, state.Id, 0, 1000), cancellationToken).ConfigureAwait(false);
        return summary is null ? null : CaseResponse.From(state, summary, tasks);
    }

    /// <summary>Whether <paramref name="who"/> may see the case: a citizen only one they opened themselves, a party any of its tenant.</summary>
    public static bool MaySee(SignedIn who, CaseState state) =>
        !who.IsCitizen || (state.OpenedBy is { } opener && opener.Kind == who.Actor.Kind && opener.Party == who.Actor.Party);
}

using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Parties;

namespace Xiezhi.Governance.Duties;

/// <summary>What the duty list (权责清单) says about one case: who leads, who helps, who watches, who is asked, who is told.</summary>
/// <remarks>Immutable; equal when all of it is. The words are ids of parties as the decision gave them; whether they are parties is proved when a package is published.</remarks>
public sealed record DutyAssignment
{
    /// <summary>Nobody.</summary>
    public static DutyAssignment None { get; } = new();

    /// <summary>Who leads (主办): one, where all is well; none where the list has a gap (缺位), several where it contradicts itself.</summary>
    public ImmutableArray<string> Leads { get; init; } = [];

    /// <summary>Who handles it together with the lead (协办).</summary>
    public ImmutableArray<string> CoHandlers { get; init; } = [];

    /// <summary>Who watches over the lead (督办), or <see langword="null"/>.</summary>
    public string? Supervisor { get; init; }

    /// <summary>Who is asked before something is decided.</summary>
    public ImmutableArray<string> Consulted { get; init; } = [];

    /// <summary>Who is told.</summary>
    public ImmutableArray<string> Informed { get; init; } = [];

    /// <summary>Whether the lead has no duty of its own and only takes what would be nobody's (兜底).</summary>
    public bool IsBackstop { get; init; }

    /// <summary>The rules that said so, in the order in which they were asked; empty where no table was.</summary>
    public ImmutableArray<MatchedRule> Rules { get; init; } = [];

    /// <summary>The one that leads, or <see langword="null"/> where none or several do.</summary>
    public string? Lead => Leads.Length == 1 ? Leads[0] : null;

    /// <summary>The parties in a role of <see cref="DutyRoles"/>; nothing for another word.</summary>
    public ImmutableArray<string> In(string role) => role switch
    {
        DutyRoles.Lead => Leads,
        DutyRoles.CoHandler => CoHandlers,
        DutyRoles.Supervisor => Supervisor is null ? [] : [Supervisor],
        DutyRoles.Consulted => Consulted,
        DutyRoles.Informed => Informed,
        _ => [],
    };

    /// <summary>The assignment as expressions see it under the name <c>duties</c>.</summary>
    public ValueContext AsValue() => ValueContext.Of(
        ("lead", Lead),
        ("leads", Texts(Leads)),
        ("coHandlers", Texts(CoHandlers)),
        ("supervisor", Supervisor),
        ("consulted", Texts(Consulted)),
        ("informed", Texts(Informed)),
        ("basis", IsBackstop ? DutyResult.Backstop : DutyResult.Duty));

    /// <inheritdoc/>
    public bool Equals(DutyAssignment? other) =>
        other is not null && Supervisor == other.Supervisor && IsBackstop == other.IsBackstop && Leads.AsSpan().SequenceEqual(other.Leads.AsSpan())
        && CoHandlers.AsSpan().SequenceEqual(other.CoHandlers.AsSpan()) && Consulted.AsSpan().SequenceEqual(other.Consulted.AsSpan())
        && Informed.AsSpan().SequenceEqual(other.Informed.AsSpan()) && Rules.AsSpan().SequenceEqual(other.Rules.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Lead, Supervisor, IsBackstop, CoHandlers.Length, Rules.Length);

    private static Value Texts(ImmutableArray<string> texts) => new ValueList([.. texts.Select(text => Value.From(text))]);
}

/// <summary>A rule of a decision table that matched.</summary>
/// <param name="Table">The id of the table, or the name of its decision where it has none.</param>
/// <param name="Rule">The number of the rule, counted from 1.</param>
public readonly record struct MatchedRule(string Table, int Rule)
{
    /// <inheritdoc/>
    public override string ToString() => Table + " " + Rule.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

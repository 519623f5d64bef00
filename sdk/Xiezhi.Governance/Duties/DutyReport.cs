using System.Collections.Immutable;
using Xiezhi.Foundation.Values;

namespace Xiezhi.Governance.Duties;

/// <summary>What the duty list comes to for a matter in a territory.</summary>
/// <remarks>In the order in which they matter: a pair that is several of these counts as the last.</remarks>
public enum DutyVerdict
{
    /// <summary>Exactly one party has the duty.</summary>
    Clear,

    /// <summary>No duty names anybody; the backstop says so and leads (兜底).</summary>
    Backstop,

    /// <summary>Nobody leads, on purpose.</summary>
    AllowedGap,

    /// <summary>It may be that nobody leads: a cell decides it that can't be analysed.</summary>
    PossiblyMissing,

    /// <summary>It may be that several lead: a cell decides it that can't be analysed.</summary>
    PossiblySeveral,

    /// <summary>The lead has positions, and nobody in them.</summary>
    Vacant,

    /// <summary>The lead is a party that can't lead.</summary>
    WrongKind,

    /// <summary>The list names what is no party.</summary>
    UnknownParty,

    /// <summary>The decision fails.</summary>
    Failed,

    /// <summary>Several parties lead, or rules contradict one another.</summary>
    Several,

    /// <summary>Nobody leads (缺位).</summary>
    Missing,
}

/// <summary>How a duty list was proved.</summary>
public enum DutyProofMethod
{
    /// <summary>The decision was asked for every matter in every territory, with every value of its further inputs. Exact.</summary>
    Evaluated,

    /// <summary>For every matter in every territory the rest of the table was analysed over its further inputs. Exact, but for what is listed as an obstacle.</summary>
    Analysed,

    /// <summary>The decision was asked for every matter in every territory, but its further inputs were missing. Not a proof for other inputs.</summary>
    Sampled,
}

/// <summary>Matters and territories for which the duty list comes to the same: each of these matters in each of these territories.</summary>
/// <param name="Verdict">What it comes to.</param>
/// <param name="Matters">The ids of the matters.</param>
/// <param name="Territories">The codes of the territories.</param>
/// <param name="Conditions">Further conditions under which it does, by the label of the column or the name of the input; empty for always.</param>
/// <param name="Subject">The lead, the rules or leads that contradict one another, the reason of an allowed gap, or what was wrong.</param>
/// <param name="Example">Inputs for which it is so.</param>
public sealed record DutyBox(
    DutyVerdict Verdict,
    ImmutableArray<string> Matters,
    ImmutableArray<string> Territories,
    ImmutableArray<KeyValuePair<string, string>> Conditions,
    string Subject,
    ValueContext Example)
{
    /// <summary>How many pairs of a matter and a territory it holds.</summary>
    public int Pairs => Matters.Length * Territories.Length;
}

/// <summary>The proof that each matter in each territory has exactly one lead, or where it has not.</summary>
/// <remarks>Immutable, plain data.</remarks>
public sealed record DutyReport
{
    /// <summary>The decision that is the duty list.</summary>
    public required string Decision { get; init; }

    /// <summary>The date on which positions had to be held.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>How it was proved.</summary>
    public required DutyProofMethod Method { get; init; }

    /// <summary>The inputs of the decision other than matter and territory.</summary>
    public required ImmutableArray<string> FurtherInputs { get; init; }

    /// <summary>How many matters were looked at: all but headings.</summary>
    public required int Matters { get; init; }

    /// <summary>How many territories were looked at.</summary>
    public required int Territories { get; init; }

    /// <summary>How many pairs of a matter and a territory come to what, each counted once, as the worst that it can come to.</summary>
    public required ImmutableSortedDictionary<DutyVerdict, int> Pairs { get; init; }

    /// <summary>Where it is not clear, the worst first; and where only the backstop leads.</summary>
    public required ImmutableArray<DutyBox> Boxes { get; init; }

    /// <summary>Why the proof does not cover everything; empty where it does.</summary>
    public required ImmutableArray<string> Obstacles { get; init; }

    /// <summary>The allowed gaps that are none.</summary>
    public required ImmutableArray<AllowedGap> ClosedGaps { get; init; }

    /// <summary>Whether it is proved that each matter in each territory has exactly one lead, be it a backstop; allowed gaps aside.</summary>
    public bool IsProved => Obstacles.IsEmpty && Boxes.All(box => box.Verdict <= DutyVerdict.AllowedGap);

    /// <summary>Whether a package with this duty list must not be published.</summary>
    public bool HasErrors => Boxes.Any(box => box.Verdict >= DutyVerdict.Vacant);
}

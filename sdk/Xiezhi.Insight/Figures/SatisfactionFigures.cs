using System.Collections.Immutable;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Handling.CallBacks;
using Xiezhi.Governance.Log;

namespace Xiezhi.Insight.Figures;

/// <summary>How satisfied those are who were called back, by the party whose work they were asked about, so that the sample stands for all.</summary>
/// <remarks>
/// Kinds of case are called back in different shares, so an answer does not count for itself alone: it stands for 100 / share cases like it
/// (Horvitz and Thompson, 1952). Those who were not reached stand for nobody; whether they are like those who were can't be told from a log.
/// Not thread-safe.
/// </remarks>
public sealed class SatisfactionFigures
{
    private readonly Dictionary<(string Tenant, CaseId Case, int Number), CallBackDrawn> _draws = [];
    private readonly SortedDictionary<string, SatisfactionRow> _rows = new(StringComparer.Ordinal);

    /// <summary>Counts an event of a log; each case's in order.</summary>
    public void Add(RecordedEvent recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        switch (recorded.Event)
        {
            case CallBackDrawn drawn:
                _draws[(recorded.Tenant, recorded.Case, drawn.Number)] = drawn;
                Change(drawn, row => row with { Cases = row.Cases + 1, Drawn = row.Drawn + (drawn.Drawn ? 1 : 0) });
                break;
            case CallBackConcluded { Reached: true } concluded when _draws.TryGetValue((recorded.Tenant, recorded.Case, concluded.Number), out var draw):
                var weight = 100 / draw.Share;
                var satisfied = concluded.Satisfied == true;
                Change(draw, row => row with
                {
                    Reached = row.Reached + 1,
                    Satisfied = row.Satisfied + (satisfied ? 1 : 0),
                    StandFor = row.StandFor + weight,
                    SatisfiedStandFor = row.SatisfiedStandFor + (satisfied ? weight : 0),
                });
                break;
            default:
                break;
        }
    }

    /// <summary>The rows by party.</summary>
    public ImmutableArray<SatisfactionRow> Finish() => [.. _rows.Values];

    private void Change(CallBackDrawn draw, Func<SatisfactionRow, SatisfactionRow> change)
    {
        var party = draw.Party ?? "";
        _rows[party] = change(_rows.GetValueOrDefault(party) ?? new SatisfactionRow { Party = party });
    }
}

/// <summary>How satisfied those are whose case one party led.</summary>
public sealed record SatisfactionRow
{
    /// <summary>The party; empty where nobody led.</summary>
    public required string Party { get; init; }

    /// <summary>How many cases were in the draw.</summary>
    public int Cases { get; init; }

    /// <summary>How many of them were drawn.</summary>
    public int Drawn { get; init; }

    /// <summary>How many of those were reached.</summary>
    public int Reached { get; init; }

    /// <summary>How many of those are satisfied.</summary>
    public int Satisfied { get; init; }

    /// <summary>For how many cases those who were reached stand.</summary>
    public decimal StandFor { get; init; }

    /// <summary>For how many cases those who are satisfied stand.</summary>
    public decimal SatisfiedStandFor { get; init; }

    /// <summary>The share of all that is satisfied, as the sample tells it, 0 to 1; <see langword="null"/> where nobody was reached.</summary>
    public decimal? Share => StandFor > 0 ? SatisfiedStandFor / StandFor : null;
}

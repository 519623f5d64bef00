using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Xiezhi.Governance.Duties.Proof;
using Xiezhi.Governance.Packages;

namespace Xiezhi.Governance.Duties;

/// <summary>Who leads, helps, watches, is asked and is told, for each matter in each territory (RACI).</summary>
/// <remarks>Immutable. In RACI's words: the lead is accountable; lead and co-handlers are responsible.</remarks>
/// <param name="Rows">The rows, in the order of the catalogue and of the organisation; several for a pair where further conditions part it.</param>
public sealed record RaciTable(ImmutableArray<RaciRow> Rows)
{
    private static readonly ImmutableArray<string> Columns =
        ["matter", "matter_title", "territory", "territory_title", "when", "lead", "lead_title", "basis", "co_handlers", "supervisor", "consulted", "informed", "rules"];

    /// <summary>The table of a package.</summary>
    /// <param name="package">The package.</param>
    /// <param name="on">The date, for decisions that ask for it.</param>
    /// <returns>The table; <see langword="null"/> where the package names no duty list.</returns>
    public static RaciTable? Of(GovernancePackage package, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(package);
        if (package.Duties is not { } list)
        {
            return null;
        }

        var matrix = DutyProof.Matrix(package, list, on, explain: true);
        var rows = ImmutableArray.CreateBuilder<RaciRow>();
        foreach (var matter in package.Matters.Matters.Where(matter => !matter.IsGroup))
        {
            foreach (var territory in package.Organization.Territories)
            {
                rows.AddRange(matrix.Of(matter.Id, territory.Code)
                    .Where(outcome => outcome.Kind is OutcomeKind.Assigned or OutcomeKind.Missing)
                    .Select(outcome => new RaciRow(matter.Id, territory.Code, outcome.Conditions, outcome.Assignment)));
            }
        }

        return new RaciTable(rows.ToImmutable());
    }

    /// <summary>The table as CSV (RFC 4180), with a header and titles in a language; several parties in one field are parted by <c>; </c>.</summary>
    /// <param name="package">The package it was made of.</param>
    /// <param name="culture">The language of titles.</param>
    /// <param name="output">Takes the text.</param>
    public void WriteCsv(GovernancePackage package, CultureInfo culture, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(output);
        Write(output, Columns);
        foreach (var row in Rows)
        {
            var duty = row.Assignment;
            Write(output,
            [
                row.Matter,
                package.Matters.Matter(row.Matter)!.Title.In(culture),
                row.Territory,
                package.Organization.Territory(row.Territory)!.Title.In(culture),
                string.Join("; ", row.Conditions.Select(condition => condition.Key + ": " + condition.Value)),
                string.Join("; ", duty.Leads),
                string.Join("; ", duty.Leads.Select(lead => package.Organization.Party(lead)?.Title.In(culture) ?? "")),
                duty.Leads.IsEmpty ? "none" : duty.IsBackstop ? DutyResult.Backstop : DutyResult.Duty,
                string.Join("; ", duty.CoHandlers),
                duty.Supervisor ?? "",
                string.Join("; ", duty.Consulted),
                string.Join("; ", duty.Informed),
                string.Join("; ", duty.Rules),
            ]);
        }
    }

    private static void Write(TextWriter output, ImmutableArray<string> fields)
    {
        var line = new StringBuilder();
        foreach (var field in fields)
        {
            line.Append(line.Length == 0 ? "" : ",");
            if (field.AsSpan().IndexOfAny(",\"\r\n") < 0)
            {
                line.Append(field);
            }
            else
            {
                line.Append('"').Append(field.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
            }
        }

        output.Write(line.Append("\r\n").ToString());
    }
}

/// <summary>One row of a <see cref="RaciTable"/>.</summary>
/// <param name="Matter">The id of the matter.</param>
/// <param name="Territory">The code of the territory.</param>
/// <param name="Conditions">Further conditions, by the label of the column or the name of the input; empty for always.</param>
/// <param name="Assignment">Who has which role; nobody where the list has a gap.</param>
public sealed record RaciRow(string Matter, string Territory, ImmutableArray<KeyValuePair<string, string>> Conditions, DutyAssignment Assignment);

using System.Collections.Immutable;

namespace Xiezhi.Cli.Run;

/// <summary>A row of the input: its fields by column, and its times as instants.</summary>
/// <param name="Line">The line in the file on which it begins, counted from 1.</param>
/// <param name="Fields">The text of each column.</param>
/// <param name="Times">The instant of each time column that is not empty.</param>
internal sealed record MessageRow(int Line, ImmutableDictionary<string, string> Fields, ImmutableDictionary<string, DateTimeOffset> Times);

/// <summary>A row that could not be used.</summary>
/// <param name="Line">The line in the file on which it begins, counted from 1.</param>
/// <param name="Reason">Why, in the language asked for.</param>
internal sealed record RejectedRow(int Line, string Reason);

/// <summary>What was read from the input.</summary>
internal sealed record MessageFile(ImmutableArray<MessageRow> Rows, ImmutableArray<RejectedRow> Rejected);

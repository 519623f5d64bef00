namespace Xiezhi.Insight.Reports;

/// <summary>A row of an input file that opened no case. It stands in no log, so whoever read the file tells the report of it.</summary>
/// <param name="Line">The line in the file, counted from 1.</param>
/// <param name="Reason">What is wrong with it, in the report's language.</param>
public sealed record RejectedRow(long Line, string Reason);

namespace Xiezhi.Benchmarks.Inference;

internal sealed record CaseRecord(string Id, string Place, DateTimeOffset Opened);

internal sealed record AssignmentRecord(string Id, string CaseId, string Department);

internal sealed record DeadlineRecord(string Id, string CaseId, DateTimeOffset Due);

/// <summary>Cases, each with an assignment and a deadline; one deadline is due each minute.</summary>
internal sealed record Records(CaseRecord[] Cases, AssignmentRecord[] Assignments, DeadlineRecord[] Deadlines)
{
    public static readonly DateTimeOffset Start = new(2024, 9, 2, 0, 0, 0, TimeSpan.FromHours(8));

    public int Count => Cases.Length * 3;

    public static Records Make(int count)
    {
        var order = Enumerable.Range(0, count).Select(number => (int)(number * 7919L % count)).ToArray();
        return new Records(
            [.. order.Select(number => new CaseRecord($"case-{number}", $"place-{number % 97}", Start.AddMinutes(-number)))],
            [.. order.Reverse().Select(number => new AssignmentRecord($"assignment-{number}", $"case-{number}", $"department-{number % 23}"))],
            [.. order.Select(number => new DeadlineRecord($"deadline-{number}", $"case-{number}", Start.AddMinutes(number + 1)))]);
    }
}

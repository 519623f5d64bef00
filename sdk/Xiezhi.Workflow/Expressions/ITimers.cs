namespace Xiezhi.Workflow.Expressions;

/// <summary>Reads times that ISO 8601 has no word for, such as five working days (<c>5wd</c>). Asked before ISO 8601 is tried.</summary>
/// <remarks>An implementation must be safe to share between threads, and its results must depend on nothing but their inputs.</remarks>
public interface ITimers
{
    /// <summary>Whether <paramref name="text"/> is in this port's language; asked when the process is compiled and again at run time.</summary>
    bool Knows(string text);

    /// <summary>When what <paramref name="text"/> says is due, counted from <paramref name="from"/>.</summary>
    /// <returns>Whether it could be told; where it could not, the element gets an incident.</returns>
    bool TryDue(DateTimeOffset from, string text, out DateTimeOffset due);
}

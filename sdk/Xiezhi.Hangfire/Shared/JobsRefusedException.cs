using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Hangfire.Shared;

/// <summary>The jobs of a database can't be worked with as they are: <see cref="Problem"/> tells why and what to do. Nothing was changed.</summary>
public sealed class JobsRefusedException : Exception
{
    /// <summary>Because of a problem.</summary>
    public JobsRefusedException(Diagnostic problem, Exception? innerException = null)
        : base((problem ?? throw new ArgumentNullException(nameof(problem))).ToString(), innerException) => Problem = problem;

    /// <summary>Why, and how to mend it.</summary>
    public Diagnostic Problem { get; }
}

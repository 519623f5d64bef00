using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Storage;

/// <summary>A database can't be worked with as it is: <see cref="Problem"/> tells why and what to do. Nothing was changed.</summary>
public sealed class StoreRefusedException : Exception
{
    /// <summary>Because of a problem.</summary>
    public StoreRefusedException(Diagnostic problem, Exception? innerException = null)
        : base((problem ?? throw new ArgumentNullException(nameof(problem))).ToString(), innerException) => Problem = problem;

    /// <summary>Why, and how to mend it.</summary>
    public Diagnostic Problem { get; }
}

namespace Xiezhi.Runtime.Commits;

/// <summary>The store could not be reached: nothing of what was asked was done, and another attempt now would fare no better.</summary>
/// <remarks>Whoever asked may ask again with the same idempotency key.</remarks>
public sealed class StoreNotReachedException : IOException
{
    /// <summary>Without a reason.</summary>
    public StoreNotReachedException()
    {
    }

    /// <summary>With a reason.</summary>
    public StoreNotReachedException(string message)
        : base(message)
    {
    }

    /// <summary>With a reason and what lies behind it.</summary>
    public StoreNotReachedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

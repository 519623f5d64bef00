using Xiezhi.Governance.Cases;

namespace Xiezhi.Runtime.Cases;

/// <summary>Lets one command at a time work on a case within this process.</summary>
/// <remarks>Striped: two cases may share a lock, which only makes one wait for the other.</remarks>
internal sealed class CaseLocks
{
    private const int Stripes = 512;

    private readonly SemaphoreSlim[] _stripes = [.. Enumerable.Range(0, Stripes).Select(_ => new SemaphoreSlim(1, 1))];

    public async ValueTask<Held> HoldAsync(CaseId id, CancellationToken cancellationToken)
    {
        var stripe = _stripes[(uint)id.GetHashCode() % Stripes];
        await stripe.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Held(stripe);
    }

    public readonly struct Held(SemaphoreSlim stripe) : IDisposable
    {
        public void Dispose() => stripe.Release();
    }
}

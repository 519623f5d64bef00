namespace Xiezhi.AspNetCore.Receipts;

/// <summary>Lets one receipt be made at a time: each reads the whole log, and anybody who opened a case may ask for one.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class ReceiptTurns : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    public async Task<Turn> TakeAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Turn(_turn);
    }

    public void Dispose() => _turn.Dispose();

    internal readonly struct Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}

namespace Xiezhi.AspNetCore;

/// <summary>How much the HTTP API takes in and gives out at once.</summary>
public sealed class XiezhiApiOptions
{
    /// <summary>The most bytes of a request's body, packages apart; 1 KiB to 256 MiB. Default: 1 MiB.</summary>
    public long MostBodyBytes { get; set; } = 1L << 20;

    /// <summary>The most bytes of an uploaded package; 1 KiB to 256 MiB. Default: 32 MiB.</summary>
    public long MostPackageBytes { get; set; } = 32L << 20;

    /// <summary>The most bytes of an uploaded package when it is unpacked; 1 KiB to 1 GiB. Default: 64 MiB.</summary>
    public long MostUnpackedBytes { get; set; } = 64L << 20;

    /// <summary>The most files of an uploaded package; 1 to 10,000. Default: 1,000.</summary>
    public int MostFiles { get; set; } = 1_000;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MostBodyBytes, 1L << 10);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MostBodyBytes, 256L << 20);
        ArgumentOutOfRangeException.ThrowIfLessThan(MostPackageBytes, 1L << 10);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MostPackageBytes, 256L << 20);
        ArgumentOutOfRangeException.ThrowIfLessThan(MostUnpackedBytes, 1L << 10);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MostUnpackedBytes, 1L << 30);
        ArgumentOutOfRangeException.ThrowIfLessThan(MostFiles, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MostFiles, 10_000);
    }
}

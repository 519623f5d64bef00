namespace Xiezhi.Runtime.Due;

/// <summary>What a host says when it takes work on: who it is, and after how long others may take the work if it was cut off.</summary>
/// <param name="Owner">The host, unique among those that share a store and new at each start.</param>
/// <param name="Lease">
/// For how long the work is its own. A store that several hosts share measures it by the store's own clock, so that hosts whose clocks differ agree.
/// </param>
public sealed record WorkClaim(string Owner, TimeSpan Lease);

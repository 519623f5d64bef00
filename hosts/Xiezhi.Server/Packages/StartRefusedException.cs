namespace Xiezhi.Server.Packages;

/// <summary>The server must not start as it is configured; the message says what to mend.</summary>
internal sealed class StartRefusedException(string message) : Exception(message);

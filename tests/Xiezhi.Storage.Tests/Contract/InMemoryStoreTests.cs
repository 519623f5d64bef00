using Xiezhi.Runtime;
using Xiezhi.Testing;

namespace Xiezhi.Storage.Tests.Contract;

/// <summary>The contract on the store of <c>Xiezhi.Testing</c>.</summary>
public sealed class InMemoryStoreTests : StoreContract
{
    protected override bool KeepsTextsAsTheyAre => true;

    protected override void Use(XiezhiBuilder builder) => builder.UseInMemory();
}

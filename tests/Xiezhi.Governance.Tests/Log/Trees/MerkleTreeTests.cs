using CsCheck;
using Xiezhi.Governance.Log;

namespace Xiezhi.Governance.Tests.Log.Trees;

/// <summary>The tree of RFC 6962. Inputs, roots and proofs are those of the test of the reference implementation (google/certificate-transparency, merkletree/merkle_tree_test.cc).</summary>
public sealed class MerkleTreeTests
{
    private static readonly string[] Inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    private static readonly string[] Roots =
    [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    private const string Hash1 = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7";
    private const string Hash23 = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e";
    private const string Hash4 = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b";
    private const string Hash45 = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a";
    private const string Hash4567 = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4";
    private const string Hash67 = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0";

    private static EventHash[] Leaves { get; } = [.. Inputs.Select(input => MerkleTree.LeafHash(Convert.FromHexString(input)))];

    private static readonly Gen<EventHash[]> AnyLeaves = Gen.Byte.Array[1, 40].Select(bytes => bytes.Select(value => MerkleTree.LeafHash([value])).ToArray());

    [Fact]
    public void The_empty_tree_has_the_hash_of_nothing() =>
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", MerkleTree.EmptyRoot.ToString());

    [Fact]
    public void Trees_of_one_to_eight_leaves_have_the_published_roots() =>
        Assert.Equal(Roots, Enumerable.Range(1, 8).Select(size => MerkleTree.Root(Leaves.AsSpan(0, size)).ToString()));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 8, Hash1, Hash23, Hash4567)]
    [InlineData(5, 8, Hash4, Hash67, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(2, 3, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(1, 5, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", Hash23, Hash4)]
    public void Inclusion_proofs_are_the_published_ones_and_verify(int index, int size, params string[] expected)
    {
        var proof = MerkleTree.InclusionProof(Leaves.AsSpan(0, size), index);

        Assert.Equal(expected, proof.Select(hash => hash.ToString()));
        Assert.True(MerkleTree.VerifyInclusion(Leaves[index], index, size, proof.AsSpan(), Hash(Roots[size - 1])));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 8, Hash1, Hash23, Hash4567)]
    [InlineData(6, 8, Hash45, Hash67, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(2, 5, Hash23, Hash4)]
    public void Consistency_proofs_are_the_published_ones_and_verify(int first, int second, params string[] expected)
    {
        var proof = MerkleTree.ConsistencyProof(Leaves.AsSpan(0, second), first);

        Assert.Equal(expected, proof.Select(hash => hash.ToString()));
        Assert.True(MerkleTree.VerifyConsistency(first, Hash(Roots[first - 1]), second, Hash(Roots[second - 1]), proof.AsSpan()));
    }

    [Fact]
    public void Every_leaf_of_every_tree_is_proven_and_no_other_leaf_or_place_is() =>
        AnyLeaves.Sample(
            leaves =>
            {
                var root = MerkleTree.Root(leaves);
                for (var index = 0; index < leaves.Length; index++)
                {
                    var proof = MerkleTree.InclusionProof(leaves, index).AsSpan();
                    Assert.True(MerkleTree.VerifyInclusion(leaves[index], index, leaves.Length, proof, root));
                    Assert.False(MerkleTree.VerifyInclusion(MerkleTree.LeafHash([1, 2, 3]), index, leaves.Length, proof, root));
                    Assert.False(MerkleTree.VerifyInclusion(leaves[index], index, leaves.Length, [.. proof, root], root));
                    Assert.False(proof.Length > 0 && MerkleTree.VerifyInclusion(leaves[index], index, leaves.Length, proof[..^1], root));
                    Assert.False(MerkleTree.VerifyInclusion(leaves[index], leaves.Length, leaves.Length, proof, root));
                }
            },
            iter: 200);

    [Fact]
    public void Every_tree_is_proven_to_begin_a_later_one_and_a_changed_one_is_not() =>
        AnyLeaves.Sample(
            leaves =>
            {
                var root = MerkleTree.Root(leaves);
                for (var first = 1; first <= leaves.Length; first++)
                {
                    var earlier = leaves.AsSpan(0, first).ToArray();
                    var proof = MerkleTree.ConsistencyProof(leaves, first).AsSpan();
                    Assert.True(MerkleTree.VerifyConsistency(first, MerkleTree.Root(earlier), leaves.Length, root, proof));

                    earlier[first / 2] = MerkleTree.LeafHash([1, 2, 3]);
                    Assert.False(MerkleTree.VerifyConsistency(first, MerkleTree.Root(earlier), leaves.Length, root, proof));
                }
            },
            iter: 200);

    [Fact]
    public void A_tree_that_grows_leaf_by_leaf_has_the_root_of_the_whole() =>
        AnyLeaves.Sample(
            leaves =>
            {
                var tree = new GrowingTree();
                Array.ForEach(leaves, tree.Add);
                Assert.Equal(MerkleTree.Root(leaves), tree.Root());
            },
            iter: 200);

    private static EventHash Hash(string text) => EventHash.From(Convert.FromHexString(text));
}

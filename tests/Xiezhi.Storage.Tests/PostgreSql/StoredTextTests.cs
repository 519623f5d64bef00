using CsCheck;
using Xiezhi.Storage.Schema.PostgreSql;

namespace Xiezhi.Storage.Tests.PostgreSql;

public sealed class StoredTextTests
{
    private static readonly Gen<string> Texts = Gen.OneOf(Gen.String, Gen.String["\0\u0010@#ab"]);

    [Fact]
    public void A_text_comes_back_as_it_was_and_has_no_NUL_meanwhile() => Texts.Sample(text =>
    {
        var valid = System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
        var stored = StoredText.Write(text);
        return !stored.Contains('\0', StringComparison.Ordinal) && StoredText.Read(stored) == valid;
    });

    [Fact]
    public void Different_keys_stay_different_and_short_enough_for_an_index() =>
        Gen.Select(Texts, Texts, Gen.Int[0, 2000]).Sample((one, other, length) =>
        {
            var (a, b) = (one + new string('键', length), other + new string('键', length));
            var (storedA, storedB) = (StoredText.WriteKey(a), StoredText.WriteKey(b));
            return (StoredText.Write(a) == StoredText.Write(b)) == (storedA == storedB) && System.Text.Encoding.UTF8.GetByteCount(storedA) <= StoredText.LongestKey;
        });
}

using System.Collections.Immutable;

namespace Xiezhi.Rules.Feel.Syntax;

/// <summary>Names that may stand at a place of the text, cut into words, so that the longest that fits can be found.</summary>
/// <remarks>A name that holds operators fits only where they are written without a gap, as they are in the name: <c>a-b</c> is the name, <c>a - b</c> a difference.</remarks>
internal sealed class KnownNames(KnownNames? outer)
{
    private readonly Dictionary<string, List<(ImmutableArray<Token> Words, string Name)>> _byFirstWord = new(StringComparer.Ordinal);

    public KnownNames? Outer => outer;

    public IEnumerable<string> All => _byFirstWord.Values.SelectMany(names => names.Select(name => name.Name)).Concat(outer?.All ?? []);

    public void Add(string name)
    {
        var words = Lexer.ReadName(name);
        if (words.IsEmpty || words.Any(word => word.Kind is TokenKind.Text or TokenKind.At))
        {
            return;
        }

        if (!_byFirstWord.TryGetValue(words[0].Text, out var names))
        {
            _byFirstWord.Add(words[0].Text, names = []);
        }

        if (!names.Exists(known => known.Name == name))
        {
            names.Add((words, name));
        }
    }

    /// <summary>The longest name that stands at <paramref name="at"/>, and how many tokens it takes; 0 when none does.</summary>
    public int Match(ImmutableArray<Token> tokens, int at, out string name)
    {
        var longest = 0;
        name = "";
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            if (!scope._byFirstWord.TryGetValue(tokens[at].Text, out var names) || tokens[at].Kind is TokenKind.Text)
            {
                continue;
            }

            foreach (var (words, candidate) in names)
            {
                if (words.Length > longest && Fits(words, tokens, at))
                {
                    longest = words.Length;
                    name = candidate;
                }
            }
        }

        return longest;
    }

    private static bool Fits(ImmutableArray<Token> words, ImmutableArray<Token> tokens, int at)
    {
        if (at + words.Length >= tokens.Length)
        {
            return false;
        }

        for (var i = 0; i < words.Length; i++)
        {
            var token = tokens[at + i];
            if (token.Kind is TokenKind.Text || token.Text != words[i].Text || (i > 0 && token.SpaceBefore != words[i].SpaceBefore))
            {
                return false;
            }
        }

        return true;
    }
}

namespace Xiezhi.Rules.Feel.Syntax;

/// <summary>What kind of word a token is.</summary>
internal enum TokenKind
{
    End,
    Name,
    Number,
    Text,
    At,
    Symbol,
}

/// <summary>One word of an expression.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Text">Its text; for a text literal what stands between the quotes, without escapes.</param>
/// <param name="Start">Where it begins, counted from 0.</param>
/// <param name="End">Where it ends, exclusive.</param>
/// <param name="SpaceBefore">Whether white space or a comment stands before it.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Start, int End, bool SpaceBefore)
{
    public bool Is(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    public bool IsWord(string word) => Kind == TokenKind.Name && Text == word;
}

using Xiezhi.Foundation.Values;

namespace Xiezhi.Rules.Tests.DecisionTables;

/// <summary>A comparison with null is null, and only what is true lets a rule match (DMN 1.5, 10.3.2.13 and table 60).</summary>
public class NullInputTests
{
    [Theory]
    [InlineData("> 5", false)]
    [InlineData("? > 5", false)]
    [InlineData("? != null", false)]
    [InlineData("? = ?", true)]
    [InlineData("? = null", true)]
    [InlineData("null", true)]
    [InlineData("not(null)", false)]
    [InlineData("not(5)", true)]
    [InlineData("not(? > 5)", true)]
    [InlineData("-", true)]
    [InlineData("? + 1", false)]
    public void A_missing_input_passes_only_what_is_true_of_null(string cell, bool passes)
    {
        var result = Models.Decide(Models.Table("hitPolicy=\"FIRST\"", "a:number", "out", cell.Replace(">", "&gt;", StringComparison.Ordinal) + "|\"yes\"", "-|\"no\""), ("a", Value.Null));

        Assert.Equal(passes ? "yes" : "no", result.Value);
    }
}

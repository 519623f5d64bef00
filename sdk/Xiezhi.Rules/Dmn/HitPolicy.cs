namespace Xiezhi.Rules.Dmn;

/// <summary>What a decision table answers when several rules match (DMN 1.5, 8.2.10).</summary>
public enum HitPolicy
{
    /// <summary>Only one rule may match.</summary>
    Unique,

    /// <summary>The first rule that matches.</summary>
    First,

    /// <summary>The matching rule whose output comes first in the allowed values.</summary>
    Priority,

    /// <summary>Any of the matching rules: their outputs must be the same.</summary>
    Any,

    /// <summary>All that match, put together as <see cref="Aggregation"/> says.</summary>
    Collect,

    /// <summary>All that match, in the order of the rules.</summary>
    RuleOrder,

    /// <summary>All that match, in the order of the allowed values.</summary>
    OutputOrder,
}

/// <summary>How the results of <see cref="HitPolicy.Collect"/> are put together.</summary>
public enum Aggregation
{
    /// <summary>As a list.</summary>
    None,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>How many there are.</summary>
    Count,

    /// <summary>The smallest.</summary>
    Min,

    /// <summary>The largest.</summary>
    Max,
}

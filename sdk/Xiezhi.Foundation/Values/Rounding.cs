namespace Xiezhi.Foundation.Values;

/// <summary>How a number is cut to fewer digits.</summary>
public enum Rounding
{
    /// <summary>To the nearest; a tie to the even neighbour.</summary>
    HalfEven,

    /// <summary>To the nearest; a tie away from zero.</summary>
    HalfUp,

    /// <summary>To the nearest; a tie toward zero.</summary>
    HalfDown,

    /// <summary>Away from zero.</summary>
    Up,

    /// <summary>Toward zero.</summary>
    Down,

    /// <summary>Toward negative infinity.</summary>
    Floor,

    /// <summary>Toward positive infinity.</summary>
    Ceiling,
}

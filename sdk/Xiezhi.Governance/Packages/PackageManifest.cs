using System.Collections.Immutable;
using Xiezhi.Governance.Texts;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Governance.Packages;

/// <summary>What <c>package.json</c> says.</summary>
public sealed record PackageManifest
{
    /// <summary>The package's name; versions of one policy share it.</summary>
    public required string Name { get; init; }

    /// <summary>Its title.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>The file of the procedure, with <c>#processId</c> where it has several.</summary>
    public required string Procedure { get; init; }

    /// <summary>The IANA zone in which its people live.</summary>
    public required string Zone { get; init; }

    /// <summary>The id of the calendar that the procedure's own timers are measured on.</summary>
    public required string Calendar { get; init; }

    /// <summary>Who may open a case: ids of parties and kinds of party.</summary>
    public required ImmutableArray<string> OpenedBy { get; init; }

    /// <summary>Who may cancel a case, retry an incident and deliver a message by hand: ids of parties and kinds of party.</summary>
    public required ImmutableArray<string> OperatedBy { get; init; }

    /// <summary>
    /// Who leads a case from its first moment until a duty names somebody (首接负责): this party, or the one that opened the case where that is an agency,
    /// department or street office of the organisation. <see langword="null"/>: a case has no lead until one is found.
    /// </summary>
    public string? FirstReceiver { get; init; }

    /// <summary>Where a case's facts are read from.</summary>
    public required FactExpressions Facts { get; init; }
}

/// <summary>The expressions under <c>case</c>; one that is missing is never known.</summary>
public sealed record FactExpressions
{
    /// <summary>What the case is about.</summary>
    public IExpression? Title { get; init; }

    /// <summary>The id of its matter.</summary>
    public IExpression? Matter { get; init; }

    /// <summary>The code of its territory.</summary>
    public IExpression? Territory { get; init; }

    /// <summary>The id of the party that leads it.</summary>
    public IExpression? Lead { get; init; }

    /// <summary>Whether a duty names the lead, and not the backstop.</summary>
    public IExpression? ClearDuty { get; init; }

    /// <summary>The id of its service level.</summary>
    public IExpression? ServiceLevel { get; init; }
}

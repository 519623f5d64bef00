namespace Xiezhi.Governance.Parties;

/// <summary>The kinds of party (主体) that govern together.</summary>
public enum PartyKind
{
    /// <summary>An agency or a government (机关).</summary>
    Agency,

    /// <summary>A department of one (部门).</summary>
    Department,

    /// <summary>A street office or township (街道、乡镇).</summary>
    StreetOffice,

    /// <summary>A company (企业).</summary>
    Company,

    /// <summary>A social organisation (社会组织).</summary>
    SocialOrganisation,

    /// <summary>A citizen (公民).</summary>
    Citizen,

    /// <summary>A program that acts by itself (系统).</summary>
    System,
}

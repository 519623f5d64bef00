namespace Xiezhi.Insight.Figures;

/// <summary>Whom or what a row of <see cref="Punctuality"/> is about.</summary>
public enum PunctualitySubject
{
    /// <summary>The one that <see cref="PunctualityRow.Id"/> names.</summary>
    Named,

    /// <summary>Cases that have none: no matter, no territory, nobody who leads.</summary>
    None,

    /// <summary>Cases that several parties led.</summary>
    Several,
}

/// <summary>How punctual the cases of one matter, territory or party were.</summary>
/// <param name="Subject">Whom or what it is about.</param>
/// <param name="Id">The id in the package; empty where <paramref name="Subject"/> is not <see cref="PunctualitySubject.Named"/>.</param>
/// <param name="Cases">How many cases kept what was promised.</param>
/// <param name="MedianDaysToAnswer">The median time from opening to the first reply in elapsed days, of those answered; <see langword="null"/> where none was.</param>
public sealed record PunctualityRow(PunctualitySubject Subject, string Id, TimelinessCounts Cases, double? MedianDaysToAnswer);

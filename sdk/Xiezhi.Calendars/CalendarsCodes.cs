using System.Resources;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Calendars;

/// <summary>What can be wrong with a calendar, or with a question asked of one.</summary>
public static class CalendarsCodes
{
    private static readonly ResourceManager Texts = new("Xiezhi.Calendars.Resources.DiagnosticTexts", typeof(CalendarsCodes).Assembly);

    /// <summary>An answer needs a year whose holidays are not published. {0}: the calendar, {1}: the year.</summary>
    public static DiagnosticDescriptor YearNotPublished { get; } = new("XZ4001", Severity.Error, Texts);

    /// <summary>An answer lies outside the years for which the calendar is compiled. {0}: the calendar, {1} and {2}: its first and last year.</summary>
    public static DiagnosticDescriptor OutsideHorizon { get; } = new("XZ4002", Severity.Error, Texts);

    /// <summary>A member that the format does not know. {0}: its name, {1}: the nearest known name, {2}: all known names.</summary>
    public static DiagnosticDescriptor UnknownMember { get; } = new("XZ4010", Severity.Error, Texts);

    /// <summary>A member that must be there is not. {0}: its name.</summary>
    public static DiagnosticDescriptor MissingMember { get; } = new("XZ4011", Severity.Error, Texts);

    /// <summary>A value is not of the kind expected. {0}: the member, {1}: what was found, {2}: what was expected.</summary>
    public static DiagnosticDescriptor UnexpectedValue { get; } = new("XZ4012", Severity.Error, Texts);

    /// <summary>A time zone that is not in the database. {0}: its name, {1}: the nearest known name.</summary>
    public static DiagnosticDescriptor UnknownZone { get; } = new("XZ4013", Severity.Error, Texts);

    /// <summary>A calendar to build on that does not exist. {0}: its id.</summary>
    public static DiagnosticDescriptor UnknownParent { get; } = new("XZ4014", Severity.Error, Texts);

    /// <summary>Two intervals share time. {0}: the day or date, {1}: the interval that begins too early.</summary>
    public static DiagnosticDescriptor OverlappingHours { get; } = new("XZ4015", Severity.Error, Texts);

    /// <summary>Two entries name one date. {0}: the date, {1}: the entry that wins, {2}: the one that gives way.</summary>
    public static DiagnosticDescriptor ClashingDates { get; } = new("XZ4016", Severity.Warning, Texts);

    /// <summary>The calendar has no working time. {0}: the calendar.</summary>
    public static DiagnosticDescriptor NoWorkingTime { get; } = new("XZ4017", Severity.Error, Texts);

    /// <summary>The years are in the wrong order or out of range. {0}: the first, {1}: the last.</summary>
    public static DiagnosticDescriptor YearsOutOfRange { get; } = new("XZ4018", Severity.Error, Texts);

    /// <summary>A date outside the years for which the calendar is compiled has no effect. {0}: the date, {1} and {2}: the first and last year.</summary>
    public static DiagnosticDescriptor DateOutsideHorizon { get; } = new("XZ4019", Severity.Warning, Texts);

    /// <summary>Neither this calendar nor one that it is built on names a zone or weekly hours. {0}: the member.</summary>
    public static DiagnosticDescriptor NothingInherited { get; } = new("XZ4020", Severity.Error, Texts);

    /// <summary>A file to import dates from that does not exist. {0}: its name.</summary>
    public static DiagnosticDescriptor NoImportedFile { get; } = new("XZ4021", Severity.Error, Texts);

    /// <summary>The file is not iCalendar. {0}: what the reader said.</summary>
    public static DiagnosticDescriptor MalformedICalendar { get; } = new("XZ4030", Severity.Error, Texts);

    /// <summary>An event that says nothing about whole dates is left out. {0}: its summary.</summary>
    public static DiagnosticDescriptor EventLeftOut { get; } = new("XZ4031", Severity.Warning, Texts);

    /// <summary>The file names no date of the years asked for. {0} and {1}: the first and last year.</summary>
    public static DiagnosticDescriptor NoDatesFound { get; } = new("XZ4032", Severity.Warning, Texts);
}

using System.Globalization;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Handling.Closing;
using Xiezhi.Governance.Handling.CoHandling;
using Xiezhi.Governance.Handling.Whistles;

namespace Xiezhi.Governance.Handling.Limits;

/// <summary>For whom the limits between parties run: whoever owes what a limit is about, for as long as it is owed.</summary>
internal static class HandlingClocks
{
    public const string CoHandlingLevel = "co-handling";
    public const string WhistlePrefix = "whistle:";

    public const string Acknowledge = "acknowledge";
    public const string Contribute = "contribute";
    public const string Arrive = "arrive";
    public const string Speak = "speak";
    public const string Common = "common";

    /// <summary>How a party that a whistle called is named where a clock is for it.</summary>
    public static string SubjectOf(int whistle, string party) => ClosingState.OfWhistle(whistle) + "/" + party;

    /// <summary>The whistle and the party that a subject names, or <see langword="null"/>.</summary>
    public static (int Whistle, string Party)? CallOf(string? subject)
    {
        if (subject is null || !subject.StartsWith(WhistlePrefix, StringComparison.Ordinal) || subject.IndexOf('/', StringComparison.Ordinal) is not (> 0 and var slash))
        {
            return null;
        }

        return int.TryParse(subject.AsSpan(WhistlePrefix.Length, slash - WhistlePrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var whistle)
            ? (whistle, subject[(slash + 1)..])
            : null;
    }

    /// <summary>Who owes now what a limit is about, in the order in which they were asked.</summary>
    public static IEnumerable<string> Owing(CaseState state, string level, string clock) => level == CoHandlingLevel
        ? clock switch
        {
            Acknowledge => state.CoHandling.All.Where(one => one.Status == CoHandlerStatus.Invited).Select(one => one.Party),
            Contribute => state.CoHandling.Owing.Select(one => one.Party),
            _ => state.Closings.Find(CoHandlingLevel) is { IsOpen: true } closing
                ? state.CoHandling.Present.Select(one => one.Party).Where(party => !closing.HasSpoken(party))
                : [],
        }
        : state.Whistles.All.Where(whistle => !whistle.IsOver && whistle.LevelId == level).SelectMany(whistle => OwingTo(state, whistle, clock));

    /// <summary>Whether who no longer owes it has done it, and was not let off.</summary>
    public static bool IsDone(CaseState state, string level, string clock, string subject)
    {
        if (level == CoHandlingLevel)
        {
            return state.CoHandling.Find(subject) is { } coHandler && clock switch
            {
                Acknowledge => coHandler.Status is CoHandlerStatus.Acknowledged or CoHandlerStatus.Disclaimed
                    or CoHandlerStatus.Contributed,
                Contribute => coHandler.Status == CoHandlerStatus.Contributed,
                _ => state.Closings.Find(CoHandlingLevel)?.HasSpoken(subject) == true,
            };
        }

        return CallOf(subject) is var (number, party) && state.Whistles.Find(number)?.Find(party) is { } call && clock switch
        {
            Acknowledge => call.AcknowledgedAt is not null,
            Arrive => call.ArrivedAt is not null,
            _ => state.Closings.Find(ClosingState.OfWhistle(number))?.HasSpoken(party) == true,
        };
    }

    /// <summary>Whether the time in which a party is to agree to a closing or dissent runs, or rests.</summary>
    public static bool HasTimeToSpeak(CaseState state, string of, string party)
    {
        var subject = of == CoHandlingLevel ? party : of + "/" + party;
        return state.Clocks.Any(clock => clock is { HasEnded: false, Clock: Speak } && clock.Subject == subject);
    }

    private static IEnumerable<string> OwingTo(CaseState state, WhistleState whistle, string clock)
    {
        var closing = state.Closings.Find(whistle.Of);
        return whistle.Calls
            .Where(call => clock switch
            {
                Acknowledge => call.AcknowledgedAt is null,
                Arrive => call.ArrivedAt is null,
                _ => closing is { IsOpen: true } && !closing.HasSpoken(call.Party),
            })
            .Select(call => SubjectOf(whistle.Id, call.Party));
    }
}

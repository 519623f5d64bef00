using System.Collections.Immutable;
using System.Globalization;
using Xiezhi.Calendars;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Json;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Parties;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Governance.Handling;

/// <summary>What members of <c>handling.json</c> about tasks have in common: tasks, amounts on a calendar, words of who may, numbers in a range.</summary>
internal static class MemberWords
{
    /// <summary>The word for the superior of the party that holds or held the task.</summary>
    public const string Superior = "superior";

    public static ImmutableArray<string> Tasks(JsonDocumentObject item, string member, HandlingReader.Surroundings around) =>
        [.. item.Texts(member).Where(id => IsTask(item, member, id, around))];

    public static string? Task(JsonDocumentObject item, string member, HandlingReader.Surroundings around) =>
        item.RequiredText(member) is { } id && IsTask(item, member, id, around) ? id : null;

    public static WorkingCalendar? Calendar(JsonDocumentObject item, HandlingReader.Surroundings around)
    {
        var id = item.Text("calendar") ?? around.Calendar;
        if (around.Calendars.TryGetValue(id, out var calendar))
        {
            return calendar;
        }

        around.Diagnostics.Add(GovernanceCodes.UnknownCalendar, item.LocationOf("calendar"), id, Nearest.To(id, around.Calendars.Keys) ?? "");
        return null;
    }

    /// <summary>An amount of time; <see langword="null"/> where none is given or it can't be read, which is reported.</summary>
    public static Amount? Amount(JsonDocumentObject item, string member, HandlingReader.Surroundings around)
    {
        if (item.Text(member) is not { } text)
        {
            return null;
        }

        if (Xiezhi.Calendars.Amount.TryParse(text, out var amount) && !amount.IsZero)
        {
            return amount;
        }

        around.Diagnostics.Add(GovernanceCodes.MalformedAmount, item.LocationOf(member), text);
        return null;
    }

    /// <summary>Words of who may, and those of <paramref name="relative"/>; <paramref name="otherwise"/> where the member is absent.</summary>
    public static ImmutableArray<string> Parties(
        JsonDocumentObject item, string member, HandlingReader.Surroundings around, ImmutableArray<string> relative, ImmutableArray<string> otherwise)
    {
        var words = item.Texts(member);
        foreach (var word in words.Where(word => !relative.Contains(word) && !AuthorityWord.Parse(word).IsKnown(around.Organization)))
        {
            var known = around.Organization.Parties.Select(party => party.Id).Concat(PartyKinds.Words).Concat(DutyRoles.Words).Concat(relative);
            around.Diagnostics.Add(GovernanceCodes.UnknownParty, item.LocationOf(member), word, Nearest.To(word, known) ?? "");
        }

        return item.Has(member) ? words : otherwise;
    }

    public static int Number(JsonDocumentObject item, string member, HandlingReader.Surroundings around, int least, int most, int otherwise)
    {
        if (item.Integer(member) is not { } number)
        {
            return otherwise;
        }

        if (number >= least && number <= most)
        {
            return (int)number;
        }

        around.Diagnostics.Add(GovernanceCodes.UnknownWord, item.LocationOf(member), number.ToString(CultureInfo.InvariantCulture), $"{least}–{most}");
        return otherwise;
    }

    public static T Word<T>(
        JsonDocumentObject item, string member, HandlingReader.Surroundings around, ImmutableArray<(string Word, T Meaning)> words, T otherwise)
    {
        if (item.Text(member) is not { } given)
        {
            return otherwise;
        }

        foreach (var (word, meaning) in words)
        {
            if (word == given)
            {
                return meaning;
            }
        }

        around.Diagnostics.Add(GovernanceCodes.UnknownWord, item.LocationOf(member), given, string.Join(", ", words.Select(word => word.Word)));
        return otherwise;
    }

    // A procedure that could not be read has been reported already, and then nothing can be said of its tasks.
    private static bool IsTask(JsonDocumentObject item, string member, string id, HandlingReader.Surroundings around)
    {
        if (around.Procedure is not { } procedure)
        {
            return true;
        }

        var tasks = procedure.Elements.Where(element => element.Source?.Kind == BpmnKind.UserTask).Select(element => element.Id);
        if (tasks.Contains(id))
        {
            return true;
        }

        around.Diagnostics.Add(HandlingCodes.UnknownUserTask, item.LocationOf(member), id, Nearest.To(id, tasks) ?? "");
        return false;
    }
}

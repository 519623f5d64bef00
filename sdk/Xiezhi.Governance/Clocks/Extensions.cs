using System.Globalization;
using Xiezhi.Calendars;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.ServiceLevels;

namespace Xiezhi.Governance.Clocks;

/// <summary>More time (延期): asked for before the clock is due, granted or denied by somebody else.</summary>
internal static class Extensions
{
    public static Diagnostic? Request(CaseDraft draft, RequestExtension command)
    {
        if (ClockAuthority.Find(draft.Package, draft.State, command) is not var (clock, definition))
        {
            return GovernanceCodes.NoSuchClock.At(Location.None, command.Clock);
        }

        if (definition.Extension is not { } rule)
        {
            return GovernanceCodes.NotExtendable.At(Location.None, command.Clock);
        }

        if (IsOver(draft, clock))
        {
            return GovernanceCodes.TooLateToExtend.At(Location.None, command.Clock, Text(clock.Due));
        }

        if (Pending(clock) is { } pending)
        {
            return GovernanceCodes.ExtensionPending.At(Location.None, command.Clock, pending.Number.ToString(CultureInfo.InvariantCulture));
        }

        if (clock.Extensions.Count(request => request.Standing == ExtensionStanding.Granted) >= rule.Times)
        {
            return GovernanceCodes.TooManyExtensions.At(Location.None, command.Clock, rule.Times.ToString(CultureInfo.InvariantCulture));
        }

        if (Unfit(rule, command.Amount, null) is { } unfit)
        {
            return unfit;
        }

        if (string.IsNullOrWhiteSpace(command.Reason))
        {
            return GovernanceCodes.ReasonMissing.At(Location.None);
        }

        draft.Record(new ExtensionRequested(clock.ServiceLevel, clock.Clock, clock.Extensions.Length + 1, command.Amount, command.Reason) { Subject = clock.Subject });
        return null;
    }

    public static Diagnostic? Grant(CaseDraft draft, GrantExtension command)
    {
        if (Decidable(draft, command, command.Reason, out var clock, out var definition, out var request) is { } refused)
        {
            return refused;
        }

        // Nobody is given what has passed: the breach of a request that was not answered in time stands.
        if (IsOver(draft, clock!))
        {
            return GovernanceCodes.TooLateToExtend.At(Location.None, command.Clock, Text(clock!.Due));
        }

        var amount = command.Amount ?? request!.Amount;
        if (Unfit(definition!.Extension!, amount, request!.Amount) is { } unfit)
        {
            return unfit;
        }

        draft.Record(new ExtensionGranted(clock!.ServiceLevel, clock.Clock, request.Number, amount, command.Reason) { Subject = clock.Subject });
        var measure = new ClockMeasure(ClockSpec.Of(draft.Package, definition, clock));
        var due = measure.Extended(clock.Due, Parse(amount));
        var change = new ClockDueChanged(clock.ServiceLevel, clock.Clock, ClockDueChanged.Extended, due, default, default)
        {
            Provisional = clock.Provisional || measure.IsProvisional(clock.MeasuredFrom, due),
        };
        new ClockTurn(draft, definition, clock.ServiceLevel, clock.Subject).Change(clock, measure, change);
        return null;
    }

    public static Diagnostic? Deny(CaseDraft draft, DenyExtension command)
    {
        if (Decidable(draft, command, command.Reason, out var clock, out _, out var request) is { } refused)
        {
            return refused;
        }

        draft.Record(new ExtensionDenied(clock!.ServiceLevel, clock.Clock, request!.Number, command.Reason) { Subject = clock.Subject });
        return null;
    }

    private static Diagnostic? Decidable(
        CaseDraft draft, OneClockCommand command, string reason, out ClockState? clock, out ClockDefinition? definition, out ExtensionRequest? request)
    {
        (clock, definition, request) = (null, null, null);
        if (ClockAuthority.Find(draft.Package, draft.State, command) is not var (found, said))
        {
            return GovernanceCodes.NoSuchClock.At(Location.None, command.Clock);
        }

        (clock, definition, request) = (found, said, Pending(found));
        if (said.Extension is null)
        {
            return GovernanceCodes.NotExtendable.At(Location.None, command.Clock);
        }

        if (request is null)
        {
            return GovernanceCodes.NothingToDecide.At(Location.None, command.Clock);
        }

        if (IsOneOf(request, draft.Actor))
        {
            draft.Record(new CommandRefused(command.GetType().Name, command.Clock, ClockAuthority.Named(draft.Package, draft.State, found, said.Extension.GrantedBy)));
            return GovernanceCodes.OwnRequest.At(Location.None, draft.Actor.ToString());
        }

        return string.IsNullOrWhiteSpace(reason) ? GovernanceCodes.ReasonMissing.At(Location.None) : null;
    }

    // Four eyes: where both name a person, two persons; else two parties.
    private static bool IsOneOf(ExtensionRequest request, Actor actor) =>
        request.RequestedBy == actor.Party
        && (request.RequestedByPerson is null || actor.Person is null || request.RequestedByPerson == actor.Person);

    private static ExtensionRequest? Pending(ClockState clock) => clock.Extensions.FirstOrDefault(request => request.Standing == ExtensionStanding.Requested);

    private static bool IsOver(CaseDraft draft, ClockState clock) => clock.BreachedAt is not null || (clock.PausedAt is null && draft.Now > clock.Due);

    private static Diagnostic? Unfit(ExtensionRule rule, string text, string? asked)
    {
        if (!Amount.TryParse(text, out var amount) || amount.IsZero)
        {
            return GovernanceCodes.MalformedAmount.At(Location.None, text);
        }

        return Exceeds(amount, rule.AtMost) ? GovernanceCodes.TooMuchTime.At(Location.None, text, rule.AtMost!.Value.ToString())
            : asked is not null && Exceeds(amount, Parse(asked)) ? GovernanceCodes.TooMuchTime.At(Location.None, text, asked)
            : null;
    }

    // Amounts of different units can't be compared without a date; what can't be shown to be within the bound is not.
    private static bool Exceeds(Amount amount, Amount? most) =>
        most is { } bound && (amount.Unit != bound.Unit || amount.Time > bound.Time || amount.Days > bound.Days);

    private static Amount Parse(string text) => Amount.TryParse(text, out var amount) ? amount : default;

    internal static string Text(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

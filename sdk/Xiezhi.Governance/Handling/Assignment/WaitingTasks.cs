using System.Collections.Immutable;
using System.Globalization;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Handling.Claims;
using Xiezhi.Governance.Handling.FourEyes;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.Parties;
using Xiezhi.Workflow.States;

namespace Xiezhi.Governance.Handling.Assignment;

/// <summary>Makes a problem out of tasks that wait, the people of their package and how much they have to do.</summary>
public static class WaitingTasks
{
    private static readonly ImmutableArray<TimeSpan> Degrees = [TimeSpan.Zero, TimeSpan.FromDays(1), TimeSpan.FromDays(3)];

    /// <summary>By what a problem knows a task.</summary>
    public static string IdOf(CaseId caseId, int taskId) => string.Create(CultureInfo.InvariantCulture, $"{caseId}#{taskId:00000000}");

    /// <summary>Whether a package gives such a task, it is open and nobody holds it.</summary>
    public static bool AreGiven(GovernancePackage package, CaseState state, int taskId)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(state);
        return package.Handling.Assignment is { } policy
            && state.Workflow.Tasks.Find(taskId) is { } task
            && (policy.Tasks.IsEmpty || policy.Tasks.Contains(task.Element))
            && ClaimKeeping.PolicyFor(package, task) is not null
            && state.Claims.Find(taskId) is null;
    }

    /// <summary>The problem of giving tasks of cases of one package.</summary>
    /// <param name="package">The package that the cases keep.</param>
    /// <param name="tasks">The tasks, each for which <see cref="AreGiven"/> holds.</param>
    /// <param name="loads">How many tasks people hold already, by their ids.</param>
    /// <param name="now">The time, UTC: who is there on that date, how near due times are.</param>
    public static AssignmentProblem Problem(
        GovernancePackage package, IEnumerable<(CaseState State, int TaskId)> tasks, IReadOnlyDictionary<string, int> loads, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(tasks);
        ArgumentNullException.ThrowIfNull(loads);
        var policy = package.Handling.Assignment ?? new AssignmentPolicy();
        var day = package.Organization.At(package.DateOf(now));
        var there = package.Organization.Parties.Where(party => package.Organization.Staffing.HasPeople(party.Id))
            .SelectMany(party => day.AvailableFor(party.Id).Select(person => (Person: person, Party: party)))
            .ToLookup(acting => acting.Party.Id, acting => acting.Person, StringComparer.Ordinal);
        var waiting = tasks.Select(one => Task(package, there, one.State, one.State.Workflow.Tasks.Find(one.TaskId)!, now)).ToImmutableArray();
        var parties = waiting.SelectMany(task => task.Parties).ToHashSet(StringComparer.Ordinal);
        return new AssignmentProblem
        {
            Tasks = waiting,
            People =
            [
                .. there.Where(group => parties.Contains(group.Key))
                    .SelectMany(group => group.Select(person => (Person: person, Party: group.Key)))
                    .GroupBy(acting => acting.Person.Id, StringComparer.Ordinal)
                    .Select(group => Person(package, policy, group.First().Person, [.. group.Select(acting => acting.Party)], loads)),
            ],
            Weights = policy.Weights,
        };
    }

    private static AssignableTask Task(GovernancePackage package, ILookup<string, Person> there, CaseState state, OpenTask task, DateTimeOffset now)
    {
        var owners = Authority.OwnersOf(state, task.Id).Allowed;
        var words = owners.Select(AuthorityWord.Parse).ToList();
        var skill = words.Select(word => word.Skill).Distinct().ToList() is [{ } only] ? only : null;

        // A task for a skill alone is for anybody who has it.
        ImmutableArray<string> parties = words.Any(word => word.Base.Length == 0)
            ? [.. there.Select(group => group.Key)]
            : [.. TaskOwners.Of(package, state, task).Where(there.Contains)];
        var barred = parties.SelectMany(party => there[party].Select(person => (Party: party, Person: person)))
            .Where(one => skill is null || one.Person.Skills.Contains(skill))
            .Where(one =>
                ClaimKeeping.AgainstGiving(package, state, owners, one.Party, one.Person.Id, now) is not null
                || FourEyesKeeping.Against(package, state, task, [new TaskHolder(one.Party, one.Person.Id)]) is not null)
            .Select(one => one.Party + "/" + one.Person.Id);
        return new AssignableTask(
            IdOf(state.Id, task.Id), parties, skill, [.. package.Organization.PathOf(state.Facts.Territory).Select(territory => territory.Code)],
            Urgency(state, now), [.. barred]);
    }

    // 3 when a promise is broken, 2 within a day, 1 within three.
    private static int Urgency(CaseState state, DateTimeOffset now)
    {
        var due = state.Clocks.Where(clock => !clock.HasEnded).Select(clock => (DateTimeOffset?)clock.Due).Min();
        return due is { } at ? Degrees.Count(degree => at - now <= degree) : 0;
    }

    private static AssignablePerson Person(
        GovernancePackage package, AssignmentPolicy policy, Person person, ImmutableArray<string> parties, IReadOnlyDictionary<string, int> loads) => new(
        person.Id,
        parties,
        person.Skills,
        policy.Territories.TryGetValue(person.Id, out var named) ? named
            : [.. parties.Select(party => package.Organization.Party(party)?.Territory).OfType<string>().Distinct()],
        person.Capacity ?? policy.Capacity,
        loads.GetValueOrDefault(person.Id));
}

using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Clocks;
using Xiezhi.Governance.Log;

namespace Xiezhi.Governance.Handling.Joining;

/// <summary>What is known of a case's relations to others: a fold over its events.</summary>
public sealed record JoiningState
{
    /// <summary>On its own.</summary>
    public static JoiningState None { get; } = new();

    /// <summary>The state of a case that begins so: a petition, whoever hands it on, unless the engine itself opens the case.</summary>
    /// <param name="opened">Its opening.</param>
    /// <param name="by">Who opened it.</param>
    public static JoiningState Begin(CaseOpened opened, Actor by)
    {
        ArgumentNullException.ThrowIfNull(opened);
        ArgumentNullException.ThrowIfNull(by);
        var isEngine = by.Kind == Actor.Engine.Kind && by.Party == Actor.Engine.Party;
        return opened.PartOf is null && !isEngine ? None : None with { OwnPetitions = 0, PartOf = opened.PartOf };
    }

    /// <summary>The case that it is, or is to be, merged into; <see langword="null"/> where it is on its own.</summary>
    public string? Into { get; private init; }

    /// <summary>Whether that case has taken it in.</summary>
    public bool IsConfirmed { get; private init; }

    /// <summary>Of which case it is a part, or <see langword="null"/>.</summary>
    public PartOf? PartOf { get; private init; }

    /// <summary>How many petitions it brought itself: none where the engine opened it, as a part or for supervision.</summary>
    public int OwnPetitions { get; private init; } = 1;

    /// <summary>How many petitions it stands for: its own and those of the cases merged into it.</summary>
    public int Petitions => OwnPetitions + Taken.Items.Sum(taken => taken.IsIn ? taken.Petitions : 0);

    /// <summary>The ids of the cases merged into it, and into those.</summary>
    public IEnumerable<string> MergedCases => Taken.Items.Where(taken => taken.IsIn).SelectMany(taken => taken.Cases.Items.Prepend(taken.Case));

    /// <summary>The cases merged into it directly, each with the number of its request, by which it is answered.</summary>
    public IEnumerable<(string Case, long Attempt)> MergedDirectly => Taken.Items.Where(taken => taken.IsIn).Select(taken => (taken.Case, taken.Attempt));

    /// <summary>Its parts, in order.</summary>
    public IEnumerable<PartState> Parts => Split.Items;

    /// <summary>The cases related to it: the other case, the kind and the note.</summary>
    public IEnumerable<(string Other, string Kind, string Note)> Related => Links.Items.Where(link => link.IsIn).Select(link => (link.Other, link.Kind, link.Note));

    /// <summary>Whether a part of it has not ended.</summary>
    public bool WaitsForParts => Split.Items.Any(part => !part.HasEnded);

    /// <summary>The number of the event that asked last to be merged; 0 where none did.</summary>
    public long Attempt { get; private init; }

    internal int Redirections { get; private init; }

    /// <summary>Whether it ended because its main case did.</summary>
    public bool EndedWithMain { get; private init; }

    /// <summary>The replies of the main case that its petitioner was told of.</summary>
    internal Sequence<long> Told { get; private init; }

    /// <summary>The number of the last reply that was not followed by a rework; 0 where there is none.</summary>
    public long Reply { get; private init; }

    internal Sequence<TakenCase> Taken { get; private init; }

    internal Sequence<PartState> Split { get; private init; }

    internal Sequence<LinkState> Links { get; private init; }

    internal bool Concluded { get; private init; }

    /// <summary>Whether the case was split so that it is held until its parts have ended.</summary>
    internal bool HoldsForParts { get; private init; }

    /// <summary>Whether its own procedure stands.</summary>
    internal bool Holds => Into is not null || (HoldsForParts && WaitsForParts);

    /// <summary>The attempt of a case that is merged into this one, to answer it by.</summary>
    internal TakenCase? Find(string id) => Taken.Items.FirstOrDefault(taken => taken.Case == id);

    /// <summary>The parts as expressions and messages see them.</summary>
    internal ValueList Results() => new([.. Split.Items.Select(part => Value.From(ValueContext.Of(
        ("part", part.Part),
        ("title", part.Title),
        ("case", part.Case),
        ("status", part.HasEnded ? part.Status!.Value.ToString() : part.Case is null ? "opening" : "Open"),
        ("outcome", part.Outcome))))]);

    internal JoiningState Replied(long sequence) => this with { Reply = sequence };

    /// <summary>The state after an event.</summary>
    public JoiningState Apply(JoiningEvent happened, RecordedEvent recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        return happened switch
        {
            MergeRequested requested => this with { Into = requested.Into, IsConfirmed = false, Attempt = recorded.Sequence, Redirections = 0, Told = default },
            MergeRedirected redirected => this with { Into = redirected.Into, Attempt = recorded.Sequence, Redirections = Redirections + 1 },
            MergeConfirmed => this with { IsConfirmed = true },
            MergeUndone or CaseUnmerged => this with { Into = null, IsConfirmed = false },
            MainReplied replied => this with { Told = Told.Add(replied.Reply) },
            MainClosed => this with { EndedWithMain = true },
            CaseJoined joined => this with
            {
                Taken = Taken.Put(taken => taken.Case == joined.Case, new TakenCase(joined.Case, joined.Attempt, joined.Version, true, joined.Petitions, new(joined.Cases))),
            },
            CaseParted parted => this with { Taken = Taken.Put(taken => taken.Case == parted.Case, new TakenCase(parted.Case, parted.Attempt, 0, false, 0, default)) },
            CaseSplit split => this with
            {
                Concluded = false,
                HoldsForParts = split.Holds,
                Split = new(Split.Items.AddRange(split.Parts.Select(part => new PartState(part.Part, part.Title, part.Package, part.Key, recorded.Sequence) { Variables = part.Variables }))),
            },
            PartOpened opened => With(opened.Part, part => part with { Case = opened.Case, Failure = null }),
            PartNotOpened failed => With(failed.Part, part => part with { Failure = failed.Why }),
            PartsRetried retried => retried.Parts.Aggregate(this, (state, number) => state.With(number, part => part with { Failure = null, OrderedIn = recorded.Sequence })),
            PartEnded ended => With(ended.Part, part => part with { Case = ended.Case, Status = ended.Status, Outcome = ended.Outcome, Failure = null }),
            PartsConcluded => this with { Concluded = true },
            CaseLinked linked => Linked(new LinkState(linked.Other, linked.Kind, linked.Note, true, linked.Stamp, linked.By)),
            CaseUnlinked unlinked => Linked(new LinkState(unlinked.Other, unlinked.Kind, "", false, unlinked.Stamp, unlinked.By)),
            _ => this,
        };
    }

    internal LinkState? Link(string other, string kind) => Links.Items.FirstOrDefault(link => link.Other == other && link.Kind == kind);

    private JoiningState Linked(LinkState link) => this with { Links = Links.Put(known => known.Other == link.Other && known.Kind == link.Kind, link) };

    private JoiningState With(int number, Func<PartState, PartState> change) => this with
    {
        Split = new([.. Split.Items.Select(part => part.Part == number ? change(part) : part)]),
    };
}

/// <summary>A part of a case that was split.</summary>
/// <param name="Part">Its number, counted from 1.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Package">The name of its package.</param>
/// <param name="Key">The key that opens it.</param>
/// <param name="OrderedIn">The number of the event that ordered it, or ordered it again.</param>
public sealed record PartState(int Part, string Title, string Package, string Key, long OrderedIn)
{
    /// <summary>Its case, once it is open.</summary>
    public string? Case { get; init; }

    /// <summary>Why it could not be opened; <see langword="null"/> where it was, or is being tried.</summary>
    public string? Failure { get; init; }

    /// <summary>How it ended; <see langword="null"/> while it has not.</summary>
    public CaseStatus? Status { get; init; }

    /// <summary>What it reported.</summary>
    public ValueContext Outcome { get; init; } = ValueContext.Empty;

    /// <summary>What its case begins with.</summary>
    public ValueContext Variables { get; init; } = ValueContext.Empty;

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded => Status is not null;
}

/// <summary>A case that was merged into this one, or was and is no more.</summary>
internal sealed record TakenCase(string Case, long Attempt, long Version, bool IsIn, int Petitions, Sequence<string> Cases);

/// <summary>A relation to another case, or one that was taken back.</summary>
internal sealed record LinkState(string Other, string Kind, string Note, bool IsIn, DateTimeOffset Stamp, string By)
{
    /// <summary>Whether a word of that time and place is the later one; of two at one time, that of the case with the greater id.</summary>
    public bool Gives(DateTimeOffset stamp, string by) => stamp > Stamp || (stamp == Stamp && string.CompareOrdinal(by, By) > 0);
}

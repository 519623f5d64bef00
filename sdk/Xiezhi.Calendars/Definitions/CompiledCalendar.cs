using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Xiezhi.Calendars;

/// <summary>The parts of a <see cref="WorkingCalendar"/>, everything inherited and checked.</summary>
internal sealed record CompiledCalendar(
    WorkingWeek Week,
    ZoneOffsets Offsets,
    WorkingTimeline Timeline,
    int FirstYear,
    int LastYear,
    ImmutableSortedSet<int>? PublishedYears,
    ImmutableArray<int> UnpublishedBefore,
    bool AllowsProvisional,
    FrozenDictionary<int, DatedHours> Dates);

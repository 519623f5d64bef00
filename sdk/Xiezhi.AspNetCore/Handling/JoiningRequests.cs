using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Xiezhi.AspNetCore.Variables;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;

namespace Xiezhi.AspNetCore.Handling;

/// <summary>The case to merge into (合并).</summary>
/// <param name="Into">The main case.</param>
/// <param name="Reason">Why; needed.</param>
public sealed record MergeRequest([property: JsonConverter(typeof(CaseIdConverter))] CaseId Into, string Reason = "");

/// <summary>A part of a case to split.</summary>
/// <param name="Title">What it is about.</param>
/// <param name="Variables">What its case begins with.</param>
/// <param name="Package">The package it begins with; that of the case where left out.</param>
public sealed record PartBody(string Title, ValueContext? Variables = null, string? Package = null);

/// <summary>The parts to split a case into (拆分).</summary>
/// <param name="Parts">The parts.</param>
/// <param name="Reason">Why; needed.</param>
public sealed record SplitRequest(ImmutableArray<PartBody> Parts, string Reason = "");

/// <summary>A case that this one is related to.</summary>
/// <param name="Other">The other case.</param>
/// <param name="Kind">The kind of relation, an id of <c>handling.json</c>.</param>
/// <param name="Note">More about it.</param>
public sealed record LinkRequest([property: JsonConverter(typeof(CaseIdConverter))] CaseId Other, string Kind, string Note = "");

/// <summary>A relation to take back.</summary>
/// <param name="Other">The other case.</param>
/// <param name="Kind">The kind of relation.</param>
/// <param name="Reason">Why; needed.</param>
public sealed record UnlinkRequest([property: JsonConverter(typeof(CaseIdConverter))] CaseId Other, string Kind, string Reason = "");

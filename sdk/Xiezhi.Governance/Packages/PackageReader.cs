using System.Collections.Frozen;
using System.Collections.Immutable;
using Xiezhi.Calendars;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Json;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Deliberation;
using Xiezhi.Governance.Duties;
using Xiezhi.Governance.Escalation;
using Xiezhi.Governance.Findings;
using Xiezhi.Governance.Handling;
using Xiezhi.Governance.Matters;
using Xiezhi.Governance.Parties;
using Xiezhi.Governance.Rules;
using Xiezhi.Governance.ServiceLevels;
using Xiezhi.Governance.Texts;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Expressions;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Governance.Packages;

/// <summary>Reads the files of a governance package, checks it whole and compiles it.</summary>
/// <remarks>Pure and thread-safe: it is given the files' bytes.</remarks>
public static class PackageReader
{
    /// <summary>Reads a package.</summary>
    /// <param name="files">The content of the files by their paths within the folder, with <c>/</c> between parts.</param>
    /// <param name="diagnostics">Receives all that is wrong, in one pass.</param>
    /// <returns>The package, or <see langword="null"/> where anything is wrong that must be mended first.</returns>
    public static GovernancePackage? Read(IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> files, DiagnosticBag diagnostics) =>
        Read(files, diagnostics, null);

    /// <summary>Reads a package to try it out.</summary>
    /// <param name="files">The content of the files by their paths within the folder, with <c>/</c> between parts.</param>
    /// <param name="diagnostics">Receives all that is wrong, in one pass.</param>
    /// <param name="observer">Is told what cases of this package do; decisions are slower then.</param>
    /// <returns>The package, or <see langword="null"/> where anything is wrong that must be mended first.</returns>
    public static GovernancePackage? Read(
        IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> files, DiagnosticBag diagnostics, IPackageObserver? observer)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(diagnostics);
        var found = new DiagnosticBag();
        var package = new Reading(files, observer, found).Read();
        diagnostics.AddRange(found.ToImmutable());
        return found.HasErrors ? null : package;
    }

    private sealed class Reading
    {
        private readonly ImmutableSortedDictionary<string, ReadOnlyMemory<byte>> _files;
        private readonly DiagnosticBag _diagnostics;
        private readonly FeelExpressions _expressions = FeelExpressions.Instance;

        private readonly IPackageObserver? _observer;

        public Reading(IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> files, IPackageObserver? observer, DiagnosticBag diagnostics)
        {
            _observer = observer;
            _diagnostics = diagnostics;
            var policy = ImmutableSortedDictionary.CreateBuilder<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
            foreach (var (path, content) in files)
            {
                if (PackageContent.IsPolicy(path))
                {
                    policy[path] = content;
                }
                else if (!PackageContent.IsBeside(path))
                {
                    diagnostics.Add(GovernanceCodes.UnknownFile, new Location(path), path);
                }
            }

            _files = policy.ToImmutable();
        }

        public GovernancePackage? Read()
        {
            var manifestRoot = Document(PackageContent.Manifest);
            var organizationRoot = Document(PackageContent.Organization);
            var mattersRoot = Document(PackageContent.Matters);
            var organization = organizationRoot is null ? null : OrganizationReader.Read(organizationRoot, _diagnostics);
            var matters = mattersRoot is null ? null : MatterCatalogue.Read(mattersRoot, _diagnostics);
            var calendars = ReadCalendars();
            var decisions = PackageDecisions.Compile(_files.Where(file => PackageContent.IsDmn(file.Key)), _observer, _diagnostics);
            if (manifestRoot is null || organization is null || matters is null)
            {
                return null;
            }

            var manifest = ReadManifest(manifestRoot, organization, calendars);
            if (manifest is null || !calendars.TryGetValue(manifest.Calendar, out var calendar))
            {
                return null;
            }

            var duties = new DutyListReader(organization, matters, decisions, _diagnostics).Read(manifestRoot);
            var documents = _files.Where(file => PackageContent.IsBpmn(file.Key))
                .Select(file => BpmnReader.Read(file.Value, file.Key, _diagnostics)).OfType<BpmnDocument>().ToImmutableArray();
            var timers = new WorkingTimers(calendar);
            var procedure = CompileProcedure(manifestRoot, manifest.Procedure, documents, decisions, timers);
            var levels = Optional(PackageContent.ServiceLevels) is { } levelsRoot
                ? new ServiceLevelReader(organization, matters, calendars, decisions, procedure, manifest.Calendar, _expressions, _diagnostics).Read(levelsRoot)
                : new ServiceLevelsRead([], FrozenDictionary<string, ImmutableArray<EscalationStep>>.Empty, LadderReader.FirstAtTheTop(organization) ?? "");
            var intake = Optional(PackageContent.Intake) is { } intakeRoot
                ? new IntakeReader(organization, procedure, _expressions, _diagnostics).Read(intakeRoot)
                : null;
            var deliberations = new DeliberationReader(calendars.GetValueOrDefault, calendars.Keys, manifest.Calendar, _expressions, _diagnostics)
                .Read(Optional(PackageContent.Deliberations), procedure);
            var accountability = Optional(PackageContent.Accountability) is { } accountabilityRoot
                ? new AccountabilityReader(organization, calendars, decisions, _expressions, _diagnostics).Read(accountabilityRoot)
                : AccountabilityPolicy.None;
            var handling = Optional(PackageContent.Handling) is { } handlingRoot
                ? HandlingReader.Read(handlingRoot, new(organization, matters, calendars, manifest.Calendar, decisions, procedure, _expressions, _diagnostics) { Ladders = levels.Ladders })
                : HandlingPolicy.None;
            if (procedure is not null)
            {
                OwnerCheck.Check(procedure, organization, _diagnostics);
            }

            return procedure is null || _diagnostics.HasErrors
                ? null
                : new GovernancePackage
                {
                    Id = PackageContent.Id(_files),
                    Manifest = manifest,
                    Files = _files,
                    Organization = organization,
                    Matters = matters,
                    ServiceLevels = levels.ServiceLevels,
                    Ladders = levels.Ladders,
                    Top = levels.Top,
                    Calendars = calendars.ToFrozenDictionary(StringComparer.Ordinal),
                    Decisions = decisions,
                    Duties = duties,
                    Documents = documents,
                    Procedure = procedure,
                    Marks = ReadMarks(procedure),
                    Deliberations = deliberations,
                    Intake = intake,
                    Timers = timers,
                    Observer = _observer,
                    Accountability = accountability,
                    Handling = handling,
                };
        }

        private JsonDocumentObject? Document(string path)
        {
            if (!_files.ContainsKey(path))
            {
                _diagnostics.Add(GovernanceCodes.MissingFile, new Location(path), path);
            }

            return Optional(path);
        }

        private JsonDocumentObject? Optional(string path) =>
            _files.TryGetValue(path, out var content) ? BoundedJson.Read(content, path, _diagnostics) : null;

        private Dictionary<string, WorkingCalendar> ReadCalendars()
        {
            var calendars = new Dictionary<string, WorkingCalendar>(StringComparer.Ordinal) { [BuiltInCalendars.China.Id] = BuiltInCalendars.China };
            var files = new CalendarFiles(
                PackageContent.Calendars, name => _files.TryGetValue(PackageContent.Calendars + name, out var content) ? content : null, _diagnostics);
            foreach (var name in _files.Keys.Where(PackageContent.IsCalendar).Select(file => file[PackageContent.Calendars.Length..]))
            {
                if (files.Read(name) is { } calendar)
                {
                    calendars[Path.GetFileNameWithoutExtension(name)] = calendar;
                }
            }

            return calendars;
        }

        private PackageManifest? ReadManifest(JsonDocumentObject root, Organization organization, Dictionary<string, WorkingCalendar> calendars)
        {
            root.Allow("name", "title", "procedure", "zone", "calendar", "openedBy", "operatedBy", "duties", "firstReceiver", "case");
            var name = root.RequiredText("name");
            var procedure = root.RequiredText("procedure");
            var zone = root.RequiredText("zone");
            if (zone is not null && !PackageZone.IsKnown(zone))
            {
                _diagnostics.Add(GovernanceCodes.UnknownZone, root.LocationOf("zone"), zone);
            }

            var calendar = root.Text("calendar") ?? BuiltInCalendars.China.Id;
            if (!calendars.ContainsKey(calendar))
            {
                _diagnostics.Add(GovernanceCodes.UnknownCalendar, root.LocationOf("calendar"), calendar, Nearest.To(calendar, calendars.Keys) ?? "");
            }

            var facts = root.RequiredObject("case");
            facts?.Allow("title", "matter", "territory", "lead", "clearDuty", "serviceLevel");
            return name is null || procedure is null || zone is null || facts is null
                ? null
                : new PackageManifest
                {
                    Name = name,
                    Title = LocalizedTextReader.Read(root, "title", name),
                    Procedure = procedure,
                    Zone = zone,
                    Calendar = calendar,
                    OpenedBy = ReadParties(root, "openedBy", organization),
                    OperatedBy = ReadParties(root, "operatedBy", organization),
                    FirstReceiver = ReadParty(root, "firstReceiver", organization),
                    Facts = new FactExpressions
                    {
                        Title = Expression(facts, "title"),
                        Matter = Expression(facts, "matter"),
                        Territory = Expression(facts, "territory"),
                        Lead = Expression(facts, "lead"),
                        ClearDuty = Expression(facts, "clearDuty"),
                        ServiceLevel = Expression(facts, "serviceLevel"),
                    },
                };
        }

        private ImmutableArray<string> ReadParties(JsonDocumentObject root, string member, Organization organization)
        {
            var words = root.Texts(member);
            foreach (var word in words)
            {
                if (!AuthorityWord.Parse(word).IsKnown(organization))
                {
                    var known = organization.Parties.Select(party => party.Id).Concat(PartyKinds.Words);
                    _diagnostics.Add(GovernanceCodes.UnknownParty, root.LocationOf(member), word, Nearest.To(word, known) ?? "");
                }
            }

            return words;
        }

        private string? ReadParty(JsonDocumentObject root, string member, Organization organization)
        {
            var id = root.Text(member);
            if (id is not null && organization.Party(id) is null)
            {
                _diagnostics.Add(GovernanceCodes.UnknownParty, root.LocationOf(member), id, Nearest.To(id, organization.Parties.Select(party => party.Id)) ?? "");
            }

            return id;
        }

        private IExpression? Expression(JsonDocumentObject item, string member) =>
            item.Text(member) is { } text ? _expressions.Compile(text, item.LocationOf(member), _diagnostics) : null;

        private ProcessDefinition? CompileProcedure(
            JsonDocumentObject manifest, string reference, ImmutableArray<BpmnDocument> documents, PackageDecisions decisions, ITimers timers)
        {
            var parts = reference.Split('#', 2);
            if (documents.FirstOrDefault(document => document.File == parts[0]) is not { } document)
            {
                // A file that is there but could not be read has been reported already.
                if (!_files.ContainsKey(parts[0]))
                {
                    _diagnostics.Add(GovernanceCodes.UnknownProcedure, manifest.LocationOf("procedure"), reference);
                }

                return null;
            }

            var options = new CompileOptions { Expressions = _expressions, Decisions = decisions, Timers = timers, Documents = documents };
            return ProcessCompiler.Compile(document, parts.Length > 1 ? parts[1] : null, options, _diagnostics);
        }

        private FrozenDictionary<string, ProcedureMark> ReadMarks(ProcessDefinition procedure)
        {
            var marks = new Dictionary<string, ProcedureMark>(StringComparer.Ordinal);
            foreach (var element in procedure.Elements)
            {
                switch (element.Source?.Extension("records"))
                {
                    case null:
                        break;
                    case "return":
                        marks[element.Id] = ProcedureMark.Return;
                        break;
                    case "rework":
                        marks[element.Id] = ProcedureMark.Rework;
                        break;
                    case "reply":
                        marks[element.Id] = ProcedureMark.Reply;
                        break;
                    case { } word:
                        _diagnostics.Add(GovernanceCodes.UnknownWord, element.Source!.Location, word, "return, rework, reply");
                        break;
                }
            }

            return marks.ToFrozenDictionary(StringComparer.Ordinal);
        }
    }
}

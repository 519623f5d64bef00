using System.Globalization;
using System.Text;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Packages;

namespace Xiezhi.Governance.Tests;

/// <summary>A small package for tests: one task of the lead, a clock of four hours, and whatever a test changes.</summary>
internal static class TestPackage
{
    public const string Manifest = """
        {
          "name": "test",
          "title": { "en": "Test", "zh-CN": "测试" },
          "procedure": "test.bpmn",
          "zone": "Asia/Shanghai",
          "openedBy": ["citizen"],
          "operatedBy": ["city"],
          "case": { "title": "topic", "matter": "\"noise\"", "territory": "\"A\"", "lead": "lead", "clearDuty": "clear != false", "serviceLevel": "\"standard\"" }
        }
        """;

    public const string Organization = """
        {
          "territories": [ { "code": "A", "title": { "en": "A City" }, "names": ["A市"], "parent": null } ],
          "parties": [
            { "id": "city", "kind": "agency", "title": { "en": "City" }, "superior": null, "territory": "A" },
            { "id": "bureau", "kind": "department", "title": { "en": "Bureau" }, "superior": "city", "territory": "A" },
            { "id": "office", "kind": "street-office", "title": { "en": "Office" }, "superior": "bureau", "territory": "A" }
          ]
        }
        """;

    public const string Matters = """{ "matters": [ { "id": "noise", "title": { "en": "Noise", "zh-CN": "噪声" } } ] }""";

    public const string ServiceLevels = """
        {
          "ladders": [ { "id": "standard", "steps": [
            { "at": "50%", "do": "remind" },
            { "at": "75%", "do": "remind", "to": "superior" },
            { "at": "100%", "do": "finding", "finding": "overdue", "against": "lead" },
            { "at": "150%", "do": "raise" },
            { "at": "200%", "do": "raise" } ] } ],
          "serviceLevels": [ { "id": "standard", "title": { "en": "Standard" }, "clocks": [
            { "id": "reply", "target": "PT4H", "calendar": "CN", "pause": "suspended = true", "stop": "replied = true", "ladder": "standard" } ] } ]
        }
        """;

    public const string Procedure = """
        <?xml version="1.0" encoding="UTF-8"?>
        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xiezhi="urn:xiezhi:governance" id="d" targetNamespace="urn:test">
          <process id="p" isExecutable="true">
            <startEvent id="Start"><outgoing>f1</outgoing></startEvent>
            <userTask id="Handle" name="Handle"><incoming>f1</incoming><outgoing>f2</outgoing>
              <potentialOwner><resourceAssignmentExpression><formalExpression>lead</formalExpression></resourceAssignmentExpression></potentialOwner>
            </userTask>
            <scriptTask id="Reply" scriptFormat="feel" xiezhi:resultVariable="replied" xiezhi:records="reply"><incoming>f2</incoming><outgoing>f3</outgoing><script>true</script></scriptTask>
            <userTask id="Confirm" name="Confirm"><incoming>f3</incoming><outgoing>f4</outgoing>
              <potentialOwner><resourceAssignmentExpression><formalExpression>"city"</formalExpression></resourceAssignmentExpression></potentialOwner>
            </userTask>
            <endEvent id="End"><incoming>f4</incoming></endEvent>
            <sequenceFlow id="f1" sourceRef="Start" targetRef="Handle"/>
            <sequenceFlow id="f2" sourceRef="Handle" targetRef="Reply"/>
            <sequenceFlow id="f3" sourceRef="Reply" targetRef="Confirm"/>
            <sequenceFlow id="f4" sourceRef="Confirm" targetRef="End"/>
          </process>
        </definitions>
        """;

    public static GovernancePackage Read(params (string Path, string? Content)[] changes)
    {
        var diagnostics = new DiagnosticBag();
        return PackageReader.Read(Files(changes), diagnostics)
            ?? throw new InvalidOperationException(string.Join("\n", diagnostics.ToImmutable().Select(found => found.Format(CultureInfo.InvariantCulture))));
    }

    public static IReadOnlyList<Diagnostic> Refuse(params (string Path, string? Content)[] changes)
    {
        var diagnostics = new DiagnosticBag();
        Assert.Null(PackageReader.Read(Files(changes), diagnostics));
        return diagnostics.ToImmutable();
    }

    public static Dictionary<string, ReadOnlyMemory<byte>> Files(params (string Path, string? Content)[] changes)
    {
        var files = new Dictionary<string, ReadOnlyMemory<byte>>
        {
            ["package.json"] = Bytes(Manifest),
            ["organization.json"] = Bytes(Organization),
            ["matters.json"] = Bytes(Matters),
            ["service-levels.json"] = Bytes(ServiceLevels),
            ["test.bpmn"] = Bytes(Procedure),
        };
        foreach (var (path, content) in changes)
        {
            files.Remove(path);
            if (content is not null)
            {
                files.Add(path, Bytes(content));
            }
        }

        return files;
    }

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);
}

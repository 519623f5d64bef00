using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Parties;

namespace Xiezhi.Governance.Log;

/// <summary>Writes the events of one command as <see cref="EventText"/> says: what they have in common is put into words once.</summary>
/// <remarks>Not thread-safe. To write each event by itself took a third of a step (<c>Xiezhi.Benchmarks -- transition</c>).</remarks>
#pragma warning disable CA1001 // What it writes with holds memory and nothing else.
internal sealed class EventWriter
#pragma warning restore CA1001
{
    private const int UsualLength = 512;

    private readonly StringBuilder _text = new(UsualLength);
    private readonly JsonTextWriter _data;
    private readonly string _before;
    private readonly string _at;
    private string _between = "";
    private Actor? _actor;
    private string? _cause;

    public EventWriter(string tenant, CaseId caseId, DateTimeOffset at)
    {
        _data = new JsonTextWriter(new StringWriter(_text, CultureInfo.InvariantCulture)) { Formatting = Formatting.None, DateFormatHandling = DateFormatHandling.IsoDateFormat };
        _before = $"{{\"tenant\":{JsonConvert.ToString(tenant)},\"case\":\"{caseId}\",\"seq\":";
        _at = at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
    }

    /// <summary>The event as text.</summary>
    public string Write(long sequence, Actor actor, string cause, CaseEvent happened)
    {
        if (!ReferenceEquals(actor, _actor) || !ReferenceEquals(cause, _cause))
        {
            (_actor, _cause) = (actor, cause);
            _between = Between(actor, cause);
        }

        _text.Clear();
        _text.Append(_before).Append(CultureInfo.InvariantCulture, $"{sequence}").Append(_between).Append(EventText.TypeName(happened)).Append("\",\"data\":");
        EventText.WriteData(_data, happened);
        return _text.Append('}').ToString();
    }

    private string Between(Actor actor, string cause)
    {
        var person = actor.Person is null ? "" : $",\"person\":{JsonConvert.ToString(actor.Person)}";
        var onBehalfOf = actor.OnBehalfOf is null ? "" : $",\"onBehalfOf\":{JsonConvert.ToString(actor.OnBehalfOf)}";
        return $",\"at\":\"{_at}\",\"kind\":\"{PartyKinds.Word(actor.Kind)}\",\"party\":{JsonConvert.ToString(actor.Party)}{person}{onBehalfOf},\"cause\":{JsonConvert.ToString(cause)},\"type\":\"";
    }
}

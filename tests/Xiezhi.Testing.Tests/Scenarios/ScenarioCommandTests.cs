namespace Xiezhi.Testing.Tests.Scenarios;

public sealed class ScenarioCommandTests
{
    private const string ToDeliberation = """
        { "after": "PT1H", "by": "lead", "complete": "Handle", "variables": { "handled": true } },
        { "after": "PT1M", "by": "engine", "finish": "Ask" }
        """;

    [Fact]
    public void More_time_is_asked_for_and_granted_and_denied() => Passes("""
        "steps": [
          { "after": "PT1H", "by": "lead", "do": "request-extension", "with": { "clock": "reply", "amount": "PT4H", "reason": "Experts are asked" },
            "expect": { "extensions": [ { "clock": "reply", "amount": "PT4H", "standing": "requested", "by": "office" } ], "told": [ { "to": "bureau", "about": "extension-requested" } ] } },
          { "after": "PT1H", "by": "lead", "do": "grant-extension", "with": { "clock": "reply", "reason": "Myself" }, "refused": "XZ5101" },
          { "after": "PT1M", "by": "bureau", "do": "grant-extension", "with": { "clock": "reply", "reason": "Two hours will do", "amount": "PT2H" } },
          { "after": "PT1H", "by": "lead", "do": "request-extension", "with": { "clock": "reply", "amount": "PT1H", "reason": "More" } },
          { "after": "PT1H", "by": "bureau", "do": "deny-extension", "with": { "clock": "reply", "reason": "No" },
            "expect": { "due": { "reply": "2024-09-12T16:00" },
              "clocks": { "reply": { "standing": "running", "target": "PT4H", "calendar": "CN", "rule": null, "startedAt": "2024-09-12T10:00" } },
              "extensions": [ { "amount": "PT2H", "standing": "granted" }, { "standing": "denied", "reason": "More" } ],
              "refused": [ { "by": "office", "do": "grant-extension" } ],
              "told": [ { "to": "office", "about": "extension-granted", "with": { "amount": "PT2H" } } ], "notTold": [ { "to": "residents" } ] } } ]
        """);

    [Fact]
    public void A_clock_is_suspended_and_goes_on() => Passes("""
        "steps": [
          { "after": "PT1H", "by": "bureau", "do": "suspend-clock", "with": { "clock": "reply", "reason": "In court", "reviewAt": "2024-09-20T10:00" },
            "expect": { "clocks": { "reply": { "standing": "paused", "suspended": "In court", "reviewAt": "2024-09-20T10:00", "percent": 25 } } } },
          { "after": "PT1H", "by": "bureau", "do": "suspend-clock", "with": { "clock": "reply", "reason": "Longer", "reviewAt": "P30D" }, "refused": "XZ5231" },
          { "after": "PT1H", "by": "bureau", "do": "end-suspension", "with": { "clock": "reply", "reason": "The court has spoken" }, "expect": { "clocks": { "standard/reply": "running" } } } ]
        """);

    [Fact]
    public void A_finding_lives_its_life() => Passes("""
        "steps": [
          { "at": "2024-09-12T15:00", "expect": { "findings": [ { "kind": "overdue", "against": "office", "stage": "notified", "rule": "overdue", "clock": "standard/reply" } ], "told": [ { "to": "office", "about": "finding" } ] } },
          { "after": "PT1H", "by": "office", "do": "answer-finding", "with": { "text": "It rained" }, "expect": { "findings": [ { "stage": "answered" } ] } },
          { "after": "PT1H", "by": "office", "do": "decide-finding", "with": { "finding": "overdue", "outcome": "dismissed", "reason": "Myself" }, "refused": "XZ5101" },
          { "after": "PT1H", "by": "bureau", "do": "decide-finding", "with": { "finding": "overdue", "outcome": "upheld", "reason": "Rain was foretold" }, "expect": { "findings": [ { "stage": "upheld", "points": 1.5 } ] } },
          { "after": "PT1H", "by": "office", "do": "appeal-finding", "with": { "finding": 1, "reason": "Hail" }, "expect": { "findings": [ { "stage": "appealed" } ] } },
          { "after": "PT1H", "by": "city", "do": "decide-appeal", "with": { "outcome": "dismissed", "reason": "Hail indeed" } },
          { "after": "PT1H", "by": "city", "do": "propose-finding", "with": { "kind": "rudeness", "against": "office", "evidence": ["clock-breached", 1], "reason": "On the phone" } },
          { "after": "PT1H", "by": "city", "do": "withdraw-finding", "with": { "finding": "rudeness", "reason": "A mistake" } } ],
        "expect": { "findings": [ { "kind": "overdue", "stage": "final", "outcome": "dismissed" }, { "kind": "rudeness", "stage": "withdrawn" } ] }
        """);

    [Fact]
    public void Several_decide_together() => Passes($$"""
        "steps": [ {{ToDeliberation}},
          { "after": "PT1H", "by": "citizen:Wang", "do": "post-comment", "with": { "text": "Too loud" }, "expect": { "deliberations": [ { "deliberation": "plan", "status": "consulting", "comments": 1, "unanswered": 1 } ] } },
          { "after": "PT1H", "by": "citizen:Li", "comment": "Not loud at all" },
          { "after": "PT1H", "by": "city", "do": "answer-comments", "with": { "comments": [1], "text": "It will be measured" }, "expect": { "told": [ { "to": "citizen:Wang", "about": "comment-answered" } ] } },
          { "after": "PT1M", "by": "city", "answer": "It was measured" },
          { "after": "PT24H", "by": "bureau", "do": "recuse-participant", "with": { "participant": "bureau", "reasons": "A cousin" } },
          { "after": "PT1H", "by": "city", "do": "cast-ballot", "with": { "deliberation": "plan", "preferences": "yes" } },
          { "after": "PT1H", "by": "office", "vote": "plan", "prefer": ["no"], "reasons": "Too dear" },
          { "after": "PT1H", "by": "residents", "vote": "", "prefer": [["yes"]] },
          { "after": "PT1H", "by": "city", "do": "close-deliberation", "expect": { "deliberations": [
            { "status": "concluded", "outcome": "decided", "winner": "yes", "votes": { "yes": 2, "no": 1 }, "entitled": 3, "present": 3, "abstained": 0, "recused": ["bureau"], "voted": ["residents", "city", "office"], "missing": [], "chair": "city" } ] } },
          { "after": "PT1H", "by": "office", "do": "record-dissent", "with": { "reasons": "Still too dear" } } ],
        "expect": { "open": ["Confirm"], "deliberations": [ { "dissents": ["office"], "unanswered": 0 } ], "variables": { "handled": true }, "data": { "plan.winner": "yes" } }
        """);

    [Fact]
    public void A_message_an_error_and_an_incident_come_from_outside() => Passes("""
        "steps": [
          { "after": "PT1M", "by": "citizen:Wang", "open": "stopped", "variables": { "topic": "Smell", "quiet": true } },
          { "after": "PT1M", "by": "city", "case": "stopped", "do": "deliver-message", "with": { "name": "stop", "payload": { "why": "moved away" } } },
          { "after": "PT1M", "by": "lead", "complete": "Handle", "variables": { "handled": true } },
          { "after": "PT1M", "by": "engine", "do": "fail-job", "with": { "job": "Ask" }, "expect": { "incidents": ["XZ3404"] } },
          { "after": "PT1M", "by": "city", "do": "retry-incident", "with": { "incident": "Ask" } },
          { "after": "PT1M", "by": "engine", "do": "fail-job", "with": { "job": "Ask", "errorCode": "unknown" } } ],
        "expect": { "status": "closed", "route": ["Undone"] },
        "cases": { "stopped": { "status": "closed", "route": ["Stopped"], "variables": { "why": "moved away" }, "clocks": {} } }
        """);

    [Fact]
    public void A_case_is_cancelled_by_who_may() => Passes("""
        "steps": [ { "after": "PT1M", "by": "citizen:Li", "do": "cancel-case", "with": { "reason": "Never mind" }, "refused": "XZ5101" }, { "after": "PT1M", "by": "city", "do": "cancel-case" } ],
        "expect": { "status": "cancelled", "events": [ { "event": "refused", "by": "citizen:Li" }, { "event": "ended", "by": "city", "with": { "status": "cancelled" } } ], "noEvents": [ { "event": "reply" } ] }
        """);

    [Fact]
    public void The_case_that_supervises_another_is_opened_by_the_engine() => Passes("""
        "steps": [ { "at": "2024-09-12T16:01", "expect": { "told": [ { "kind": "case:test", "to": "city", "about": "supervise" } ], "escalations": [ { "do": "remind", "level": 0 }, { "do": "supervise", "to": "city" } ] } },
          { "after": "PT1H", "by": "office", "case": "first/1", "complete": "Handle", "variables": { "handled": true } } ],
        "expect": { "open": ["Handle"] }, "cases": { "first/1": { "route": ["Ask"], "variables": { "about": "supervise" } } }
        """);

    [Fact]
    public void Who_answered_from_when_to_when_is_told() => Passes("""
        "steps": [ { "after": "PT1H", "by": "lead", "complete": "Handle", "variables": { "lead": "bureau", "handled": true } }, { "after": "PT1H", "by": "city", "cancel": "enough" } ],
        "expect": { "lead": "bureau", "duties": { "lead": null, "coHandlers": [] },
          "responsible": [ { "party": "office", "basis": "lead", "from": "2024-09-12T10:00", "until": "2024-09-12T11:00" }, { "party": "bureau", "until": "2024-09-12T12:00" } ] }
        """);

    private static void Passes(string scenario) => Assert.Equal("", ScenarioPackage.Differences(scenario));
}

using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Commands;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.States;

namespace Xiezhi.Workflow.Tests.Elements;

public sealed class TaskTests
{
    [Fact]
    public void A_user_task_waits_for_its_owners_and_gives_what_they_said()
    {
        var definition = TestProcess.Compile(
            """
            <startEvent id="s"/>
            <userTask id="t"><potentialOwner><resourceAssignmentExpression><formalExpression>clerks</formalExpression></resourceAssignmentExpression></potentialOwner></userTask>
            <endEvent id="e"/>
            """,
            "s->t", "t->e");
        var run = Run.Start(definition, ("clerks", Value.List("Li", "Wang")));

        Assert.Equal(["Li", "Wang"], run.State.Tasks.Single().Owners);
        Assert.Equal(WorkflowStatus.Running, run.State.Status);

        run.CompleteTask("t", ("answer", 42));

        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
        Assert.Equal(42, run["answer"]);
        Assert.Equal("s t e", run.Trail);
        Assert.Empty(run.State.Instances);
    }

    [Fact]
    public void The_log_of_a_task_says_when_it_was_entered_and_left_and_little_else()
    {
        var run = Run.Start(TestProcess.Compile("""<startEvent id="s"/><userTask id="t"/><endEvent id="e"/>""", "s->t", "t->e"));
        run.CompleteTask("t", ("ok", true));

        Assert.Equal(
            [
                new ProcessStarted("p", ValueContext.Empty),
                new ElementPassed("s", 1),
                new ElementEntered(2, "t", 1, ValueContext.Empty),
                new TaskOpened(2, "t", []),
                new VariablesSet(1, ValueContext.Of(("ok", true))),
                new ElementCompleted(2, "t"),
                new ElementPassed("e", 1),
                new ProcessCompleted(),
            ],
            run.Log);
    }

    [Fact]
    public void A_resource_that_is_named_owns_the_task()
    {
        var definition = TestProcess.Compile("""<userTask id="t"><potentialOwner><resourceRef>clerk</resourceRef></potentialOwner></userTask>""");

        Assert.Equal(["clerk"], Run.Start(definition).State.Tasks.Single().Owners);
    }

    [Fact]
    public void Owners_that_are_no_names_are_an_incident_until_the_data_is_mended()
    {
        var definition = TestProcess.Compile(
            """<userTask id="t"><potentialOwner><resourceAssignmentExpression><formalExpression>who</formalExpression></resourceAssignmentExpression></potentialOwner></userTask>""");
        var run = Run.Start(definition, ("who", 7));

        var incident = run.State.Incidents.Single();
        Assert.Equal(("t", "XZ3407", ActivityPhase.Ready), (incident.Element, incident.Code, incident.Phase));
        Assert.Empty(run.State.Tasks);

        run.Do(new SetVariables(ValueContext.Of(("who", "Li")))).Do(new RetryIncident(incident.Id));

        Assert.Equal(["Li"], run.State.Tasks.Single().Owners);
        Assert.Empty(run.State.Incidents);
        Assert.Equal(1, run.Trail.Split(' ').Count(one => one == "t"));
    }

    [Fact]
    public void Inputs_are_seen_only_inside_and_outputs_alone_go_outside()
    {
        var definition = TestProcess.Compile(
            """
            <userTask id="t"><extensionElements>
              <xiezhi:input source="a + 1" target="b"/><xiezhi:output source="b + given" target="c"/>
            </extensionElements></userTask>
            """);
        var run = Run.Start(definition, ("a", 1));

        Assert.Equal(2, run.State.Instances.Last().Variables["b"]);

        run.CompleteTask("t", ("given", 10));

        Assert.Equal(ValueContext.Of(("a", 1), ("c", 12)), run.State.Variables);
    }

    [Fact]
    public void An_output_that_fails_keeps_what_was_given_until_it_is_retried()
    {
        var definition = TestProcess.Compile(
            """<userTask id="t"><extensionElements><xiezhi:output source="given + missing" target="c"/></extensionElements></userTask>""");
        var run = Run.Start(definition);

        run.CompleteTask("t", ("given", 10));

        var incident = run.State.Incidents.Single();
        Assert.Equal(ActivityPhase.Completing, incident.Phase);
        Assert.Equal("XZ3504", run.Refused(new CompleteTask(incident.Owner, ValueContext.Empty)));

        run.Do(new SetVariables(ValueContext.Of(("missing", 5)))).Do(new RetryIncident(incident.Id));

        Assert.Equal(15, run["c"]);
        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void An_abstract_task_is_done_at_once()
    {
        var run = Run.Start(TestProcess.Compile("""<startEvent id="s"/><task id="t"/><endEvent id="e"/>""", "s->t", "t->e"));

        Assert.Equal("s t e", run.Trail);
        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void A_manual_task_waits_like_a_user_task()
    {
        var run = Run.Start(TestProcess.Compile("""<manualTask id="t"/>"""));

        Assert.Equal("t", run.State.Tasks.Single().Element);
    }

    [Fact]
    public void A_business_rule_task_decides_at_once_into_its_variable()
    {
        var definition = TestProcess.Compile("""<businessRuleTask id="r" implementation="decision:Double" xiezhi:resultVariable="twice"/>""");
        var run = Run.Start(definition, ("n", 21));

        Assert.Equal(42, run["twice"]);
        Assert.Contains(new DecisionMade("r", "Double", 42, "twice", 1), run.Log);
        Assert.Equal(4, run.Log.Count);
    }

    [Fact]
    public void A_decision_sees_mapped_inputs_and_its_result_can_be_mapped()
    {
        var definition = TestProcess.Compile(
            """
            <businessRuleTask id="r" implementation="decision:Double"><extensionElements>
              <xiezhi:input source="given + 1" target="n"/><xiezhi:output source="result + n" target="sum"/>
            </extensionElements></businessRuleTask>
            """);
        var run = Run.Start(definition, ("given", 1));

        Assert.Equal(ValueContext.Of(("given", 1), ("sum", 6)), run.State.Variables);
    }

    [Fact]
    public void A_decision_that_fails_is_an_incident_and_can_be_retried()
    {
        var definition = TestProcess.Compile("""<businessRuleTask id="r" implementation="decision:Double" xiezhi:resultVariable="twice"/>""");
        var run = Run.Start(definition);

        var incident = run.State.Incidents.Single();
        Assert.Equal("r", incident.Element);

        run.Do(new SetVariables(ValueContext.Of(("n", 3)))).Do(new RetryIncident(incident.Id));

        Assert.Equal(6, run["twice"]);
        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void A_script_puts_its_value_into_its_variable()
    {
        var definition = TestProcess.Compile("""<scriptTask id="c" scriptFormat="feel" xiezhi:resultVariable="x"><script>a + 2</script></scriptTask>""");

        Assert.Equal(3, Run.Start(definition, ("a", 1))["x"]);
    }

    [Fact]
    public void A_service_task_is_a_job_with_its_implementation_and_inputs()
    {
        var definition = TestProcess.Compile(
            """
            <serviceTask id="j" implementation="http:notify" xiezhi:resultVariable="answer"><extensionElements>
              <xiezhi:input source="a + 1" target="to"/>
            </extensionElements></serviceTask>
            """);
        var run = Run.Start(definition, ("a", 1));

        var job = run.State.Jobs.Single();
        Assert.Equal(("http:notify", ValueContext.Of(("to", 2))), (job.Implementation, job.Inputs));

        run.CompleteJob("j", ("status", 200));

        Assert.Equal(ValueContext.Of(("status", 200)), run["answer"].AsContext);
        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void A_job_that_will_be_retried_stays_and_counts_its_failures()
    {
        var run = Run.Start(TestProcess.Compile("""<serviceTask id="j" implementation="x"/>"""));

        run.Do(new FailJob(run.JobOf("j"), "TIMEOUT", "no answer", WillRetry: true)).Do(new FailJob(run.JobOf("j"), "TIMEOUT", "no answer", WillRetry: true));

        Assert.Equal(2, run.State.Jobs.Single().Failures);
        Assert.Empty(run.State.Incidents);
    }

    [Fact]
    public void A_job_that_failed_for_good_is_an_incident_and_a_retry_opens_it_again()
    {
        var definition = TestProcess.Compile(
            """<serviceTask id="j" implementation="x"><extensionElements><xiezhi:input source="a" target="to"/></extensionElements></serviceTask>""");
        var run = Run.Start(definition, ("a", 1));

        run.Do(new FailJob(run.JobOf("j"), "GONE", "no such address"));

        var incident = run.State.Incidents.Single();
        Assert.Equal(("XZ3404", ActivityPhase.Failing), (incident.Code, incident.Phase));
        Assert.Empty(run.State.Jobs);

        run.Do(new SetVariables(ValueContext.Of(("a", 2)))).Do(new RetryIncident(incident.Id));

        Assert.Equal(ValueContext.Of(("to", 2)), run.State.Jobs.Single().Inputs);
        Assert.Equal(WorkflowStatus.Completed, run.CompleteJob("j").State.Status);
    }

    [Fact]
    public void A_send_task_names_its_message_where_it_names_no_implementation()
    {
        var run = Run.Start(TestProcess.Compile("""<sendTask id="j" messageRef="m"/>"""));

        Assert.Equal("message:reply", run.State.Jobs.Single().Implementation);
    }

    [Fact]
    public void A_receive_task_takes_the_message_with_its_key_and_no_other()
    {
        var run = Run.Start(TestProcess.Compile("""<receiveTask id="r" messageRef="m"/>"""), ("number", 17));

        Assert.Equal(("reply", "17"), (run.State.Messages.Single().Name, run.State.Messages.Single().Key));
        Assert.Equal("XZ3508", run.Refused(new DeliverMessage("reply", "18", ValueContext.Empty)));
        Assert.Equal("XZ3508", run.Refused(new DeliverMessage("plain", "17", ValueContext.Empty)));

        run.Do(new DeliverMessage("reply", "17", ValueContext.Of(("text", "done"))));

        Assert.Equal("done", run["text"]);
        Assert.Equal(WorkflowStatus.Completed, run.State.Status);
    }

    [Fact]
    public void A_message_without_a_key_fits_any_and_the_longest_waiting_gets_it()
    {
        var definition = TestProcess.Compile(
            """<parallelGateway id="g"/><receiveTask id="a" messageRef="plain"/><receiveTask id="b" messageRef="plain"/>""", "g->a", "g->b");
        var run = Run.Start(definition);

        run.Do(new DeliverMessage("plain", null, ValueContext.Empty));

        Assert.Equal(["b"], run.State.Messages.Select(one => one.Element));
    }
}

package com.nae.healing.step;

import com.nae.api.healing.Change;
import com.nae.api.issue.Issue;
import com.nae.api.issue.IssueTracker;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import com.nae.healing.endpoint.Counterpart;
import com.nae.healing.exec.SerialScheduler;
import com.nae.healing.flow.Case;
import com.nae.healing.flow.Next;
import com.nae.healing.record.FixEvent;
import com.nae.healing.record.Proposal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The step that waits for an endpoint. Instances that end because it is down are started when it answers. An instance
 * that stays up is not touched.
 */
final class AwaitingEndpoint extends CaseStep {
    /**
     * The wait is over when nothing has failed for this time, or three mean times between failures if that is longer.
     */
    private static final Duration MIN_QUIET = Duration.ofSeconds(10);

    private final Proposal proposal;
    private final Change.AwaitEndpoint endpoint;
    /** When each instance last failed because the endpoint was down. */
    private final Map<InstanceId, Instant> lastFailure = new HashMap<>();

    private String id;
    private SerialScheduler.Timer timer = () -> {};

    AwaitingEndpoint(Case c, Next.AwaitEndpoint next) {
        super(c);
        proposal = next.proposal();
        endpoint = proposal.endpoint();
    }

    @Override
    public boolean concerns(String fix) {
        return fix.equals(id);
    }

    @Override
    public void enter() {
        c.unlock();
        c.hold().handOver();
        id = c.open(proposal).id();
        c.note(id, FixEvent.waiting(waitsFor(endpoint)));
        c.waiting(waitsFor(endpoint) + ": " + proposal.fix().reason());
        c.failing().forEach(this::failed);
    }

    @Override
    public void leave() {
        timer.cancel();
        c.failing().forEach(context.tools().breakers()::leave);
    }

    @Override
    public void occurred(Issue issue, InstanceId at) {
        failed(at);
    }

    private void failed(InstanceId at) {
        lastFailure.put(at, context.now());
        context.holds().hold(at, c.fingerprint(), waitsFor(endpointOf(at)));
        if (context.isDown(at)) {
            startWhenUp(at);
        }
        awaitQuiet();
    }

    /** Queues an instance at the circuit breaker of its endpoint. */
    private void startWhenUp(InstanceId at) {
        Change.AwaitEndpoint own = endpointOf(at);
        context.tools()
                .breakers()
                .await(own.host(), own.port(), at, () -> context.holds().startOnce(at));
    }

    /** The endpoint in the mode of the instance. One issue spans both modes, whose endpoints may differ. */
    private Change.AwaitEndpoint endpointOf(InstanceId at) {
        Mode other = at.mode() == Mode.LIVE ? Mode.SANDBOX : Mode.LIVE;
        return Counterpart.of(endpoint, variables(other), variables(at.mode()));
    }

    private Map<String, String> variables(Mode mode) {
        return context.processes()
                .definition(c.process(), mode)
                .map(ProcessDefinition::environment)
                .orElse(Map.of());
    }

    private static String waitsFor(Change.AwaitEndpoint endpoint) {
        return "waits for " + endpoint.host() + ":" + endpoint.port();
    }

    @Override
    public void changed(ProcessEvent event) {
        if (!c.failing().contains(event.id()) || !event.exited()) {
            return;
        }
        if (endedForEndpoint(event.id(), event.at())) {
            startWhenUp(event.id());
        } else {
            context.schedule(IssueTracker.REPORT_DELAY, () -> endedOtherwise(event.id(), event.at()));
        }
        awaitQuiet();
    }

    /** Whether an instance failed because of the endpoint shortly before it ended. */
    private boolean endedForEndpoint(InstanceId at, Instant end) {
        return lastFailure.getOrDefault(at, Instant.MIN).isAfter(end.minus(IssueTracker.REPORT_DELAY));
    }

    /** Releases an instance that ended for another reason, so that its own rules or another case decide. */
    private void endedOtherwise(InstanceId at, Instant end) {
        if (isPresent() && context.isDown(at) && !endedForEndpoint(at, end)) {
            context.holds().release(at, c.fingerprint());
        }
    }

    /** Starts the wait for quiet again; it is over when all instances are up and nothing has failed for a while. */
    private void awaitQuiet() {
        timer.cancel();
        Duration tripleMean = c.interval().meanInterval().multipliedBy(3);
        timer = context.schedule(tripleMean.compareTo(MIN_QUIET) > 0 ? tripleMean : MIN_QUIET, this::quiet);
    }

    private void quiet() {
        List<ProcessStatus> now = c.failing().stream()
                .flatMap(i -> context.processes().status(i).stream())
                .toList();
        if (!now.stream().allMatch(AwaitingEndpoint::isSettled)) {
            awaitQuiet();
        } else if (now.stream().allMatch(s -> s.state() == ProcessState.STOPPED)) {
            abandoned();
        } else {
            healed();
        }
    }

    private static boolean isSettled(ProcessStatus status) {
        return status.pid().isPresent()
                || status.state() == ProcessState.STOPPED
                || status.state() == ProcessState.EXITED;
    }

    /** Ends the wait, because all instances were stopped on purpose or are no longer defined. */
    private void abandoned() {
        c.note(id, FixEvent.failed("nobody waits any more: stopped on purpose"));
        c.status(Issue.Status.OPEN, "");
        complete(new Next.End(Next.Outcome.HEALED, ""));
    }

    private void healed() {
        String back = endpoint.host() + ":" + endpoint.port() + " answers again";
        c.note(id, FixEvent.healed(Optional.empty(), back));
        c.status(Issue.Status.HEALED, back);
        complete(new Next.End(Next.Outcome.HEALED, back));
    }
}

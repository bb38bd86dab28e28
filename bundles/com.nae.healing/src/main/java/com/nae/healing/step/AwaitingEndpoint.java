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
import com.nae.healing.endpoint.Breakers;
import com.nae.healing.endpoint.Counterpart;
import com.nae.healing.exec.SerialScheduler;
import com.nae.healing.flow.Case;
import com.nae.healing.flow.Next;
import com.nae.healing.flow.ReleasedStarts;
import com.nae.healing.record.FixEvent;
import com.nae.healing.record.Proposal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The step that waits for an endpoint. Instances that end because it is down are started when it answers. An instance
 * that stays up is not touched.
 *
 * <p>An endpoint may answer while the service behind it is down. So each start that ends in the same failure counts in
 * the budget of the failure. When the budget is spent, the instance is escalated, and the process manager retries it
 * slowly.
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

    /** The starts after an answer of the endpoint. */
    private final ReleasedStarts starts;
    /** The instances whose budget is spent. */
    private final Set<InstanceId> escalated = new HashSet<>();

    private Instant entered = Instant.MAX;
    private String id;
    private SerialScheduler.Timer timer = () -> {};

    AwaitingEndpoint(Case c, Next.AwaitEndpoint next) {
        super(c);
        starts = new ReleasedStarts(c);
        proposal = next.proposal();
        endpoint = proposal.endpoint();
    }

    @Override
    public boolean concerns(String fix) {
        return fix.equals(id);
    }

    @Override
    public void enter() {
        entered = context.now();
        c.unlock();
        c.hold().handOver();
        id = c.open(proposal).id();
        c.note(id, FixEvent.waiting(waitsFor(endpoint)));
        c.status(
                Issue.Status.WAITING, waitsFor(endpoint) + ": " + proposal.fix().reason());
        c.evidence().ended().forEach(this::failed);
    }

    @Override
    public void leave() {
        timer.cancel();
        c.failing().forEach(breakers()::leave);
    }

    @Override
    public void ended(InstanceId at) {
        failed(at);
    }

    private void failed(InstanceId at) {
        lastFailure.put(at, context.now());
        boolean affordable = starts.failed(at);
        if (!affordable && escalated.add(at)) {
            escalate(at);
        } else if (!escalated.contains(at)) {
            holdUntilUp(at);
        }
        awaitQuiet();
    }

    private void holdUntilUp(InstanceId at) {
        context.holds().hold(at, c.fingerprint(), waitsFor(endpointOf(at)));
        if (context.isDown(at)) {
            startWhenUp(at);
        }
    }

    /** Queues an instance at the circuit breaker of its endpoint. */
    private void startWhenUp(InstanceId at) {
        Change.AwaitEndpoint own = endpointOf(at);
        breakers().await(own.host(), own.port(), at, () -> start(at, own));
    }

    private void start(InstanceId at, Change.AwaitEndpoint own) {
        if (hasAnswered(own)) {
            starts.released(at);
        }
        context.holds().startOnce(at);
    }

    private boolean hasAnswered(Change.AwaitEndpoint own) {
        return breakers().answeredSince(own.host(), own.port(), entered);
    }

    private Breakers breakers() {
        return context.tools().breakers();
    }

    /** Gives an instance back to the process manager, which retries it slowly. */
    private void escalate(InstanceId at) {
        String why = c.issue().type() + " came again after each wait for " + name(endpointOf(at))
                + "; its budget of restarts and repairs is spent: the operator should look";
        breakers().leave(at);
        context.processes().escalate(at, why);
        context.holds().release(at, c.fingerprint());
        c.status(Issue.Status.ESCALATED, why);
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
        return "waits for " + name(endpoint);
    }

    private static String name(Change.AwaitEndpoint endpoint) {
        return endpoint.host() + ":" + endpoint.port();
    }

    @Override
    public void changed(ProcessEvent event) {
        if (!c.failing().contains(event.id())) {
            return;
        }
        if (event.now().pid().isPresent()) {
            breakers().runs(event.id());
        }
        if (event.exited() && !escalated.contains(event.id())) {
            ended(event);
        }
    }

    private void ended(ProcessEvent event) {
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
        String why = outcome();
        c.note(id, FixEvent.healed(Optional.empty(), why));
        c.status(Issue.Status.HEALED, why);
        complete(new Next.End(Next.Outcome.HEALED, why));
    }

    /** What was seen: that the endpoint answered, where it was asked, or that nothing has failed for a time. */
    private String outcome() {
        String answered = c.failing().stream()
                .map(this::endpointOf)
                .distinct()
                .filter(this::hasAnswered)
                .map(AwaitingEndpoint::name)
                .collect(Collectors.joining(", "));
        Instant last = lastFailure.values().stream().max(Instant::compareTo).orElse(entered);
        return answered.isEmpty()
                ? "nothing failed for " + Duration.between(last, context.now()).toSeconds() + " s"
                : answered + " answers again";
    }
}

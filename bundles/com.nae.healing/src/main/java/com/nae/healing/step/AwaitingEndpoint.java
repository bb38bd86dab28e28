package com.nae.healing.step;

import com.nae.api.healing.Change;
import com.nae.api.healing.FixRecord;
import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import com.nae.healing.endpoint.Counterpart;
import com.nae.healing.exec.SerialScheduler;
import com.nae.healing.flow.Case;
import com.nae.healing.flow.Step;
import com.nae.healing.record.FixStore;
import com.nae.healing.record.Proposal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Waits for an endpoint: instances that end for want of it are started again when it answers; one that stays up is left
 * alone.
 */
public final class AwaitingEndpoint extends Step {
    private static final Duration OVER = Duration.ofSeconds(10);
    /** What a program says of its end is heard so long after it at the latest. */
    private static final Duration LAST_WORDS = Duration.ofMillis(1_500);

    private final Proposal proposal;
    private final Change.AwaitEndpoint endpoint;
    private final String words;
    private final Map<InstanceId, Instant> wanted = new HashMap<>();
    private String id;
    private SerialScheduler.Timer timer = () -> {};

    public AwaitingEndpoint(Case c, Proposal proposal) {
        super(c);
        this.proposal = proposal;
        endpoint = proposal.endpoint();
        words = words(endpoint);
    }

    @Override
    public boolean concerns(String fix) {
        return fix.equals(id);
    }

    @Override
    public void enter() {
        c.locks.release(c);
        c.hold.leave();
        id = c.context.fixes().propose(proposal);
        c.context.fixes().addEvent(id, FixStore.Event.of(FixRecord.State.WAITING, "applied", Optional.empty(), words));
        c.context
                .services()
                .tracker()
                .resolve(
                        c.issue().id(),
                        Issue.Status.WAITING,
                        words + ": " + proposal.fix().reason());
        c.failing.forEach(this::wanting);
    }

    @Override
    public void occurred(Issue issue, InstanceId at) {
        wanting(at);
    }

    private void wanting(InstanceId at) {
        wanted.put(at, c.context.loop().now());
        c.context.tools().holds().hold(at, c.fingerprint, words(own(at)));
        if (!c.context.processes().status(at).map(s -> s.pid().isPresent()).orElse(true)) {
            queue(at);
        }
        quiet();
    }

    private void queue(InstanceId at) {
        Change.AwaitEndpoint own = own(at);
        c.context
                .tools()
                .breakers()
                .await(
                        own.host(),
                        own.port(),
                        at,
                        () -> c.context.tools().holds().startOnce(at));
    }

    /** The endpoint as the instance's own mode has it: one issue spans both modes, whose endpoints may differ. */
    private Change.AwaitEndpoint own(InstanceId at) {
        return Counterpart.of(
                endpoint, variables(at, at.mode() == Mode.LIVE ? Mode.SANDBOX : Mode.LIVE), variables(at, at.mode()));
    }

    private Map<String, String> variables(InstanceId of, Mode mode) {
        return c.context
                .processes()
                .definition(of.process(), mode)
                .map(ProcessDefinition::environment)
                .orElse(Map.of());
    }

    private static String words(Change.AwaitEndpoint endpoint) {
        return "waits for " + endpoint.host() + ":" + endpoint.port();
    }

    @Override
    public void changed(ProcessEvent event) {
        if (c.failing.contains(event.id()) && event.exited()) {
            if (forWant(event.id(), event.at())) {
                queue(event.id());
            } else {
                c.context.loop().schedule(LAST_WORDS, () -> otherwise(event.id(), event.at()));
            }
            quiet();
        }
    }

    private boolean forWant(InstanceId id, Instant ended) {
        return wanted.getOrDefault(id, Instant.MIN).isAfter(ended.minus(LAST_WORDS));
    }

    /** It ended, and not for want of the endpoint: others say what follows. */
    private void otherwise(InstanceId id, Instant ended) {
        boolean down =
                !c.context.processes().status(id).map(s -> s.pid().isPresent()).orElse(true);
        if (c.at(this) && down && !forWant(id, ended)) {
            c.context.tools().holds().release(id, c.fingerprint);
        }
    }

    /** The wait is over when all are up and nothing has failed for a while. */
    private void quiet() {
        timer.cancel();
        Duration thrice = c.interval.meanInterval().multipliedBy(3);
        timer = c.context.loop().schedule(thrice.compareTo(OVER) > 0 ? thrice : OVER, () -> {
            List<ProcessStatus> now = c.failing.stream()
                    .map(i -> c.context.processes().status(i))
                    .flatMap(Optional::stream)
                    .toList();
            if (!now.stream().allMatch(AwaitingEndpoint::well)) {
                quiet();
            } else if (now.stream().allMatch(s -> s.state() == ProcessState.STOPPED)) {
                given();
            } else {
                over();
            }
        });
    }

    /** Nobody waits any more: all were stopped on purpose, or are no longer defined. */
    private void given() {
        c.context
                .fixes()
                .addEvent(
                        id,
                        FixStore.Event.of(
                                FixRecord.State.FAILED,
                                "failed",
                                Optional.empty(),
                                "nobody waits any more: stopped on purpose"));
        c.context.services().tracker().resolve(c.issue().id(), Issue.Status.OPEN, "");
        c.endHealed("");
    }

    private static boolean well(ProcessStatus status) {
        return status.pid().isPresent()
                || status.state() == ProcessState.STOPPED
                || status.state() == ProcessState.EXITED;
    }

    private void over() {
        String back = endpoint.host() + ":" + endpoint.port() + " answers again";
        c.context.fixes().addEvent(id, FixStore.Event.of(FixRecord.State.HEALED, "healed", Optional.empty(), back));
        c.context.services().tracker().resolve(c.issue().id(), Issue.Status.HEALED, back);
        c.endHealed(back);
    }

    @Override
    public void leave() {
        timer.cancel();
        c.failing.forEach(c.context.tools().breakers()::leave);
    }
}

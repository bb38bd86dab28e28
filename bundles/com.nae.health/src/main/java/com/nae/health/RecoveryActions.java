package com.nae.health;

import com.nae.api.healing.ChangeEvent;
import com.nae.api.healing.ChangeLog;
import com.nae.api.issue.IssueTracker;
import com.nae.api.output.LogReader;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessDefinition.Limits;
import com.nae.api.process.ProcessDefinition.Policy;
import com.nae.api.process.ProcessEvent;
import com.nae.health.level.RecoveryPolicy.Action;
import com.nae.health.level.RecoveryPolicy.Decision;
import com.nae.health.probe.ProbedProcesses;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what the recovery policy decided, within the one budget of restarts and repairs, and records it in the
 * change log.
 */
final class RecoveryActions {
    private static final Logger LOG = LoggerFactory.getLogger(RecoveryActions.class);
    private static final int EVIDENCE_LINES = 5;
    private static final int EVIDENCE_BYTES = 4096;

    private final ProbedProcesses processes;
    private final Supplier<Optional<ChangeLog>> changeLog;
    private final Supplier<Optional<IssueTracker>> issues;
    private final SlowRetries retries;

    RecoveryActions(
            ProbedProcesses processes,
            Supplier<Optional<ChangeLog>> changeLog,
            Supplier<Optional<IssueTracker>> issues,
            SlowRetries retries) {
        this.processes = processes;
        this.changeLog = changeLog;
        this.issues = issues;
        this.retries = retries;
    }

    /**
     * Carries out a decision about an instance that runs.
     *
     * @param window the time without a restart after which an escalation ends
     * @return whether the instance was restarted
     */
    boolean carryOut(InstanceId id, Decision decision, Duration window, Instant now) {
        if (decision.action() == Action.RESTART) {
            return retries.contains(id) ? retry(id, decision.reason(), now) : restart(id, decision.reason(), now);
        }
        retries.calm(id, window, now);
        return false;
    }

    /** Records that the process manager restarts a program because its liveness probe failed. For any thread. */
    void livenessRestarted(InstanceId id, String detail) {
        write(id, ChangeEvent.RESTARTED, "liveness probe: " + detail, Instant.now());
    }

    /** Records that the kernel has killed a program at its {@code memory_max}, where an event says that. */
    void memoryMaxKilled(ProcessEvent event) {
        String reason = event.now().reason();
        boolean killed = !event.exited()
                && event.before() == event.now().state()
                && event.now().pid().isEmpty()
                && reason.startsWith(Limits.MEMORY_MAX_KILL);
        if (killed) {
            InstanceId id = event.id();
            boolean staysDown = processes
                    .manager()
                    .definition(id.process(), id.mode())
                    .filter(d -> d.restart().policy() == Policy.NEVER)
                    .isPresent();
            write(id, staysDown ? ChangeEvent.SUGGESTED : ChangeEvent.RESTARTED, reason, event.at());
        }
    }

    /** Reports a program that stopped printing as an issue, with its last lines. */
    void reportSilence(InstanceId id, String why) {
        issues.get().ifPresent(tracker -> tracker.report(id, "Silence", why, lastLines(id)));
    }

    private List<String> lastLines(InstanceId id) {
        ByteBuffer bytes = ByteBuffer.allocate(EVIDENCE_BYTES);
        try (LogReader log = processes.output().tail(id, EVIDENCE_LINES)) {
            log.read(bytes);
        } catch (IOException | NoSuchElementException unreadable) {
            LOG.debug("{}: its last lines cannot be read: {}", id, unreadable.getMessage());
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    void forget(InstanceId id) {
        retries.forget(id);
    }

    /** Restarts an instance within its budget, or escalates it when that is spent. */
    private boolean restart(InstanceId id, String reason, Instant now) {
        if (processes.budget().spend(id, "restart: " + reason)) {
            restartNow(id, reason, now);
            return true;
        }
        Duration pause = retries.begin(id, now);
        String spent = reason + "; its budget of restarts and repairs is spent, so it is restarted slowly from now on,"
                + " first in " + pause.toMinutes() + " min";
        LOG.error("{} is unhealthy and restarting it does not help: {}. The operator should look at it.", id, spent);
        processes.manager().escalate(id, spent);
        write(id, ChangeEvent.SUGGESTED, "The operator should look at it: " + spent, now);
        return false;
    }

    /**
     * Restarts an instance beyond its budget, where that is due. It takes a unit where there is one again, since other
     * restarts share the budget. The operator knows since the escalation.
     */
    private boolean retry(InstanceId id, String reason, Instant now) {
        if (!retries.take(id, now)) {
            return false;
        }
        processes.budget().spend(id, "slow restart: " + reason);
        restartNow(id, reason + "; restarted slowly since its budget was spent", now);
        return true;
    }

    private void restartNow(InstanceId id, String reason, Instant now) {
        LOG.warn("{} is restarted: {}", id, reason);
        processes.manager().restart(id, reason);
        write(id, ChangeEvent.RESTARTED, reason, now);
    }

    private void write(InstanceId id, ChangeEvent event, String reason, Instant now) {
        changeLog
                .get()
                .ifPresent(log -> log.append(
                        ChangeLog.Entry.act(now, event, id.process(), Optional.of(id.mode()), id + ": " + reason)));
    }
}

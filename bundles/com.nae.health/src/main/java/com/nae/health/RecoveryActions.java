package com.nae.health;

import com.nae.api.healing.ChangeEvent;
import com.nae.api.healing.ChangeLog;
import com.nae.api.issue.IssueTracker;
import com.nae.api.output.LogReader;
import com.nae.api.process.InstanceId;
import com.nae.health.level.RecoveryPolicy.Decision;
import com.nae.health.probe.ProbedProcesses;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    /** Instances that were escalated and have not been healthy since: these are not restarted or escalated again. */
    private final Set<InstanceId> escalated = ConcurrentHashMap.newKeySet();

    RecoveryActions(
            ProbedProcesses processes,
            Supplier<Optional<ChangeLog>> changeLog,
            Supplier<Optional<IssueTracker>> issues) {
        this.processes = processes;
        this.changeLog = changeLog;
        this.issues = issues;
    }

    /** @return whether the instance was restarted */
    boolean carryOut(InstanceId id, Decision decision, Instant now) {
        return switch (decision.action()) {
            case NONE -> {
                escalated.remove(id);
                yield false;
            }
            case WATCH -> false;
            case RESTART -> restart(id, decision.reason(), now);
            case ESCALATE -> {
                escalate(id, decision.reason(), now);
                yield false;
            }
        };
    }

    /** Records that the process manager restarts a program because its liveness probe failed. For any thread. */
    void livenessRestarted(InstanceId id, String detail) {
        write(id, ChangeEvent.RESTARTED, "liveness probe: " + detail, Instant.now());
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
        escalated.remove(id);
    }

    private boolean restart(InstanceId id, String reason, Instant now) {
        if (escalated.contains(id)) {
            return false;
        }
        if (!processes.budget().spend(id, "restart: " + reason)) {
            escalate(id, reason + "; its budget of restarts and repairs is spent", now);
            return false;
        }
        LOG.warn("{} is restarted: {}", id, reason);
        processes.manager().restart(id, reason);
        write(id, ChangeEvent.RESTARTED, reason, now);
        return true;
    }

    private void escalate(InstanceId id, String reason, Instant now) {
        if (escalated.add(id)) {
            LOG.error(
                    "{} is unhealthy and restarting it does not help: {}. The operator should look at it.", id, reason);
            processes.manager().escalate(id, reason);
            write(id, ChangeEvent.SUGGESTED, "The operator should look at it: " + reason, now);
        }
    }

    private void write(InstanceId id, ChangeEvent event, String reason, Instant now) {
        changeLog
                .get()
                .ifPresent(log -> log.append(
                        ChangeLog.Entry.act(now, event, id.process(), Optional.of(id.mode()), id + ": " + reason)));
    }
}

package com.nae.health;

import com.nae.api.healing.ChangeLog;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessManager;
import com.nae.health.level.Recovery.Decision;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what the recovery rules decided, inside the one budget of restarts and repairs, and writes it into the change log. */
final class Acts {
    private static final Logger LOG = LoggerFactory.getLogger(Acts.class);

    private final ProcessManager processes;
    private final Supplier<Optional<ChangeLog>> changeLog;
    private final Set<InstanceId> escalated = ConcurrentHashMap.newKeySet();

    Acts(ProcessManager processes, Supplier<Optional<ChangeLog>> changeLog) {
        this.processes = processes;
        this.changeLog = changeLog;
    }

    /** @return whether the instance was restarted */
    boolean carryOut(InstanceId id, Decision decision, Instant now) {
        return switch (decision.act()) {
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

    void forget(InstanceId id) {
        escalated.remove(id);
    }

    private boolean restart(InstanceId id, String reason, Instant now) {
        if (escalated.contains(id)) {
            return false;
        }
        if (!processes.spend(id, "restart: " + reason)) {
            escalate(id, reason + "; its budget of restarts and repairs is spent", now);
            return false;
        }
        LOG.warn("{} is restarted: {}", id, reason);
        processes.restart(id, reason);
        write(id, "restarted", reason, now);
        return true;
    }

    private void escalate(InstanceId id, String reason, Instant now) {
        if (escalated.add(id)) {
            LOG.error("{} is unhealthy and restarting it does not help: {}. A person should look.", id, reason);
            processes.escalate(id, reason);
            write(id, "suggested", "A person should look: " + reason, now);
        }
    }

    private void write(InstanceId id, String event, String reason, Instant now) {
        changeLog.get().ifPresent(log -> log.append(ChangeLog.Entry.act(now, event, id.process(), Optional.of(id.mode()), id + ": " + reason)));
    }
}

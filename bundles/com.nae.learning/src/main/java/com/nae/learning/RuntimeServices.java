package com.nae.learning;

import com.nae.api.healing.ChangeEvent;
import com.nae.api.healing.ChangeLog;
import com.nae.api.healing.FixRecord;
import com.nae.api.healing.HealingCoordinator;
import com.nae.api.health.HealthMonitor;
import com.nae.api.history.History;
import com.nae.api.history.ResourcePoint;
import com.nae.api.issue.IssueTracker;
import com.nae.api.operation.Home;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessManager;
import com.nae.api.process.ProcessStatus;
import com.nae.api.process.RestartBudget;
import com.nae.learning.watch.ResourceLimits;
import com.nae.learning.watch.ResourceTracker;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** The services that learning uses. Optional ones are looked up on each use, since they come and go. */
record RuntimeServices(
        ProcessManager processes,
        RestartBudget budget,
        IssueTracker issues,
        HealthMonitor health,
        TrackRecordService trackRecords,
        Home home,
        Supplier<Optional<History>> history,
        Supplier<Optional<HealingCoordinator>> healing,
        Supplier<Optional<ChangeLog>> changeLog)
        implements ResourceTracker.InputSource {
    @Override
    public ResourceLimits limits(InstanceId instance) {
        return ResourceLimits.of(
                processes.definition(instance.process(), instance.mode()),
                health.system(),
                processes.status(instance).map(ProcessStatus::pid).orElse(OptionalLong.empty()));
    }

    @Override
    public List<ResourcePoint> recorded(InstanceId instance, Instant since) {
        return history.get().map(h -> h.samples(instance, since, Instant.now())).orElse(List.of());
    }

    /** All repairs, or none while healing is not there. */
    List<FixRecord> fixes() {
        return healing.get().map(HealingCoordinator::fixes).orElse(List.of());
    }

    /** Appends to the change log, if it is there. */
    void log(InstanceId instance, ChangeEvent event, String reason) {
        changeLog
                .get()
                .ifPresent(log -> log.append(ChangeLog.Entry.act(
                        Instant.now(), event, instance.process(), Optional.of(instance.mode()), reason)));
    }
}

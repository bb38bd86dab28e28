package com.nae.operation;

import com.nae.api.config.ConfigurationFiles;
import com.nae.api.config.Refusal;
import com.nae.api.config.RefusalSource;
import com.nae.api.healing.FixRecord;
import com.nae.api.healing.HealingCoordinator;
import com.nae.api.health.HealthMonitor;
import com.nae.api.health.HealthReport;
import com.nae.api.health.ResourceSample;
import com.nae.api.issue.IssueTracker;
import com.nae.api.learning.LearningEngine;
import com.nae.api.learning.PreemptiveRestart;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessManager;
import com.nae.api.process.ProcessStatus;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The services of the stages that are available at one moment. Any of them may be missing. */
record Stages(
        Optional<ProcessManager> processes,
        Optional<HealthMonitor> monitor,
        Optional<IssueTracker> tracker,
        Optional<HealingCoordinator> coordinator,
        Optional<LearningEngine> learning,
        Optional<ConfigurationFiles> files,
        List<RefusalSource> otherRefusals) {
    /** States of fixes that count as applied. */
    private static final Set<FixRecord.State> IN_EFFECT = EnumSet.of(FixRecord.State.OBSERVED, FixRecord.State.HEALED);

    List<ProcessStatus> instances() {
        return processes.map(ProcessManager::list).orElse(List.of());
    }

    Optional<HealthReport> overall() {
        return monitor.map(HealthMonitor::overall);
    }

    Optional<HealthReport> health(InstanceId id) {
        return monitor.map(m -> m.of(id));
    }

    Optional<ResourceSample> sample(InstanceId id) {
        return monitor.flatMap(m -> m.sample(id));
    }

    /** Errors per hour; 0 while the issue tracker is not available. */
    double errorsPerHour(InstanceId id) {
        return tracker.map(t -> t.errorsPerHour(id)).orElse(0.0);
    }

    /** The number of issues that are neither healed nor ignored. */
    int issuesOpen() {
        return (int) tracker.map(IssueTracker::list).orElse(List.of()).stream()
                .filter(issue -> !issue.status().isClosed())
                .count();
    }

    /** The number of fixes that are in effect. */
    int fixesApplied() {
        return (int) coordinator.map(HealingCoordinator::fixes).orElse(List.of()).stream()
                .filter(fix -> IN_EFFECT.contains(fix.state()))
                .count();
    }

    int enhancementsApplied() {
        return learning.map(LearningEngine::enhancementsApplied).orElse(0);
    }

    /** The pre-emptive restarts that are planned. */
    List<PreemptiveRestart> announcements() {
        return learning.map(LearningEngine::announcements).orElse(List.of());
    }

    /** The refused configuration files and drop-ins. */
    List<Refusal> refused() {
        Stream<Refusal> ofFiles = files.map(ConfigurationFiles::refusals).orElse(List.of()).stream();
        return Stream.concat(ofFiles, otherRefusals.stream().flatMap(source -> source.refusals().stream()))
                .toList();
    }
}

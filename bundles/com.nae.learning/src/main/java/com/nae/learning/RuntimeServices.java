package com.nae.learning;

import com.nae.api.healing.ChangeLog;
import com.nae.api.healing.HealingCoordinator;
import com.nae.api.health.HealthMonitor;
import com.nae.api.history.History;
import com.nae.api.issue.IssueTracker;
import com.nae.api.operation.Home;
import com.nae.api.process.ProcessManager;
import java.util.Optional;
import java.util.function.Supplier;

/** The rest of the runtime as learning sees it; what comes and goes is asked for each time. */
record RuntimeServices(
        ProcessManager processes,
        IssueTracker issues,
        HealthMonitor health,
        TrackRecordService memory,
        Home home,
        Supplier<Optional<History>> history,
        Supplier<Optional<HealingCoordinator>> healing,
        Supplier<Optional<ChangeLog>> changeLog) {}

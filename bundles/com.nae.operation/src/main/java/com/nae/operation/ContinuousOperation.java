package com.nae.operation;

import com.nae.api.config.ConfigurationFiles;
import com.nae.api.config.RefusalSource;
import com.nae.api.healing.HealingCoordinator;
import com.nae.api.health.HealthMonitor;
import com.nae.api.issue.IssueTracker;
import com.nae.api.learning.LearningEngine;
import com.nae.api.operation.ContinuousOperationManager;
import com.nae.api.operation.Home;
import com.nae.api.operation.OperationStatus;
import com.nae.api.process.ProcessManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The status and the shutdown of NAE as a whole. All services that it reads are optional, so that it always answers.
 */
@Component
public final class ContinuousOperation implements ContinuousOperationManager {
    private final Logger log = LoggerFactory.getLogger(ContinuousOperation.class);
    private final BundleContext context;
    private final StatusBuilder.RuntimeInfo runtime;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile ProcessManager processes;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile HealthMonitor monitor;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile IssueTracker tracker;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile HealingCoordinator coordinator;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile LearningEngine learning;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile ConfigurationFiles files;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<RefusalSource> refusals = List.of();

    @Activate
    public ContinuousOperation(BundleContext context) {
        this.context = context;
        String version = context.getProperty("nae.version");
        ProcessHandle self = ProcessHandle.current();
        this.runtime = new StatusBuilder.RuntimeInfo(
                Home.of(context).mode(),
                version == null ? "unknown" : version,
                self.pid(),
                self.info().startInstant().orElseGet(Instant::now));
    }

    @Override
    public OperationStatus getStatus() {
        return new StatusBuilder(stages(), runtime, Instant.now()).status();
    }

    /** Reads each service once, so that one status is built from one set of services. */
    private Stages stages() {
        return new Stages(
                Optional.ofNullable(processes),
                Optional.ofNullable(monitor),
                Optional.ofNullable(tracker),
                Optional.ofNullable(coordinator),
                Optional.ofNullable(learning),
                Optional.ofNullable(files),
                refusals);
    }

    /** Stopping the framework stops every bundle in order; the launcher then ends the JVM. */
    @Override
    public void shutdown(String by) {
        log.info("Stopping everything, requested by {}", by);
        try {
            context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).stop();
        } catch (BundleException e) {
            log.error("The framework cannot be stopped", e);
        }
    }
}

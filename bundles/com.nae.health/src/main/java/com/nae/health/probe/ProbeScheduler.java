package com.nae.health.probe;

import com.nae.api.health.Finding;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProbeKind;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessDefinition.Probe;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and stops the probe workers of every running program that has probes. Lives on the timer's thread, except for
 * members marked "for any thread".
 */
final class ProbeScheduler {
    private static final Logger LOG = LoggerFactory.getLogger(ProbeScheduler.class);
    private static final Duration LONGEST_JITTER = Duration.ofSeconds(10);
    private static final Duration AFTER_OUTPUT = Duration.ofMillis(50);
    private static final long NONE = -1;

    private final ProbedProcesses processes;
    private final ProbeTimer timer;
    private final Executor pool;
    private final ProbeHandlerFactory handlers;
    private final Map<InstanceId, ProbedInstance> instances = new ConcurrentHashMap<>();
    private final Set<InstanceId> awaitingOutput = ConcurrentHashMap.newKeySet();
    private final BiConsumer<InstanceId, String> restarted;
    /** Programs that are being stopped because their liveness probe failed, with the reason. */
    private final Map<InstanceId, String> livenessFailures = new HashMap<>();

    /**
     * A running program with its probes.
     *
     * @param findings the probes that cannot run
     * @param slowestNanos the slowest response since it was last read
     */
    private record ProbedInstance(
            long pid,
            List<Probe> probes,
            List<ProbeWorker> workers,
            Map<ProbeKind, Finding> findings,
            LongAccumulator slowestNanos) {}

    /**
     * @param restarted is called with a program that is restarted because its liveness probe failed, and the reason;
     *     not for one that is given up
     */
    ProbeScheduler(
            ProbedProcesses processes, ProbeTimer timer, Executor pool, BiConsumer<InstanceId, String> restarted) {
        this.processes = processes;
        this.timer = timer;
        this.pool = pool;
        this.restarted = restarted;
        handlers = new ProbeHandlerFactory(processes);
    }

    /**
     * Starts or stops the workers of an instance as its status requires.
     *
     * @param spread whether to start at a random time, because many instances are started together
     */
    void reconcile(ProcessStatus status, boolean spread) {
        InstanceId id = status.id();
        long pid = status.pid().orElse(0);
        Optional<ProcessDefinition> definition = probedDefinition(status);
        List<Probe> wanted = definition.map(ProbeScheduler::probes).orElse(List.of());
        ProbedInstance current = instances.get(id);
        if (current != null && (current.pid != pid || !current.probes.equals(wanted))) {
            current.workers.forEach(ProbeWorker::stop);
            instances.remove(id);
            awaitingOutput.remove(id);
            current = null;
        }
        if (pid == 0) {
            Optional.ofNullable(livenessFailures.remove(id))
                    .filter(why -> status.state() == ProcessState.BACKOFF)
                    .ifPresent(why -> restarted.accept(id, why));
        }
        if (current == null && !wanted.isEmpty()) {
            start(status, definition.get(), spread || status.adopted());
        }
    }

    /** The definition of a program that is to be probed: it is starting or running. */
    private Optional<ProcessDefinition> probedDefinition(ProcessStatus status) {
        boolean running = status.pid().orElse(0) != 0
                && (status.state() == ProcessState.STARTING || status.state() == ProcessState.RUNNING);
        return running
                ? processes
                        .manager()
                        .definition(status.id().process(), status.id().mode())
                : Optional.empty();
    }

    void definitionChanged(String process) {
        processes.manager().list().stream()
                .filter(status -> status.id().process().equals(process))
                .forEach(status -> reconcile(status, false));
    }

    /** Runs the log probes of a program soon, because it has printed something. For any thread. */
    void outputAvailable(InstanceId id) {
        if (awaitingOutput.remove(id)) {
            timer.schedule(AFTER_OUTPUT, () -> nudge(id));
        }
    }

    /** The probes that cannot run. The results of the others are in the state of the instance. For any thread. */
    List<Finding> findings(InstanceId id) {
        ProbedInstance instance = instances.get(id);
        return instance == null ? List.of() : List.copyOf(instance.findings.values());
    }

    /** The slowest response in seconds since the last call, for any thread. */
    OptionalDouble takeSlowestSeconds(InstanceId id) {
        ProbedInstance instance = instances.get(id);
        long nanos = instance == null ? NONE : instance.slowestNanos.getThenReset();
        return nanos == NONE ? OptionalDouble.empty() : OptionalDouble.of(nanos / 1e9);
    }

    private static List<Probe> probes(ProcessDefinition definition) {
        return Stream.concat(definition.readiness().stream(), definition.liveness().stream())
                .toList();
    }

    private void start(ProcessStatus status, ProcessDefinition definition, boolean spread) {
        ProbedInstance instance = new ProbedInstance(
                status.pid().getAsLong(),
                probes(definition),
                new ArrayList<>(),
                new ConcurrentHashMap<>(),
                new LongAccumulator(Long::max, NONE));
        instances.put(status.id(), instance);
        definition
                .readiness()
                .ifPresent(probe -> instance.workers.add(worker(status, ProbeKind.READINESS, probe, instance)));
        definition
                .liveness()
                .ifPresent(probe -> instance.workers.add(worker(status, ProbeKind.LIVENESS, probe, instance)));
        Duration uptime = uptime(status);
        for (ProbeWorker worker : instance.workers) {
            // Dependents wait for readiness: that probe is never delayed.
            boolean awaited = worker.kind() == ProbeKind.READINESS && !status.ready();
            worker.start(uptime, spread && !awaited ? jitter(worker.period()) : Duration.ZERO);
        }
        if (definition.readiness().filter(ProbeScheduler::readsLog).isPresent()) {
            awaitingOutput.add(status.id());
        }
    }

    private static Duration uptime(ProcessStatus status) {
        return status.started()
                .map(started -> Duration.between(started, Instant.now()))
                .filter(up -> !up.isNegative())
                .orElse(Duration.ZERO);
    }

    private static boolean readsLog(Probe probe) {
        return probe.means() == ProcessDefinition.Means.LOG;
    }

    private ProbeWorker worker(ProcessStatus status, ProbeKind kind, Probe probe, ProbedInstance instance) {
        InstanceId id = status.id();
        ProbeHandler handler = handlers.create(status, probe);
        if (!readsLog(probe)) {
            handler = new TimedProbeHandler(withLearnedTimeout(id, handler), instance.slowestNanos::accumulate);
        }
        return new ProbeWorker(
                new ProbeWorker.Target(kind, probe, handler), timer, pool, report -> report(id, instance, report));
    }

    private ProbeHandler withLearnedTimeout(InstanceId id, ProbeHandler handler) {
        return timeout -> handler.probe(processes
                .tuning()
                .tuning(id.process(), id.mode())
                .probeTimeout()
                .orElse(timeout));
    }

    private static Duration jitter(Duration period) {
        Duration longest = period.compareTo(LONGEST_JITTER) < 0 ? period : LONGEST_JITTER;
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(Math.max(1, longest.toMillis())));
    }

    private void report(InstanceId id, ProbedInstance instance, ProbeWorker.ProbeReport report) {
        String check = report.kind().name().toLowerCase(Locale.ROOT);
        if (report.passed().isEmpty()) {
            LOG.warn(
                    "{}: the {} probe cannot run, which says nothing about the program: {}",
                    id,
                    check,
                    report.detail());
            instance.findings.put(report.kind(), Finding.unknown(check, report.detail()));
            return;
        }
        boolean passed = report.passed().get();
        instance.findings.remove(report.kind());
        LOG.info("{}: {} probe {}: {}", id, check, passed ? "passed" : "failed", report.detail());
        if (report.kind() == ProbeKind.LIVENESS && !passed) {
            livenessFailures.put(id, report.detail());
        }
        processes.support().reportProbe(id, report.kind(), passed, report.detail());
    }

    private void nudge(InstanceId id) {
        ProbedInstance instance = instances.get(id);
        if (instance == null) {
            return;
        }
        instance.workers.forEach(ProbeWorker::nudge);
        boolean stillAwaited = instance.workers.stream()
                .anyMatch(worker -> worker.kind() == ProbeKind.READINESS
                        && !worker.passing().orElse(false));
        if (stillAwaited) {
            awaitingOutput.add(id);
        }
    }
}

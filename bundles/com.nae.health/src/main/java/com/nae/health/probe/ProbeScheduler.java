package com.nae.health.probe;

import com.nae.api.health.Finding;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProbeKind;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessDefinition.Probe;
import com.nae.api.process.ProcessManager;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The workers of every running program that has probes. Lives on the timer's thread but for what its doc says. */
final class ProbeScheduler {
    private static final Logger LOG = LoggerFactory.getLogger(ProbeScheduler.class);
    private static final Duration LONGEST_JITTER = Duration.ofSeconds(10);
    private static final Duration AFTER_OUTPUT = Duration.ofMillis(50);
    private static final long NONE = -1;

    private final ProcessManager processes;
    private final ProbeTimer timer;
    private final Executor pool;
    private final ProbeHandlerFactory handlers;
    private final Map<InstanceId, ProbedInstance> instances = new ConcurrentHashMap<>();
    private final Set<InstanceId> awaitingOutput = ConcurrentHashMap.newKeySet();
    private final BiConsumer<InstanceId, String> restarted;
    /** Why those were ended whose liveness failed, until they have ended. */
    private final Map<InstanceId, String> hung = new HashMap<>();

    /**
     * A running program with what is asked of it; {@code findings} are those probes that cannot run, {@code slowest} an
     * answer's nanoseconds.
     */
    private record ProbedInstance(
            long pid,
            List<Probe> probes,
            List<ProbeWorker> workers,
            Map<ProbeKind, Finding> findings,
            LongAccumulator slowest) {}

    /**
     * @param restarted hears which program is started again because its liveness failed, and why; one that is given up
     *     is none of them
     */
    ProbeScheduler(
            ProcessManager processes, ProbeTimer timer, Executor pool, BiConsumer<InstanceId, String> restarted) {
        this.processes = processes;
        this.timer = timer;
        this.pool = pool;
        this.restarted = restarted;
        handlers = new ProbeHandlerFactory(processes);
    }

    /**
     * Begins or ends the workers of an instance as its status asks; {@code spread} where many are looked at together.
     */
    void reconcile(ProcessStatus status, boolean spread) {
        long pid = status.pid().orElse(0);
        boolean running =
                pid != 0 && (status.state() == ProcessState.STARTING || status.state() == ProcessState.RUNNING);
        Optional<ProcessDefinition> definition = running
                ? processes.definition(status.id().process(), status.id().mode())
                : Optional.empty();
        List<Probe> wanted = definition.map(ProbeScheduler::probes).orElse(List.of());
        ProbedInstance now = instances.get(status.id());
        if (now != null && (now.pid != pid || !now.probes.equals(wanted))) {
            now.workers.forEach(ProbeWorker::stop);
            instances.remove(status.id());
            awaitingOutput.remove(status.id());
            now = null;
        }
        if (pid == 0) {
            Optional.ofNullable(hung.remove(status.id()))
                    .filter(why -> status.state() == ProcessState.BACKOFF)
                    .ifPresent(why -> restarted.accept(status.id(), why));
        }
        if (now == null && !wanted.isEmpty()) {
            begin(status, definition.get(), spread || status.adopted());
        }
    }

    void definitionChanged(String process) {
        processes.list().stream()
                .filter(status -> status.id().process().equals(process))
                .forEach(status -> reconcile(status, false));
    }

    /** Hears of output, on any thread. */
    void outputAvailable(InstanceId id) {
        if (awaitingOutput.remove(id)) {
            timer.schedule(AFTER_OUTPUT, () -> nudge(id));
        }
    }

    /** Which of its probes cannot run, for any thread; what the others told is in the state of the instance. */
    List<Finding> findings(InstanceId id) {
        ProbedInstance patient = instances.get(id);
        return patient == null ? List.of() : List.copyOf(patient.findings.values());
    }

    /** How many seconds the slowest answer took since this was asked last, for any thread. */
    OptionalDouble takeSlowestSeconds(InstanceId id) {
        ProbedInstance patient = instances.get(id);
        long nanos = patient == null ? NONE : patient.slowest.getThenReset();
        return nanos == NONE ? OptionalDouble.empty() : OptionalDouble.of(nanos / 1e9);
    }

    private static List<Probe> probes(ProcessDefinition definition) {
        List<Probe> both = new ArrayList<>();
        definition.readiness().ifPresent(both::add);
        definition.liveness().ifPresent(both::add);
        return both;
    }

    private void begin(ProcessStatus status, ProcessDefinition definition, boolean spread) {
        ProbedInstance patient = new ProbedInstance(
                status.pid().getAsLong(),
                probes(definition),
                new ArrayList<>(),
                new ConcurrentHashMap<>(),
                new LongAccumulator(Long::max, NONE));
        instances.put(status.id(), patient);
        definition
                .readiness()
                .ifPresent(probe -> patient.workers.add(worker(status, ProbeKind.READINESS, probe, patient)));
        definition
                .liveness()
                .ifPresent(probe -> patient.workers.add(worker(status, ProbeKind.LIVENESS, probe, patient)));
        Duration uptime = status.started()
                .map(started -> Duration.between(started, Instant.now()))
                .filter(up -> !up.isNegative())
                .orElse(Duration.ZERO);
        for (ProbeWorker worker : patient.workers) {
            boolean waitedFor = worker.kind() == ProbeKind.READINESS && !status.ready();
            worker.start(uptime, spread && !waitedFor ? jitter(worker.period()) : Duration.ZERO);
        }
        if (definition
                .readiness()
                .filter(probe -> probe.means() == ProcessDefinition.Means.LOG)
                .isPresent()) {
            awaitingOutput.add(status.id());
        }
    }

    private ProbeWorker worker(ProcessStatus status, ProbeKind kind, Probe probe, ProbedInstance patient) {
        ProbeHandler asked = handlers.create(status, probe);
        ProbeHandler adjusted = timeout -> asked.probe(processes
                .tuning(status.id().process(), status.id().mode())
                .probeTimeout()
                .orElse(timeout));
        ProbeHandler timed = probe.means() == ProcessDefinition.Means.LOG
                ? asked
                : new TimedProbeHandler(adjusted, patient.slowest::accumulate);
        return new ProbeWorker(kind, probe, timed, timer, pool, news -> tell(status.id(), patient, news));
    }

    private static Duration jitter(Duration period) {
        Duration most = period.compareTo(LONGEST_JITTER) < 0 ? period : LONGEST_JITTER;
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(Math.max(1, most.toMillis())));
    }

    private void tell(InstanceId id, ProbedInstance patient, ProbeWorker.ProbeReport news) {
        String check = news.kind().name().toLowerCase(Locale.ROOT);
        if (news.passed().isEmpty()) {
            LOG.warn("{}: the {} probe cannot run, which says nothing about the program: {}", id, check, news.detail());
            patient.findings.put(news.kind(), Finding.unknown(check, news.detail()));
            return;
        }
        boolean passed = news.passed().get();
        patient.findings.remove(news.kind());
        LOG.info("{}: {} {}: {}", id, check, passed ? "holds" : "failed", news.detail());
        if (news.kind() == ProbeKind.LIVENESS && !passed) {
            hung.put(id, news.detail());
        }
        processes.reportProbe(id, news.kind(), passed, news.detail());
    }

    private void nudge(InstanceId id) {
        ProbedInstance patient = instances.get(id);
        if (patient == null) {
            return;
        }
        patient.workers.forEach(ProbeWorker::nudge);
        boolean stillAwaited = patient.workers.stream()
                .anyMatch(w -> w.kind() == ProbeKind.READINESS && !w.passing().orElse(false));
        if (stillAwaited) {
            awaitingOutput.add(id);
        }
    }
}

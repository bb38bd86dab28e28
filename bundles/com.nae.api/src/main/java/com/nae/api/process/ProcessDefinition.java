package com.nae.api.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A process as its file describes it for one mode, with defaults filled in and variables expanded. What belongs
 * together is grouped; the accessors of the groups stand here, too.
 *
 * @param watch globs; a change of a file that matches restarts the sandbox's instance
 */
public record ProcessDefinition(
        String name,
        Mode mode,
        Execution execution,
        Restart restart,
        Stop stop,
        Start start,
        Probes probes,
        Limits limits,
        Log log,
        Healing healing,
        Evidence evidence,
        List<String> watch) {

    /**
     * What a program is launched with; a change of it takes a restart to come into force.
     *
     * @param command program and arguments; no shell is involved
     * @param directory working directory; in the sandbox a private copy where the file names no
     *     {@code sandbox.directory}
     * @param environment variables set by the file, without those that the runtime adds
     * @param sdNotify whether the program reports its state by systemd's protocol
     */
    public record Execution(
            List<String> command,
            Path directory,
            Map<String, String> environment,
            Identity identity,
            boolean sdNotify) {}

    /**
     * When and how often it is started.
     *
     * @param replicas number of instances in the mode, from 1 on
     * @param autostart whether it starts with the runtime
     * @param critical whether the whole is CRITICAL while it is down
     */
    public record Start(
            Schedule schedule, List<Dependency> dependsOn, int replicas, boolean autostart, boolean critical) {}

    /** How its state is asked for; empty where it is not. */
    public record Probes(Optional<Probe> readiness, Optional<Probe> liveness) {}

    public List<String> command() {
        return execution.command();
    }

    public Path directory() {
        return execution.directory();
    }

    public Map<String, String> environment() {
        return execution.environment();
    }

    public Identity identity() {
        return execution.identity();
    }

    public boolean sdNotify() {
        return execution.sdNotify();
    }

    public Schedule schedule() {
        return start.schedule();
    }

    public List<Dependency> dependsOn() {
        return start.dependsOn();
    }

    public int replicas() {
        return start.replicas();
    }

    public boolean autostart() {
        return start.autostart();
    }

    public boolean critical() {
        return start.critical();
    }

    public Optional<Probe> readiness() {
        return probes.readiness();
    }

    public Optional<Probe> liveness() {
        return probes.liveness();
    }

    /** The same process, launched in another way. */
    public ProcessDefinition withExecution(Execution other) {
        return new ProcessDefinition(
                name, mode, other, restart, stop, start, probes, limits, log, healing, evidence, watch);
    }

    /** The same process in another working directory. */
    public ProcessDefinition withDirectory(Path other) {
        return withExecution(new Execution(command(), other, environment(), identity(), sdNotify()));
    }

    /** The same process with other rules of restarts. */
    public ProcessDefinition withRestart(Restart other) {
        return new ProcessDefinition(
                name, mode, execution, other, stop, start, probes, limits, log, healing, evidence, watch);
    }

    /** The same process with another rotation of its log. */
    public ProcessDefinition withLog(Log other) {
        return new ProcessDefinition(
                name, mode, execution, restart, stop, start, probes, limits, other, healing, evidence, watch);
    }

    /** The same process whose state is asked for in another way. */
    public ProcessDefinition withProbes(Probes other) {
        return new ProcessDefinition(
                name, mode, execution, restart, stop, start, other, limits, log, healing, evidence, watch);
    }

    /** The same process with other rules of healing. */
    public ProcessDefinition withHealing(Healing other) {
        return new ProcessDefinition(
                name, mode, execution, restart, stop, start, probes, limits, log, other, evidence, watch);
    }

    /** Whom and with what rights it runs; empty values are inherited from the runtime. Limits are counts or bytes. */
    public record Identity(
            Optional<String> user,
            OptionalInt umask,
            OptionalInt nice,
            OptionalLong limitNofile,
            OptionalLong limitCore,
            OptionalLong limitAs) {}

    /** When it is started again after an exit. */
    public enum Policy {
        ALWAYS,
        ON_FAILURE,
        NEVER
    }

    /** @param threshold starts within {@code window} before escalation */
    public record Restart(
            Policy policy,
            Set<Integer> successCodes,
            Set<Integer> permanentFailureCodes,
            Duration startSeconds,
            int threshold,
            Duration window,
            Duration backoffInitial,
            Duration backoffMax,
            Duration backoffReset) {}

    /** @param signal the name without SIG, e.g. {@code TERM} */
    public record Stop(String signal, Duration timeout) {}

    /** Cron expressions of five fields: of a run, and of a restart. */
    public record Schedule(Optional<String> run, Optional<String> restart) {}

    /** What a dependency must have reached before a dependent is started. */
    public enum Condition {
        STARTED,
        HEALTHY,
        COMPLETED,
        COMPLETED_SUCCESSFULLY,
        LOG_READY
    }

    public record Dependency(String process, Condition condition) {}

    /** How a probe asks: {@code target} is a URL, host:port, a command line or a regular expression of the log. */
    public enum Means {
        HTTP,
        TCP,
        EXEC,
        LOG
    }

    public record Probe(
            Means means,
            String target,
            Duration initialDelay,
            Duration period,
            Duration timeout,
            int successThreshold,
            int failureThreshold) {}

    /**
     * What its process tree may use.
     *
     * @param memory bytes above which it is restarted
     * @param cpu percent of one core above which it is restarted
     * @param silence time without output
     * @param memoryMax bytes that the kernel does not let it exceed
     */
    public record Limits(
            OptionalLong memory, Optional<Double> cpu, Optional<Duration> silence, OptionalLong memoryMax) {
        /**
         * How the reason begins when the kernel has killed a program at its {@code memoryMax}. It is reported by an
         * event of its own, without a change of the state, before what follows.
         */
        public static final String MEMORY_MAX_KILL = "killed by its memory_max of ";

        /** Limits without a hard one. */
        public Limits(OptionalLong memory, Optional<Double> cpu, Optional<Duration> silence) {
            this(memory, cpu, silence, OptionalLong.empty());
        }
    }

    /** @param maxSize bytes; @param keep rotated files kept */
    public record Log(long maxSize, int keep, boolean compress) {}

    /**
     * What is taken as evidence of a failure beside what the program prints.
     *
     * @param python whether a Python program starts with the hook that reports its exceptions
     */
    public record Evidence(boolean python) {}

    /** How far healing may go by itself, in rising order. */
    public enum Autonomy {
        /** Healing does nothing and proposes nothing. */
        OBSERVE,
        /** Healing only suggests. */
        SUGGEST,
        /** Healing tries a fix once the operator has approved it. */
        APPROVE,
        /** Healing acts by itself. */
        AUTO
    }

    /**
     * @param sources globs or folders below {@code directory} which healers may read and edit
     * @param verify a command that proves a rehearsal, or empty
     * @param byFamily autonomy of the families (by word: import, connection, timeout, key) that differ from
     *     {@code autonomy}
     */
    public record Healing(
            Autonomy autonomy, Map<String, Autonomy> byFamily, List<String> sources, List<String> verify) {
        public Autonomy of(String family) {
            return byFamily.getOrDefault(family, autonomy);
        }
    }
}

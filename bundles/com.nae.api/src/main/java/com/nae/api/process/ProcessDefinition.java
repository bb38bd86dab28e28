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
 * A process as its file describes it for one mode, with defaults filled in and variables expanded.
 *
 * @param command program and arguments; no shell is involved
 * @param directory working directory; in the sandbox a private copy where the file names no {@code sandbox.directory}
 * @param environment variables set by the file, without those that the runtime adds
 */
public record ProcessDefinition(
        String name,
        Mode mode,
        List<String> command,
        Path directory,
        Map<String, String> environment,
        Identity identity,
        Restart restart,
        Stop stop,
        Schedule schedule,
        List<Dependency> dependsOn,
        int replicas,
        boolean autostart,
        boolean critical,
        boolean sdNotify,
        Optional<Probe> readiness,
        Optional<Probe> liveness,
        Limits limits,
        Log log,
        Healing healing,
        List<String> watch) {

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

    /** @param memory bytes of the whole tree; @param cpu percent of one core; @param silence time without output */
    public record Limits(OptionalLong memory, Optional<Double> cpu, Optional<Duration> silence) {}

    /** @param maxSize bytes; @param keep rotated files kept */
    public record Log(long maxSize, int keep, boolean compress) {}

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

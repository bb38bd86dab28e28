package com.nae.api.operation;

import com.nae.api.config.Refusal;
import java.time.Instant;
import java.util.List;

/**
 * The state of the runtime and of every instance. Component names, written in snake case, are the JSON of the contract.
 *
 * @param mode {@code dual}, {@code sandbox} or {@code live}
 * @param version of the distribution
 * @param pid of the runtime
 * @param started when the runtime started
 * @param uptimeS seconds since then
 * @param health the level of the whole: {@code HEALTHY}, {@code DEGRADED}, {@code UNHEALTHY} or {@code CRITICAL}
 * @param reasons why the whole is not healthy, in sentences; empty if it is
 * @param processes every instance, sorted by name
 * @param issuesOpen issues that are neither healed nor ignored
 * @param fixesApplied fixes that are observed or healed
 * @param enhancementsApplied settings that learning has changed and that are in force
 * @param refused configuration files and drop-ins that are not in force, and why
 */
public record OperationStatus(
        String mode,
        String version,
        long pid,
        Instant started,
        double uptimeS,
        String health,
        List<String> reasons,
        List<Process> processes,
        int issuesOpen,
        int fixesApplied,
        int enhancementsApplied,
        List<Refusal> refused) {

    /**
     * One instance; {@code pid} and {@code lastExit} are null where there is none.
     *
     * @param name of the process
     * @param mode {@code sandbox} or {@code live}
     * @param instance the name with mode and replica, such as {@code trader@live}
     * @param replica number of the replica, from 0 on
     * @param state a state of a process
     * @param reason why it is in this state; may be empty
     * @param pid of the worker, or null where none runs
     * @param since when it entered the state
     * @param uptimeS seconds since the worker started; 0 where none runs
     * @param restarts restarts since the runtime first saw the instance
     * @param lastExit how the last worker ended, or null where none has ended
     * @param health its level
     * @param reasons why it is not healthy, in sentences
     * @param cpuPercent of one core, with its children, or null where not known
     * @param memoryBytes resident, with its children, or null where not known
     * @param errorsPerHour errors in the last hour
     * @param adopted whether an earlier runtime started the worker
     */
    public record Process(
            String name,
            String mode,
            String instance,
            int replica,
            String state,
            String reason,
            Long pid,
            Instant since,
            double uptimeS,
            int restarts,
            LastExit lastExit,
            String health,
            List<String> reasons,
            Double cpuPercent,
            Long memoryBytes,
            double errorsPerHour,
            boolean adopted) {}

    /**
     * {@code code} and {@code signal} are null where they do not apply or could not be known.
     *
     * @param code exit code, or null where a signal ended it or the code is not known
     * @param signal number of the signal, or null where none ended it
     * @param at when it ended
     */
    public record LastExit(Integer code, Integer signal, Instant at) {}
}

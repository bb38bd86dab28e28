package com.nae.api.operation;

import com.nae.api.config.Refusal;
import java.time.Instant;
import java.util.List;

/**
 * The state of the runtime and of every instance. Component names, written in snake case, are the JSON of the contract.
 *
 * @param mode {@code dual}, {@code sandbox} or {@code live}
 * @param refused configuration files and drop-ins which are not in force, and why
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

    /** One instance; {@code pid} and {@code lastExit} are null where there is none. */
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

    /** {@code code} and {@code signal} are null where they do not apply or could not be known. */
    public record LastExit(Integer code, Integer signal, Instant at) {}
}

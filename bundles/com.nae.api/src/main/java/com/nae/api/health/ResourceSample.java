package com.nae.api.health;

import com.nae.api.process.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Resource use of an instance's whole tree at one moment. What the system cannot tell is absent, not zero.
 *
 * @param cpuPercent of one core since the sample before
 * @param memory resident bytes; @param files open files; @param processes members of the tree
 * @param uptime of its leader; @param restarts since the definition was loaded
 * @param errorsPerHour absent where nothing detects errors; @param lastOutput when it last wrote anything
 * @param probeSeconds how long the slowest answer of its probes took since the sample before; one that did not come in
 *     time took its timeout
 */
public record ResourceSample(
        InstanceId instance,
        Instant at,
        OptionalDouble cpuPercent,
        OptionalLong memory,
        OptionalLong files,
        OptionalLong threads,
        int processes,
        Duration uptime,
        int restarts,
        OptionalDouble errorsPerHour,
        Optional<Instant> lastOutput,
        OptionalDouble probeSeconds) {}

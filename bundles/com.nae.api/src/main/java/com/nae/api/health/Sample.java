package com.nae.api.health;

import com.nae.api.process.InstanceId;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Resource use of an instance's whole tree at one moment. What the system cannot tell is absent, not zero.
 *
 * @param cpuPercent of one core since the sample before
 * @param memory resident bytes; @param files open files; @param processes members of the tree
 */
public record Sample(InstanceId instance, Instant at, OptionalDouble cpuPercent, OptionalLong memory, OptionalLong files, OptionalLong threads, int processes) {
}

package com.nae.api.learning;

import com.nae.api.process.InstanceId;
import java.time.Instant;
import java.util.Optional;

/**
 * When a resource of an instance reaches its limit if it goes on as it does.
 *
 * @param instance empty for a resource of the machine (its disk)
 * @param resource {@code memory}, {@code files}, {@code threads} or {@code disk}
 * @param floor what is in use and not given back; {@code limit} in the same unit, bytes or a count
 * @param reached expected moment; it lies between {@code earliest} and {@code latest}
 */
public record Forecast(
        Optional<InstanceId> instance,
        String resource,
        double floor,
        double limit,
        double perHour,
        Instant reached,
        Instant earliest,
        Instant latest,
        boolean restartDue,
        String sentence) {}

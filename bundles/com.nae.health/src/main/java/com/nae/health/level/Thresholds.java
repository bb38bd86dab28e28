package com.nae.health.level;

import java.time.Duration;

/**
 * What the rules measure by.
 *
 * @param errorsPerHour above it an instance is not healthy
 * @param checks equal results before a measured level changes
 * @param grace after a start, in which nothing is measured
 * @param diskPercent from it on a disk is too full
 */
public record Thresholds(double errorsPerHour, int checks, Duration grace, double diskPercent) {
    public Thresholds withGrace(Duration other) {
        return new Thresholds(errorsPerHour, checks, other, diskPercent);
    }
}

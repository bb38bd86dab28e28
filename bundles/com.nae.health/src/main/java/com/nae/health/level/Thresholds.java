package com.nae.health.level;

import java.time.Duration;

/**
 * The configured thresholds of the rules.
 *
 * @param errorsPerHour errors per hour above which an instance is not healthy
 * @param checks equal results before a measured level changes
 * @param grace time after a start during which nothing is measured
 * @param diskPercent percent in use from which on a disk is too full
 */
public record Thresholds(double errorsPerHour, int checks, Duration grace, double diskPercent) {
    public Thresholds withGrace(Duration other) {
        return new Thresholds(errorsPerHour, checks, other, diskPercent);
    }
}

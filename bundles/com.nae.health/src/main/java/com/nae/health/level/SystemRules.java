package com.nae.health.level;

import com.nae.api.health.Finding;
import com.nae.api.health.HealthLevel;
import com.nae.api.health.SystemSample;
import com.nae.api.health.SystemSample.Space;
import com.nae.api.health.SystemSample.Use;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a sample of the machine and the runtime says about the health of the whole. */
public final class SystemRules {
    private static final double FULL = 99;
    private static final double SCARCE_MEMORY = 97;
    private static final double MANY_FILES = 90;
    private static final double FULL_HEAP = 95;
    private static final Duration LATE = Duration.ofSeconds(5);

    private SystemRules() {}

    public static List<Finding> findings(SystemSample sample, Thresholds thresholds) {
        List<Finding> findings = new ArrayList<>();
        for (Space space : sample.spaces()) {
            used("disk of " + space.folder() + "/", space.bytes(), thresholds.diskPercent(), findings);
            used("inodes of " + space.folder() + "/", space.inodes(), thresholds.diskPercent(), findings);
        }
        used("memory of the machine", sample.memory(), SCARCE_MEMORY, findings);
        used("open files of the machine", sample.files(), MANY_FILES, findings);
        used("heap of the runtime", sample.runtime().heap(), FULL_HEAP, findings);
        if (sample.runtime().lag().compareTo(LATE) > 0) {
            findings.add(Finding.of(
                    "lag",
                    HealthLevel.DEGRADED,
                    "the runtime is " + HumanReadable.duration(sample.runtime().lag()) + " late"));
        }
        return findings;
    }

    private static void used(String what, Use use, double threshold, List<Finding> findings) {
        double percent = use.percent().orElse(0);
        if (percent >= threshold) {
            findings.add(Finding.of(
                    what,
                    percent >= FULL ? HealthLevel.UNHEALTHY : HealthLevel.DEGRADED,
                    what + " " + HumanReadable.number(percent) + "% used"));
        }
    }
}

package com.nae.health.level;

import com.nae.api.health.Finding;
import com.nae.api.health.HealthLevel;
import com.nae.api.health.SystemSample;
import com.nae.api.health.SystemSample.Space;
import com.nae.api.health.SystemSample.Use;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Findings about the machine and the runtime that follow from their last sample. */
public final class SystemRules {
    /** Percent from which on any resource is UNHEALTHY. */
    private static final double FULL = 99;

    private static final double MEMORY_THRESHOLD = 97;
    private static final double FILES_THRESHOLD = 90;
    private static final double HEAP_THRESHOLD = 95;
    private static final Duration LAG_THRESHOLD = Duration.ofSeconds(5);

    private SystemRules() {}

    public static List<Finding> findings(SystemSample sample, Thresholds thresholds) {
        List<Finding> findings = new ArrayList<>();
        for (Space space : sample.spaces()) {
            addUse("disk of " + space.folder() + "/", space.bytes(), thresholds.diskPercent(), findings);
            addUse("inodes of " + space.folder() + "/", space.inodes(), thresholds.diskPercent(), findings);
        }
        addUse("memory of the machine", sample.memory(), MEMORY_THRESHOLD, findings);
        addUse("open files of the machine", sample.files(), FILES_THRESHOLD, findings);
        addUse("heap of the runtime", sample.runtime().heap(), HEAP_THRESHOLD, findings);
        Duration lag = sample.runtime().lag();
        if (lag.compareTo(LAG_THRESHOLD) > 0) {
            findings.add(Finding.of("lag", HealthLevel.DEGRADED, "the runtime lags by " + HumanReadable.duration(lag)));
        }
        return findings;
    }

    private static void addUse(String what, Use use, double threshold, List<Finding> findings) {
        double percent = use.percent().orElse(0);
        if (percent >= threshold) {
            HealthLevel level = percent >= FULL ? HealthLevel.UNHEALTHY : HealthLevel.DEGRADED;
            findings.add(Finding.of(what, level, what + " " + HumanReadable.number(percent) + "% used"));
        }
    }
}

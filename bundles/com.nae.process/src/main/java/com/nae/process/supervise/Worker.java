package com.nae.process.supervise;

import com.nae.process.posix.ExitWatch;
import java.time.Duration;
import java.time.Instant;

/** One running program of an instance: from its start, or its adoption, to its exit. */
final class Worker {
    final int pid;
    final String run;
    final boolean adopted;
    final Instant started;
    ExitWatch exit;
    NotifySocket notify;
    /** How often its exit code was asked for in vain. */
    int lateExits;
    /** The last WATCHDOG=1, as {@link System#nanoTime}; 0 before the first. */
    long watchdogAt;

    Worker(int pid, String run, boolean adopted, Instant started) {
        this.pid = pid;
        this.run = run;
        this.adopted = adopted;
        this.started = started;
    }

    Duration uptime() {
        return Duration.between(started, Instant.now());
    }

    void close() {
        if (exit != null) {
            exit.close();
        }
        if (notify != null) {
            notify.close();
        }
    }
}

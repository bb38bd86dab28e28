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
    /** Where it tells its state; null where it does not. */
    Ear ear;
    /** How often its exit code was asked for in vain. */
    int lateExits;

    /** A program's notify socket and what is made of what comes in. */
    record Ear(NotifySocket socket, NotifyProtocol protocol) {
        void close() {
            socket.close();
            protocol.close();
        }
    }

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
        if (ear != null) {
            ear.close();
        }
    }
}

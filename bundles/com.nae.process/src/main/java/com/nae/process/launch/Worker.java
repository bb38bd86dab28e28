package com.nae.process.launch;

import com.nae.process.posix.ExitWatch;
import java.time.Duration;
import java.time.Instant;

/** One running program of an instance: from its start, or its adoption, to its exit. */
public final class Worker {
    public final int pid;
    public final String runId;
    public final boolean adopted;
    public final Instant started;
    public ExitWatch exitWatch;
    /** Where it tells its state; null where it does not. */
    public NotifyChannel notifyChannel;
    /** How often its exit code was asked for in vain. */
    public int lateExits;

    /** A program's notify socket and what is made of what comes in. */
    public record NotifyChannel(SdNotifySocket socket, SdNotifyProtocol protocol) {
        public void close() {
            socket.close();
            protocol.close();
        }
    }

    public Worker(int pid, String run, boolean adopted, Instant started) {
        this.pid = pid;
        this.runId = run;
        this.adopted = adopted;
        this.started = started;
    }

    public Duration uptime() {
        return Duration.between(started, Instant.now());
    }

    public void close() {
        if (exitWatch != null) {
            exitWatch.close();
        }
        if (notifyChannel != null) {
            notifyChannel.close();
        }
    }
}

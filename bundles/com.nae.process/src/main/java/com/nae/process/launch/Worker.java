package com.nae.process.launch;

import com.nae.process.posix.ExitWatch;
import com.nae.process.posix.Libc;
import java.time.Duration;
import java.time.Instant;

/**
 * One running program of an instance, from its start or its adoption to its exit. Its identity may be read by any
 * thread; all else is the supervisor's thread's.
 */
public final class Worker {
    /** How often an exit status that is not there yet is asked for again. */
    private static final int EXIT_STATUS_RETRIES = 30;

    private final int pid;
    private final String runId;
    private final boolean adopted;
    private final Instant started;
    private ExitWatch exitWatch;
    private NotifyChannel notifyChannel;
    private int exitStatusRetries;

    /** A program's sd_notify socket, and the protocol that what comes in follows. */
    public record NotifyChannel(SdNotifySocket socket, SdNotifyProtocol protocol) {
        public void close() {
            socket.close();
            protocol.close();
        }
    }

    /**
     * @param runId the mark that the whole process tree bears in its environment
     * @param adopted whether an earlier runtime started it
     */
    public Worker(int pid, String runId, boolean adopted, Instant started) {
        this.pid = pid;
        this.runId = runId;
        this.adopted = adopted;
        this.started = started;
    }

    /** @param channel where it reports its state; null where it does not */
    public void watchedBy(ExitWatch watch, NotifyChannel channel) {
        exitWatch = watch;
        notifyChannel = channel;
    }

    /** The pid of the program itself, which leads its session and its process group. */
    public int pid() {
        return pid;
    }

    public String runId() {
        return runId;
    }

    public boolean adopted() {
        return adopted;
    }

    public Instant started() {
        return started;
    }

    public Duration uptime() {
        return Duration.between(started, Instant.now());
    }

    public ExitWatch exitWatch() {
        return exitWatch;
    }

    /** Counts one more retry for an exit status; false when there were enough. */
    public boolean mayRetryExitStatus() {
        return exitStatusRetries++ < EXIT_STATUS_RETRIES;
    }

    /**
     * Changes the niceness of its process group. What the system does not allow takes effect with the next start only.
     */
    public void renice(int nice) {
        Libc.setpriority(Libc.PRIO_PGRP, pid, nice);
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

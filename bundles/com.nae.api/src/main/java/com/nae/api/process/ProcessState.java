package com.nae.api.process;

/** The life of an instance, in supervisord's words. */
public enum ProcessState {
    /** Not running, on purpose or not started yet. */
    STOPPED,
    /**
     * Has a pid or waits for a dependency; not up for {@code start_seconds} (or not ready, where it tells readiness)
     * yet.
     */
    STARTING,
    /** Up. */
    RUNNING,
    /** Died; the next start is due at {@link ProcessStatus#nextStart()}. */
    BACKOFF,
    /** Was told to stop; some of its tree is still there. */
    STOPPING,
    /** Ended by itself and is not to be started again. */
    EXITED,
    /** Escalated: an operator is asked; still tried again slowly unless its exit was a permanent failure. */
    FATAL,
    /** Nobody can tell whether it runs; it is not touched. */
    UNKNOWN
}

package com.nae.base.thread;

import java.util.concurrent.ThreadFactory;

/**
 * A factory of daemon threads of one name, {@code nae-<owner>[-<what>]}. A daemon thread does not keep the JVM alive;
 * whoever starts it ends it.
 */
public final class DaemonThreads implements ThreadFactory {
    private static final String PREFIX = "nae-";
    private final String name;

    private DaemonThreads(String name) {
        this.name = name;
    }

    /**
     * A factory for an executor.
     *
     * @param name of each of its threads
     * @throws IllegalArgumentException if the name does not begin with {@code nae-}, by which operators find the
     *     threads in a dump
     */
    public static DaemonThreads named(String name) {
        if (!name.startsWith(PREFIX) || name.length() == PREFIX.length()) {
            throw new IllegalArgumentException(
                    "the thread name '" + name + "' is not of the form nae-<owner>[-<what>]");
        }
        return new DaemonThreads(name);
    }

    /** A thread that has not been started. */
    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Starts a thread for one piece of work. */
    public static Thread start(String name, Runnable work) {
        Thread thread = named(name).newThread(work);
        thread.start();
        return thread;
    }
}

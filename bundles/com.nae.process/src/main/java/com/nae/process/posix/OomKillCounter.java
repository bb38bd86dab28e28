package com.nae.process.posix;

import java.time.Duration;

/** Tells whether the kernel has just killed a process for lack of memory, by its counter. Used by one thread. */
public final class OomKillCounter {
    /** When many die at once, one reading of the counter serves all of them. */
    private static final long READING_SERVES = Duration.ofMillis(100).toNanos();

    private long kills = Kernel.outOfMemoryKills();
    private long readAt = System.nanoTime() - READING_SERVES;
    private boolean rose;

    /** Whether the counter rose since the reading before. */
    public boolean justNow() {
        long now = System.nanoTime();
        if (now - readAt > READING_SERVES) {
            long before = kills;
            kills = Kernel.outOfMemoryKills();
            rose = kills > before;
            readAt = now;
        }
        return rose;
    }
}

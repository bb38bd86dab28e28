package com.nae.base.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DaemonThreadsTest {
    @Test
    void aThreadOfAnExecutorIsADaemonWithTheNameAndNotStarted() {
        Thread thread = DaemonThreads.named("nae-issues").newThread(() -> {});
        assertEquals("nae-issues", thread.getName());
        assertTrue(thread.isDaemon());
        assertEquals(Thread.State.NEW, thread.getState());
    }

    @Test
    void startedWorkRunsOnAThreadOfTheName() throws Exception {
        CompletableFuture<String> name = new CompletableFuture<>();
        Thread thread = DaemonThreads.start(
                "nae-process-copy", () -> name.complete(Thread.currentThread().getName()));
        assertEquals("nae-process-copy", name.get(10, TimeUnit.SECONDS));
        assertTrue(thread.isDaemon());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "worker", "nae-", "NAE-issues"})
    void aNameByWhichNobodyFindsTheThreadIsRefused(String name) {
        assertThrows(IllegalArgumentException.class, () -> DaemonThreads.named(name));
    }
}

package com.nae.issues.track;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nae.api.process.ExitStatus;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Which exits are issues, and how they are described. */
class UnexpectedExitTest {
    private static final Instant NOW = Instant.EPOCH;

    private static String how(
            ProcessState before, ProcessState now, OptionalInt code, OptionalInt signal, boolean oom) {
        ProcessStatus status = new ProcessStatus(
                InstanceId.parse("a@live"),
                now,
                "",
                NOW,
                OptionalLong.empty(),
                Optional.empty(),
                0,
                Optional.of(new ExitStatus(code, signal, NOW)),
                false,
                false,
                Optional.empty());
        return UnexpectedExit.of(new ProcessEvent(before, status, true, NOW), Optional.empty(), oom)
                .map(UnexpectedExit::message)
                .orElse("-");
    }

    private static String code(int code) {
        return how(ProcessState.RUNNING, ProcessState.BACKOFF, OptionalInt.of(code), OptionalInt.empty(), false);
    }

    private static String signal(int signal, boolean oom) {
        return how(ProcessState.RUNNING, ProcessState.BACKOFF, OptionalInt.empty(), OptionalInt.of(signal), oom);
    }

    @Test
    void aNonzeroExitIsReported() {
        assertEquals("exited with code 3", code(3));
        assertEquals("-", code(0));
    }

    @Test
    void anExitBySignalNamesTheSignal() {
        assertEquals("killed by SIGSEGV", signal(11, false));
        assertEquals("killed by SIGSEGV", code(139));
        assertEquals("killed by SIGKILL, perhaps out of memory", signal(9, false));
        assertEquals("killed by SIGKILL: out of memory, says the kernel", signal(9, true));
    }

    @Test
    void aRequestedStopIsNoIssue() {
        assertEquals("-", code(130));
        assertEquals("-", signal(2, false));
        assertEquals(
                "-", how(ProcessState.STOPPING, ProcessState.STOPPED, OptionalInt.of(143), OptionalInt.empty(), false));
        assertEquals(
                "-", how(ProcessState.STOPPING, ProcessState.STARTING, OptionalInt.empty(), OptionalInt.of(9), false));
    }
}

package com.nae.health.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.process.LaunchSpec;
import com.nae.health.probe.ProbeResult.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The probe against real processes. */
class ExecProbeTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private ExecProbe exec(String... command) {
        return new ExecProbe(launch(command), command[0], ProcessBuilder::start);
    }

    private LaunchSpec launch(String... command) {
        return new LaunchSpec(List.of(command), Map.of("NAE_MODE", "live", "PATH", System.getenv("PATH")), folder);
    }

    @Test
    void passesOnExitCodeZeroAndReportsTheOutputOtherwise() throws Exception {
        assertTrue(exec("sh", "-c", "test \"$NAE_MODE\" = live").probe(LONG).is(Outcome.PASSED));
        assertEquals(
                "sh ended with exit code 3: no  feed",
                exec("sh", "-c", "printf 'no\\n\\033\\0 feed'; exit 3")
                        .probe(LONG)
                        .detail());
    }

    @Test
    void aMissingCommandSaysNothingAboutTheProgram() {
        assertTrue(
                assertThrows(IOException.class, () -> exec("/no/such/program").probe(LONG))
                        .getMessage()
                        .contains("/no/such/program"));
        assertTrue(assertThrows(
                        IOException.class,
                        () -> exec("sh", "-c", "no-such-check --now").probe(LONG))
                .getMessage()
                .startsWith("sh cannot be run: "));
    }

    @Test
    void whateverACommandLeavesBehindIsKilledAlsoWhenItPassed() throws Exception {
        Path pid = folder.resolve("pid");
        assertTrue(exec("sh", "-c", "sleep 1000 & echo $! > " + pid).probe(LONG).is(Outcome.PASSED));
        awaitEnd(pid);
    }

    @Test
    void aCommandThatCannotBeKilledIsNotStartedAgain() throws Exception {
        CountDownLatch starts = new CountDownLatch(2);
        ExecProbe probe = new ExecProbe(launch("stuck"), "stuck", builder -> {
            starts.countDown();
            return new Stuck();
        });
        assertEquals("stuck did not end within 200 ms", probe.probe(SHORT).detail());
        assertEquals(
                "an earlier run of stuck was killed and has not ended yet",
                probe.probe(SHORT).detail());
        assertEquals(1, starts.getCount());
    }

    /** A process in an uninterruptible system call, as on a disk that has failed. */
    private static final class Stuck extends Process {
        @Override
        public OutputStream getOutputStream() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public InputStream getInputStream() {
            return InputStream.nullInputStream();
        }

        @Override
        public InputStream getErrorStream() {
            return InputStream.nullInputStream();
        }

        @Override
        public int waitFor() {
            return exitValue();
        }

        @Override
        public int exitValue() {
            throw new IllegalThreadStateException("it lives");
        }

        @Override
        public long pid() {
            return Integer.MAX_VALUE;
        }

        @Override
        public Stream<ProcessHandle> descendants() {
            return Stream.empty();
        }

        @Override
        public void destroy() {}
    }

    @Test
    void aCommandIsKilledWithItsChildrenAtTheTimeout() throws Exception {
        Path pid = folder.resolve("pid");
        ProbeResult late =
                exec("sh", "-c", "sleep 1000 & echo $! > " + pid + "; wait").probe(Duration.ofSeconds(1));
        assertEquals("sh did not end within 1 s", late.detail());
        awaitEnd(pid);
    }

    @Test
    void aCommandIsKilledWithProcessesThatItHandedToInit() throws Exception {
        Path pid = folder.resolve("pid");
        assertTrue(exec("sh", "-c", "(sleep 1000 & echo $! > " + pid + "); sleep 1000")
                .probe(Duration.ofSeconds(1))
                .is(Outcome.FAILED));
        awaitEnd(pid);
    }

    private static void awaitEnd(Path pid) throws IOException {
        long child = Long.parseLong(Files.readString(pid).strip());
        ProcessHandle.of(child).ifPresent(handle -> handle.onExit().join());
        assertFalse(ProcessHandle.of(child).map(ProcessHandle::isAlive).orElse(false));
    }

    @Test
    void outputAndChildrenOfACommandDoNotDelayItsResult() throws Exception {
        assertTrue(exec("sh", "-c", "head -c 1000000 /dev/zero").probe(LONG).is(Outcome.PASSED));
        assertTrue(exec("sh", "-c", "sleep 5 & exit 0").probe(LONG).is(Outcome.PASSED));
    }
}

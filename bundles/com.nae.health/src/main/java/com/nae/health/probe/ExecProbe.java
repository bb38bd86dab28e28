package com.nae.health.probe;

import com.nae.api.process.LaunchSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Passes when a command ends with exit code 0. The command runs in a session of its own; whatever is left of the
 * session is killed when the command has ended or its time is over. Used by one thread at a time.
 */
final class ExecProbe implements ProbeHandler {
    private static final int MAX_OUTPUT = 1024;
    private static final int MAX_WAIT_MS = 50;
    /** Exit codes of shells for a command that cannot be executed or is not found (POSIX, 2.8.2). */
    private static final Set<Integer> COULD_NOT_RUN = Set.of(126, 127);

    private final LaunchSpec launch;
    private final String name;
    private final Starter starter;
    private Optional<Process> previous = Optional.empty();

    /** Starts a process; tests replace it. */
    interface Starter {
        Process start(ProcessBuilder builder) throws IOException;
    }

    /** @param name of the command in results */
    ExecProbe(LaunchSpec launch, String name, Starter starter) {
        this.launch = launch;
        this.name = name;
        this.starter = starter;
    }

    @Override
    public ProbeResult probe(Duration timeout) throws IOException, InterruptedException {
        if (previous.filter(Process::isAlive).isPresent()) {
            return ProbeResult.failed("an earlier run of " + name + " was killed and has not ended yet");
        }
        ProcessBuilder builder = new ProcessBuilder(CommandSession.leading(launch.command()))
                .directory(launch.directory().toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().clear();
        builder.environment().putAll(launch.environment());
        Process process = starter.start(builder);
        previous = Optional.of(process);
        try (InputStream output = process.getInputStream()) {
            ByteArrayOutputStream kept = new ByteArrayOutputStream();
            if (!awaitEnd(process, output, kept, Deadline.in(timeout))) {
                return ProbeResult.timedOut(name + " did not end", timeout);
            }
            return judge(process.exitValue(), kept.toString(StandardCharsets.UTF_8));
        } finally {
            CommandSession.kill(process);
        }
    }

    /**
     * Waits for the process, with growing pauses, and reads its output meanwhile. It does not wait for the end of the
     * output, because a descendant may keep the pipe open.
     */
    private static boolean awaitEnd(Process process, InputStream output, ByteArrayOutputStream kept, Deadline deadline)
            throws IOException, InterruptedException {
        byte[] buffer = new byte[MAX_OUTPUT];
        int waitMs = 1;
        boolean ended = false;
        while (!ended && !deadline.passed()) {
            ended = process.waitFor(Math.min(waitMs, deadline.remainingMillis()), TimeUnit.MILLISECONDS);
            waitMs = Math.min(waitMs * 2, MAX_WAIT_MS);
            while (output.available() > 0 && !deadline.passed()) {
                int read = output.read(buffer, 0, Math.min(buffer.length, output.available()));
                kept.write(buffer, 0, Math.min(read, MAX_OUTPUT - kept.size()));
            }
        }
        return ended;
    }

    private ProbeResult judge(int code, String output) throws IOException {
        String printed = output.isBlank() ? "" : ": " + output;
        if (COULD_NOT_RUN.contains(code)) {
            throw new IOException(name + " cannot be run" + printed);
        }
        return code == 0
                ? ProbeResult.passed(name + " passed")
                : ProbeResult.failed(name + " ended with exit code " + code + printed);
    }
}

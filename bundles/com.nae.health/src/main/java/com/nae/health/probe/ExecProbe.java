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
 * Passes when a command ends with exit code 0. It runs in a session of its own, and what is left of that is killed when
 * it has ended or its time is over. Used by one thread at a time.
 */
final class ExecProbe implements ProbeHandler {
    private static final int KEPT = 1024;
    private static final int LONGEST_NAP = 50;
    /** What shells and their like answer for a command that cannot be executed, or is not there (POSIX, 2.8.2). */
    private static final Set<Integer> NOT_RUN = Set.of(126, 127);

    private final LaunchSpec launch;
    private final String name;
    private final Starter starter;
    private Optional<Process> undead = Optional.empty();

    /** Starts what was built. */
    interface Starter {
        Process start(ProcessBuilder builder) throws IOException;
    }

    /** @param name of the command in what is said about it */
    ExecProbe(LaunchSpec launch, String name, Starter starter) {
        this.launch = launch;
        this.name = name;
        this.starter = starter;
    }

    @Override
    public ProbeResult probe(Duration timeout) throws IOException, InterruptedException {
        if (undead.filter(Process::isAlive).isPresent()) {
            return ProbeResult.failed(name + " of an earlier time was killed and has not ended yet");
        }
        ProcessBuilder builder = new ProcessBuilder(CommandSession.leading(launch.command()))
                .directory(launch.directory().toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().clear();
        builder.environment().putAll(launch.environment());
        Process process = starter.start(builder);
        undead = Optional.of(process);
        try (InputStream output = process.getInputStream()) {
            ByteArrayOutputStream kept = new ByteArrayOutputStream();
            if (!ended(process, output, kept, Deadline.in(timeout))) {
                return ProbeResult.failed(name + " did not end within " + ProbeManager.format(timeout));
            }
            return judge(process.exitValue(), kept.toString(StandardCharsets.UTF_8));
        } finally {
            CommandSession.kill(process);
        }
    }

    /** Waits with growing naps, draining the output meanwhile: a descendant that keeps the pipe open delays nothing. */
    private static boolean ended(Process process, InputStream output, ByteArrayOutputStream kept, Deadline deadline)
            throws IOException, InterruptedException {
        byte[] buffer = new byte[KEPT];
        int nap = 1;
        boolean ended = false;
        while (!ended && !deadline.passed()) {
            ended = process.waitFor(Math.min(nap, deadline.remainingMillis()), TimeUnit.MILLISECONDS);
            nap = Math.min(nap * 2, LONGEST_NAP);
            while (output.available() > 0 && !deadline.passed()) {
                int read = output.read(buffer, 0, Math.min(buffer.length, output.available()));
                kept.write(buffer, 0, Math.min(read, KEPT - kept.size()));
            }
        }
        return ended;
    }

    private ProbeResult judge(int code, String output) throws IOException {
        String said = output.isBlank() ? "" : ": " + output;
        if (NOT_RUN.contains(code)) {
            throw new IOException(name + " cannot be run" + said);
        }
        return code == 0
                ? ProbeResult.passed(name + " passed")
                : ProbeResult.failed(name + " ended with exit code " + code + said);
    }
}

package com.nae.health.probe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Passes when a command ends with exit code 0; it is killed with all it started when its time is over. */
record ExecProbe(List<String> command, Path directory, Map<String, String> environment) implements Means {
    private static final int KEPT = 1024;
    private static final int LONGEST_NAP = 50;

    @Override
    public ProbeResult ask(Duration timeout) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (InputStream output = process.getInputStream()) {
            ByteArrayOutputStream kept = new ByteArrayOutputStream();
            if (!ended(process, output, kept, Deadline.in(timeout))) {
                return ProbeResult.failed(command.get(0) + " did not end within " + Probes.spoken(timeout));
            }
            return judge(process.exitValue(), kept.toString(StandardCharsets.UTF_8));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Waits with growing naps, draining the output meanwhile: a descendant that keeps the pipe open delays nothing. */
    private static boolean ended(Process process, InputStream output, ByteArrayOutputStream kept, Deadline deadline) throws IOException, InterruptedException {
        byte[] buffer = new byte[KEPT];
        int nap = 1;
        boolean ended = false;
        while (!ended && !deadline.passed()) {
            ended = process.waitFor(Math.min(nap, deadline.millis()), TimeUnit.MILLISECONDS);
            nap = Math.min(nap * 2, LONGEST_NAP);
            while (output.available() > 0) {
                int read = output.read(buffer, 0, Math.min(buffer.length, output.available()));
                kept.write(buffer, 0, Math.min(read, KEPT - kept.size()));
                if (deadline.passed()) {
                    break;
                }
            }
        }
        return ended;
    }

    private ProbeResult judge(int code, String output) {
        String said = output.isBlank() ? "" : ": " + output;
        return code == 0 ? ProbeResult.passed(command.get(0) + " passed") : ProbeResult.failed(command.get(0) + " ended with exit code " + code + said);
    }
}

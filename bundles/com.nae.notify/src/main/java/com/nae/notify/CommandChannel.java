package com.nae.notify;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a command of the operator without a shell, with the text of the message as its standard input. */
final class CommandChannel implements NotificationChannel {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);
    private final List<String> command;
    private final Path home;
    private final Duration timeout;

    CommandChannel(List<String> command, Path home) {
        this(command, home, DEFAULT_TIMEOUT);
    }

    CommandChannel(List<String> command, Path home, Duration timeout) {
        this.command = command;
        this.home = home;
        this.timeout = timeout;
    }

    @Override
    public void deliver(Message message) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            write(process, message.text());
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(command.get(0) + " did not end within " + timeout.toSeconds() + " s");
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new IOException(command.get(0) + " ended with exit code " + process.exitValue());
        }
    }

    /** A message fits into the pipe, so a command that reads nothing does not block this. Only its exit code counts. */
    private static void write(Process process, String text) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException unread) {
            return;
        }
    }
}

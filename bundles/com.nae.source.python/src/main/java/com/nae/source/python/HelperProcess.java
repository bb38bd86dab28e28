package com.nae.source.python;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * One helper in one interpreter, which stays for some seconds after its last question and then ends by itself. It sees
 * no working directory, no {@code PYTHONPATH} and no site hooks; a question that takes too long or answers too much
 * kills it.
 */
final class HelperProcess {
    static final int LIMIT_SECONDS = 10;
    /** A start takes its time on a machine that is busy. */
    static final int START_SECONDS = 20;

    static final int LARGEST_ANSWER = 16 << 20;

    private final Interpreter interpreter;
    private final ScheduledExecutorService watchdog;
    private final byte[] program;
    private volatile Process process;
    private OutputStream questions;
    private InputStream answers;

    HelperProcess(Interpreter interpreter, byte[] program, ScheduledExecutorService watchdog) {
        this.interpreter = interpreter;
        this.program = program;
        this.watchdog = watchdog;
    }

    /** One line for one line; a helper that has gone to rest since is started again, once. */
    synchronized String ask(String question) throws IOException {
        boolean rested = process != null;
        try {
            return exchange(question);
        } catch (IOException gone) {
            kill();
            if (!rested) {
                throw gone;
            }
        }
        return exchange(question);
    }

    /** Ends the helper, also in the middle of an answer. */
    void kill() {
        Process running = process;
        process = null;
        if (running != null) {
            running.destroyForcibly();
        }
    }

    private String exchange(String question) throws IOException {
        boolean fresh = process == null;
        if (fresh) {
            start();
        }
        Process asked = process;
        var limit = watchdog.schedule(
                asked::destroyForcibly, LIMIT_SECONDS + (fresh ? START_SECONDS : 0), TimeUnit.SECONDS);
        try {
            questions.write(fresh ? program : new byte[0]);
            questions.write(question.getBytes(StandardCharsets.UTF_8));
            questions.write('\n');
            questions.flush();
            return line();
        } finally {
            limit.cancel(false);
        }
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = answers.read(); b != '\n'; b = answers.read()) {
            if (b < 0 || line.size() >= LARGEST_ANSWER) {
                kill();
                throw new IOException(
                        b < 0 ? interpreter.executable() + " gave no answer" : "the answer was too large");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private void start() throws IOException {
        var builder = new ProcessBuilder(List.of(
                interpreter.executable().toString(), "-I", "-S", "-B", "-X", "utf8", "-c", HelperProgram.bootstrap()));
        builder.directory(new java.io.File("/")).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(interpreter.environment());
        process = builder.start();
        questions = new BufferedOutputStream(process.getOutputStream(), 1 << 16);
        answers = new BufferedInputStream(process.getInputStream());
    }
}

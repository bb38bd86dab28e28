package com.nae.shell.command.process;

import com.nae.api.process.InstanceId;
import com.nae.api.shell.Invocation;
import com.nae.shell.text.AnsiStyle;
import com.nae.shell.text.JsonOutput;
import com.nae.shell.text.TerminalSanitizer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The printer of the output of instances. It prints byte for byte into a pipe, and sanitized on a terminal, with
 * headings where there are several instances. With {@code --json} it prints one object a line.
 */
final class LogPrinter {
    private final Invocation in;
    private final boolean headings;
    private final Map<InstanceId, TerminalSanitizer> sanitizers = new HashMap<>();
    private final Map<InstanceId, ByteArrayOutputStream> unfinishedLines = new HashMap<>();
    private InstanceId current;
    private boolean lineEnded = true;

    LogPrinter(Invocation in, boolean headings) {
        this.in = in;
        this.headings = headings;
    }

    void print(InstanceId id, ByteBuffer bytes) {
        if (!bytes.hasRemaining()) {
            return;
        }
        if (in.json()) {
            printObjects(id, bytes);
            return;
        }
        printHeading(id);
        lineEnded = bytes.get(bytes.limit() - 1) == '\n';
        if (in.screen().terminal()) {
            in.out()
                    .print(sanitizers
                            .computeIfAbsent(
                                    id, i -> new TerminalSanitizer(in.screen().colour()))
                            .sanitize(bytes));
        } else {
            in.out().write(bytes.array(), bytes.position(), bytes.remaining());
        }
    }

    /**
     * One line of an instance, as JSON.
     *
     * @param instance such as {@code trader@live}
     * @param line one line of its output
     */
    record Line(String instance, String line) {}

    /** Prints complete lines as JSON objects; an unfinished line is kept for the next call. */
    private void printObjects(InstanceId id, ByteBuffer bytes) {
        ByteArrayOutputStream line = unfinishedLines.computeIfAbsent(id, i -> new ByteArrayOutputStream());
        while (bytes.hasRemaining()) {
            byte b = bytes.get();
            if (b == '\n') {
                printObject(id, line);
            } else {
                line.write(b);
            }
        }
    }

    private void printObject(InstanceId id, ByteArrayOutputStream line) {
        JsonOutput.print(in.out(), new Line(id.toString(), line.toString(StandardCharsets.UTF_8)));
        line.reset();
    }

    /** Prints the name of the instance when the output changes to another one, as {@code tail} does. */
    private void printHeading(InstanceId id) {
        if (headings && !id.equals(current)) {
            in.out()
                    .println((lineEnded ? "" : "\n")
                            + (current == null ? "" : "\n")
                            + AnsiStyle.of(in.screen()).bold("==> " + id + " <=="));
            current = id;
        }
    }

    /** Prints an unfinished last line, and resets the colours of the terminal. */
    void finish() {
        unfinishedLines.forEach((id, line) -> {
            if (line.size() > 0) {
                printObject(id, line);
            }
        });
        sanitizers.values().stream()
                .map(TerminalSanitizer::resetSequence)
                .filter(end -> !end.isEmpty())
                .findFirst()
                .ifPresent(in.out()::print);
        if (in.screen().terminal() && !lineEnded) {
            in.out().println();
        }
    }
}

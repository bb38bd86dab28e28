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
 * Output of instances as it is shown: byte for byte in a pipe, cleaned on a terminal, under headings where there are
 * several; or an object a line as JSON.
 */
final class LogPrinter {
    private final Invocation in;
    private final boolean headings;
    private final Map<InstanceId, TerminalSanitizer> texts = new HashMap<>();
    private final Map<InstanceId, ByteArrayOutputStream> begun = new HashMap<>();
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
            objects(id, bytes);
            return;
        }
        heading(id);
        lineEnded = bytes.get(bytes.limit() - 1) == '\n';
        if (in.screen().terminal()) {
            in.out()
                    .print(texts.computeIfAbsent(
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

    private void objects(InstanceId id, ByteBuffer bytes) {
        ByteArrayOutputStream line = begun.computeIfAbsent(id, i -> new ByteArrayOutputStream());
        while (bytes.hasRemaining()) {
            byte b = bytes.get();
            if (b == '\n') {
                object(id, line);
            } else {
                line.write(b);
            }
        }
    }

    private void object(InstanceId id, ByteArrayOutputStream line) {
        JsonOutput.print(in.out(), new Line(id.toString(), line.toString(StandardCharsets.UTF_8)));
        line.reset();
    }

    private void heading(InstanceId id) {
        if (headings && !id.equals(current)) {
            in.out()
                    .println((lineEnded ? "" : "\n")
                            + (current == null ? "" : "\n")
                            + AnsiStyle.of(in.screen()).bold("==> " + id + " <=="));
            current = id;
        }
    }

    void finish() {
        begun.forEach((id, line) -> {
            if (line.size() > 0) {
                object(id, line);
            }
        });
        texts.values().stream()
                .map(TerminalSanitizer::resetSequence)
                .filter(end -> !end.isEmpty())
                .findFirst()
                .ifPresent(in.out()::print);
        if (in.screen().terminal() && !lineEnded) {
            in.out().println();
        }
    }
}

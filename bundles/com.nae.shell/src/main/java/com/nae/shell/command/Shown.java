package com.nae.shell.command;

import com.nae.api.process.InstanceId;
import com.nae.api.shell.Invocation;
import com.nae.shell.text.Json;
import com.nae.shell.text.Style;
import com.nae.shell.text.TerminalText;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Output of instances as it is shown: byte for byte in a pipe, cleaned on a terminal, under headings where there are several; or an object a line as JSON. */
final class Shown {
    private final Invocation in;
    private final boolean headings;
    private final Map<InstanceId, TerminalText> texts = new HashMap<>();
    private final Map<InstanceId, ByteArrayOutputStream> begun = new HashMap<>();
    private InstanceId current;
    private boolean lineEnded = true;

    Shown(Invocation in, boolean headings) {
        this.in = in;
        this.headings = headings;
    }

    void show(InstanceId id, ByteBuffer bytes) {
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
            in.out().print(texts.computeIfAbsent(id, i -> new TerminalText(in.screen().colour())).clean(bytes));
        } else {
            in.out().write(bytes.array(), bytes.position(), bytes.remaining());
        }
    }

    /** One line of an instance, as JSON. */
    record Line(String instance, String line) {
    }

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
        Json.print(in.out(), new Line(id.toString(), line.toString(StandardCharsets.UTF_8)));
        line.reset();
    }

    private void heading(InstanceId id) {
        if (headings && !id.equals(current)) {
            in.out().println((lineEnded ? "" : "\n") + (current == null ? "" : "\n") + Style.of(in.screen()).bold("==> " + id + " <=="));
            current = id;
        }
    }

    void end() {
        begun.forEach((id, line) -> {
            if (line.size() > 0) {
                object(id, line);
            }
        });
        texts.values().stream().map(TerminalText::end).filter(end -> !end.isEmpty()).findFirst().ifPresent(in.out()::print);
        if (in.screen().terminal() && !lineEnded) {
            in.out().println();
        }
    }
}

package com.nae.shell.command;

import com.nae.api.process.InstanceId;
import com.nae.api.shell.Invocation;
import com.nae.shell.text.Style;
import com.nae.shell.text.TerminalText;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** Output of instances as it is shown: byte for byte in a pipe, cleaned on a terminal, under headings where there are several. */
final class Shown {
    private final Invocation in;
    private final boolean headings;
    private final Map<InstanceId, TerminalText> texts = new HashMap<>();
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
        heading(id);
        lineEnded = bytes.get(bytes.limit() - 1) == '\n';
        if (in.screen().terminal()) {
            in.out().print(texts.computeIfAbsent(id, i -> new TerminalText(in.screen().colour())).clean(bytes));
        } else {
            in.out().write(bytes.array(), bytes.position(), bytes.remaining());
        }
    }

    private void heading(InstanceId id) {
        if (headings && !id.equals(current)) {
            in.out().println((lineEnded ? "" : "\n") + (current == null ? "" : "\n") + Style.of(in.screen()).bold("==> " + id + " <=="));
            current = id;
        }
    }

    void end() {
        texts.values().stream().map(TerminalText::end).filter(end -> !end.isEmpty()).findFirst().ifPresent(in.out()::print);
        if (in.screen().terminal() && !lineEnded) {
            in.out().println();
        }
    }
}

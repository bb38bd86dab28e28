package com.nae.shell.command;

import com.nae.api.operation.OperationStatus;
import com.nae.api.shell.Invocation;
import com.nae.shell.text.Quantity;
import com.nae.shell.text.Style;
import com.nae.shell.text.Table;
import com.nae.shell.text.Wrapped;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** The status as a person reads it. */
final class StatusText {
    private final OperationStatus status;
    private final PrintStream out;
    private final Style style;
    private final int columns;

    StatusText(OperationStatus status, Invocation in) {
        this.status = status;
        this.out = in.out();
        this.style = Style.of(in.screen());
        this.columns = in.screen().columns();
    }

    void print(boolean whole) {
        if (whole) {
            heading();
        }
        processes();
        if (whole) {
            refused();
            totals();
        }
    }

    private void heading() {
        out.println(style.bold("NAE " + status.version()) + "  mode " + status.mode() + "  pid " + status.pid() + "  up "
                + Quantity.duration(status.uptimeS()) + "  " + style.rated(status.health()));
        status.reasons().forEach(reason -> Wrapped.print(out, reason, "  ", columns));
        out.println();
    }

    private void processes() {
        if (status.processes().isEmpty()) {
            out.println("No processes. Copy a com.nae.process-<name>.cfg into config/.");
            return;
        }
        Table table = new Table(columns, style, "PROCESS", "STATE", "PID", "UP", "RESTARTS", "CPU", "MEMORY", "HEALTH").rated("STATE");
        status.processes().forEach(p -> table.row(notes(p), p.instance(), p.state(), p.pid() == null ? "-" : p.pid().toString(),
                p.pid() == null ? "-" : Quantity.duration(p.uptimeS()), String.valueOf(p.restarts()), Quantity.percent(p.cpuPercent()),
                Quantity.bytes(p.memoryBytes()), p.health()));
        table.print(out);
    }

    private static List<String> notes(OperationStatus.Process p) {
        List<String> notes = new ArrayList<>();
        if (!p.reason().isBlank()) {
            notes.add(p.reason());
        }
        p.reasons().stream().filter(reason -> p.reason().isBlank() || !reason.endsWith(p.reason())).forEach(notes::add);
        return notes;
    }

    private void refused() {
        if (!status.refused().isEmpty()) {
            out.println();
            out.println(style.red("Refused, what ran before goes on:"));
            status.refused().forEach(refusal -> Wrapped.print(out, refusal.toString(), "  ", columns));
        }
    }

    private void totals() {
        out.println();
        out.println(Quantity.plural(status.issuesOpen(), "open issue") + ", " + Quantity.plural(status.fixesApplied(), "fix") + " applied, "
                + Quantity.plural(status.enhancementsApplied(), "enhancement") + " applied");
    }
}

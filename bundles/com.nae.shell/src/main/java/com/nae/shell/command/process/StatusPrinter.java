package com.nae.shell.command.process;

import com.nae.api.operation.OperationStatus;
import com.nae.api.shell.Invocation;
import com.nae.shell.text.AnsiStyle;
import com.nae.shell.text.TextTable;
import com.nae.shell.text.UnitFormat;
import com.nae.shell.text.WrappedText;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The printer of the status as text for the operator. */
final class StatusPrinter {
    /** Files that are named beside one sentence. */
    private static final int MOST_FILES = 5;

    private final OperationStatus status;
    private final PrintStream out;
    private final AnsiStyle style;
    private final int columns;

    StatusPrinter(OperationStatus status, Invocation in) {
        this.status = status;
        this.out = in.out();
        this.style = AnsiStyle.of(in.screen());
        this.columns = in.screen().columns();
    }

    /**
     * Prints the status.
     *
     * @param whole whether with the header and the totals, too
     * @param notes of configuration files, {@code file: sentence}
     */
    void print(boolean whole, List<String> notes) {
        if (whole) {
            heading();
        }
        processes();
        if (whole) {
            refused();
            noted(notes);
            totals();
        }
    }

    private void heading() {
        out.println(style.bold("NAE " + status.version()) + "  mode " + status.mode() + "  pid " + status.pid()
                + "  up " + UnitFormat.duration(status.uptimeS()) + "  " + style.byStatus(status.health()));
        status.reasons().forEach(reason -> WrappedText.print(out, reason, "  ", columns));
        out.println();
    }

    private void processes() {
        if (status.processes().isEmpty()) {
            out.println("No processes. Copy a com.nae.process-<name>.cfg into config/.");
            return;
        }
        TextTable table = new TextTable(
                        columns, style, "PROCESS", "STATE", "PID", "UP", "RESTARTS", "CPU", "MEMORY", "HEALTH")
                .colourByStatus("STATE");
        status.processes()
                .forEach(p -> table.row(
                        notes(p),
                        p.instance(),
                        p.state(),
                        p.pid() == null ? "-" : p.pid().toString(),
                        p.pid() == null ? "-" : UnitFormat.duration(p.uptimeS()),
                        String.valueOf(p.restarts()),
                        UnitFormat.percent(p.cpuPercent()),
                        UnitFormat.bytes(p.memoryBytes()),
                        p.health()));
        table.print(out);
    }

    /** The reasons of a state and of a health level, without those that say the same. */
    private static List<String> notes(OperationStatus.Process p) {
        List<String> notes = new ArrayList<>();
        if (!p.reason().isBlank()) {
            notes.add(p.reason());
        }
        p.reasons().stream()
                .filter(reason -> p.reason().isBlank() || !reason.endsWith(p.reason()))
                .forEach(notes::add);
        return notes;
    }

    private void refused() {
        if (!status.refused().isEmpty()) {
            out.println();
            out.println(style.red("Refused; what was valid before stays in force:"));
            status.refused().forEach(refusal -> WrappedText.print(out, refusal.toString(), "  ", columns));
        }
    }

    /** Prints each sentence once, with the files that it is about. */
    private void noted(List<String> notes) {
        Map<String, List<String>> files = new LinkedHashMap<>();
        for (String note : notes) {
            int colon = note.indexOf(": ");
            files.computeIfAbsent(note.substring(colon + 2), sentence -> new ArrayList<>())
                    .add(note.substring(0, Math.max(0, colon)));
        }
        if (!files.isEmpty()) {
            out.println();
            out.println("Notes on valid files:");
        }
        files.forEach((sentence, of) -> {
            String more = of.size() > MOST_FILES ? " and " + (of.size() - MOST_FILES) + " more" : "";
            String names = String.join(", ", of.subList(0, Math.min(of.size(), MOST_FILES)));
            WrappedText.print(out, names + more + ": " + sentence, "  ", columns);
        });
    }

    private void totals() {
        out.println();
        out.println(UnitFormat.plural(status.issuesOpen(), "open issue") + ", "
                + UnitFormat.plural(status.fixesApplied(), "fix") + " applied, "
                + UnitFormat.plural(status.enhancementsApplied(), "enhancement") + " applied");
    }
}

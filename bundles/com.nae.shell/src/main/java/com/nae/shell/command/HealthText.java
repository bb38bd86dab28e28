package com.nae.shell.command;

import com.nae.api.shell.Invocation;
import com.nae.shell.text.Quantity;
import com.nae.shell.text.Style;
import com.nae.shell.text.Table;
import com.nae.shell.text.Wrapped;
import java.io.PrintStream;
import java.time.Instant;
import java.util.stream.Collectors;

/** Health as a person reads it. */
final class HealthText {
    private static final int WIDE = 115;
    private static final String[] NARROW_HEADINGS = {"PROCESS", "HEALTH", "CPU", "MEMORY", "UP", "RESTARTS", "ERR/H", "OUTPUT"};
    private static final String[] WIDE_HEADINGS =
            {"PROCESS", "HEALTH", "CPU", "MEMORY", "PROCESSES", "FILES", "THREADS", "UP", "RESTARTS", "ERR/H", "OUTPUT", "PROBE"};

    private final HealthView view;
    private final PrintStream out;
    private final Style style;
    private final int columns;

    HealthText(HealthView view, Invocation in) {
        this.view = view;
        this.out = in.out();
        this.style = Style.of(in.screen());
        this.columns = in.screen().columns();
    }

    void print() {
        report("all", view.overall());
        view.modes().forEach(this::report);
        if (view.system() != null) {
            machine(view.system());
        }
        out.println();
        Table table = new Table(columns, style, columns < WIDE ? NARROW_HEADINGS : WIDE_HEADINGS).rated("HEALTH");
        Instant now = Instant.now();
        view.instances().forEach(i -> table.row(i.reasons(), columns < WIDE ? narrow(i, now) : wide(i, now)));
        table.print(out);
    }

    private static String[] narrow(HealthView.Instance i, Instant now) {
        return new String[] {i.instance(), i.level(), Quantity.percent(i.cpuPercent()), Quantity.bytes(i.memoryBytes()), duration(i.uptimeS()), count(i.restarts()),
                count(i.errorsPerHour()), i.lastOutput() == null ? "-" : Quantity.since(i.lastOutput(), now)};
    }

    private static String[] wide(HealthView.Instance i, Instant now) {
        String[] n = narrow(i, now);
        return new String[] {n[0], n[1], n[2], n[3], count(i.processes()), count(i.files()), count(i.threads()), n[4], n[5], n[6], n[7],
                i.probeS() == null ? "-" : Math.round(i.probeS() * 1000) + "ms"};
    }

    private void report(String what, HealthView.Report report) {
        out.println(String.format("%-8s", what) + style.rated(report.level()));
        report.reasons().forEach(reason -> Wrapped.print(out, reason, "    ", columns));
    }

    private void machine(HealthView.Machine m) {
        Wrapped.print(out, "machine: CPU " + Quantity.percent(m.cpuPercent()) + " of " + m.cores() + " cores, load " + (m.load() == null ? "-" : m.load())
                + ", memory " + Quantity.percent(m.memoryPercent()) + " of " + Quantity.bytes(m.memoryTotalBytes()) + ", swap " + Quantity.percent(m.swapPercent()), "", columns);
        Wrapped.print(out, "disks:   " + m.disks().stream().map(d -> d.folder() + " " + Quantity.percent(d.percent()) + " of " + Quantity.bytes(d.totalBytes())
                + ", inodes " + Quantity.percent(d.inodesPercent())).collect(Collectors.joining("; ")) + "; open files " + count(m.openFiles()), "", columns);
        HealthView.Itself r = m.runtime();
        Wrapped.print(out, "NAE:     " + Quantity.bytes(r.memoryBytes()) + ", heap " + Quantity.bytes(r.heapBytes()) + " of " + Quantity.bytes(r.heapMostBytes())
                + ", " + count(r.threads()) + " threads, " + count(r.files()) + " files, data " + Quantity.bytes(r.dataBytes()) + ", " + r.lagMs() + " ms late", "", columns);
    }

    private static String duration(Double seconds) {
        return seconds == null ? "-" : Quantity.duration(seconds);
    }

    private static String count(Number value) {
        return value == null ? "-" : String.valueOf(Math.round(value.doubleValue()));
    }
}

package com.nae.shell.command.health;

import com.nae.api.shell.Invocation;
import com.nae.shell.text.AnsiStyle;
import com.nae.shell.text.TextTable;
import com.nae.shell.text.UnitFormat;
import com.nae.shell.text.WrappedText;
import java.io.PrintStream;
import java.time.Instant;
import java.util.stream.Collectors;

/** The printer of health as text for the operator. */
final class HealthPrinter {
    /** A screen with at least this number of columns gets the wide table. */
    private static final int WIDE = 115;

    private static final String[] NARROW_HEADINGS = {
        "PROCESS", "HEALTH", "CPU", "MEMORY", "UP", "RESTARTS", "ERR/H", "OUTPUT"
    };
    private static final String[] WIDE_HEADINGS = {
        "PROCESS",
        "HEALTH",
        "CPU",
        "MEMORY",
        "PROCESSES",
        "FILES",
        "THREADS",
        "UP",
        "RESTARTS",
        "ERR/H",
        "OUTPUT",
        "PROBE"
    };

    private final HealthView view;
    private final PrintStream out;
    private final AnsiStyle style;
    private final int columns;

    HealthPrinter(HealthView view, Invocation in) {
        this.view = view;
        this.out = in.out();
        this.style = AnsiStyle.of(in.screen());
        this.columns = in.screen().columns();
    }

    void print() {
        report("all", view.overall());
        view.modes().forEach(this::report);
        if (view.system() != null) {
            machine(view.system());
        }
        out.println();
        TextTable table = new TextTable(columns, style, columns < WIDE ? NARROW_HEADINGS : WIDE_HEADINGS)
                .colourByStatus("HEALTH");
        Instant now = Instant.now();
        view.instances().forEach(i -> table.row(i.reasons(), columns < WIDE ? narrow(i, now) : wide(i, now)));
        table.print(out);
    }

    private static String[] narrow(HealthView.Instance i, Instant now) {
        return new String[] {
            i.instance(),
            i.level(),
            UnitFormat.percent(i.cpuPercent()),
            UnitFormat.bytes(i.memoryBytes()),
            duration(i.uptimeS()),
            count(i.restarts()),
            count(i.errorsPerHour()),
            i.lastOutput() == null ? "-" : UnitFormat.elapsed(i.lastOutput(), now)
        };
    }

    private static String[] wide(HealthView.Instance i, Instant now) {
        String[] n = narrow(i, now);
        return new String[] {
            n[0],
            n[1],
            n[2],
            n[3],
            count(i.processes()),
            count(i.files()),
            count(i.threads()),
            n[4],
            n[5],
            n[6],
            n[7],
            i.probeS() == null ? "-" : Math.round(i.probeS() * 1000) + "ms"
        };
    }

    private void report(String what, HealthView.Report report) {
        out.println(String.format("%-8s", what) + style.byStatus(report.level()));
        report.reasons().forEach(reason -> WrappedText.print(out, reason, "    ", columns));
    }

    /** Three lines about the machine, its disks and NAE itself. */
    private void machine(HealthView.Machine m) {
        WrappedText.print(
                out,
                "machine: CPU " + UnitFormat.percent(m.cpuPercent()) + " of " + m.cores() + " cores, load "
                        + (m.load() == null ? "-" : m.load()) + ", memory " + UnitFormat.percent(m.memoryPercent())
                        + " of " + UnitFormat.bytes(m.memoryTotalBytes()) + ", swap "
                        + UnitFormat.percent(m.swapPercent()),
                "",
                columns);
        WrappedText.print(
                out,
                "disks:   "
                        + m.disks().stream()
                                .map(d -> d.folder() + " " + UnitFormat.percent(d.percent()) + " of "
                                        + UnitFormat.bytes(d.totalBytes()) + ", inodes "
                                        + UnitFormat.percent(d.inodesPercent()))
                                .collect(Collectors.joining("; "))
                        + "; open files " + count(m.openFiles()),
                "",
                columns);
        HealthView.RuntimeUsage r = m.runtime();
        WrappedText.print(
                out,
                "NAE:     " + UnitFormat.bytes(r.memoryBytes()) + ", heap " + UnitFormat.bytes(r.heapBytes()) + " of "
                        + UnitFormat.bytes(r.heapMostBytes()) + ", " + plural(r.threads(), "thread") + ", "
                        + plural(r.files(), "file") + ", data " + UnitFormat.bytes(r.dataBytes()) + ", " + r.lagMs()
                        + " ms behind schedule",
                "",
                columns);
    }

    private static String duration(Double seconds) {
        return seconds == null ? "-" : UnitFormat.duration(seconds);
    }

    private static String plural(Long value, String thing) {
        return value == null ? "- " + thing + "s" : UnitFormat.plural(value, thing);
    }

    private static String count(Number value) {
        return value == null ? "-" : String.valueOf(Math.round(value.doubleValue()));
    }
}

package com.nae.shell.command;

import com.nae.api.shell.Invocation;
import com.nae.shell.text.Quantity;
import com.nae.shell.text.Style;
import com.nae.shell.text.Table;
import com.nae.shell.text.Wrapped;
import java.io.PrintStream;

/** Health as a person reads it. */
final class HealthText {
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
        Table table = new Table(columns, style, "PROCESS", "HEALTH", "CPU", "MEMORY", "FILES", "THREADS").rated("HEALTH");
        view.instances().forEach(i -> table.row(i.reasons(), i.instance(), i.level(), Quantity.percent(i.cpuPercent()), Quantity.bytes(i.memoryBytes()),
                count(i.files()), count(i.threads())));
        table.print(out);
    }

    private void report(String what, HealthView.Report report) {
        out.println(String.format("%-8s", what) + style.rated(report.level()));
        report.reasons().forEach(reason -> Wrapped.print(out, reason, "    ", columns));
    }

    private void machine(HealthView.Machine m) {
        Wrapped.print(out, "machine: CPU " + Quantity.percent(m.cpuPercent()) + " of " + m.cores() + " cores, memory " + Quantity.percent(m.memoryPercent())
                + ", swap " + Quantity.percent(m.swapPercent()) + "; NAE itself " + Quantity.bytes(m.runtimeMemoryBytes()), "", columns);
    }

    private static String count(Long value) {
        return value == null ? "-" : value.toString();
    }
}

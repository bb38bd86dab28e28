package com.nae.shell.command;

import com.nae.api.health.HealthMonitor;
import com.nae.api.health.Sample;
import com.nae.api.operation.OperationStatus;
import com.nae.api.process.InstanceId;
import com.nae.api.shell.Screen;
import com.nae.shell.text.Quantity;
import com.nae.shell.text.Sparkline;
import com.nae.shell.text.Style;
import com.nae.shell.text.Table;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** One picture of {@code nae top}. */
final class TopText {
    private static final int WIDE = 100;
    /** Points of a sparkline on a narrow and a wide screen. */
    private static final int FEW = 8;
    private static final int MANY = 15;


    private final OperationStatus status;
    private final List<OperationStatus.Process> processes;
    private final Optional<HealthMonitor> monitor;
    private final Screen screen;

    TopText(OperationStatus status, List<OperationStatus.Process> processes, Optional<HealthMonitor> monitor, Screen screen) {
        this.status = status;
        this.processes = processes;
        this.monitor = monitor;
        this.screen = screen;
    }

    List<String> lines() {
        Style style = Style.of(screen);
        ByteArrayOutputStream picture = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(picture, false, StandardCharsets.UTF_8);
        out.println(style.bold("NAE") + "  up " + Quantity.duration(status.uptimeS()) + "  " + style.rated(status.health()) + "  "
                + Quantity.plural(processes.size(), "instance") + "  " + Quantity.plural(status.issuesOpen(), "open issue") + (screen.terminal() ? style.faint("  q ends") : ""));
        int points = screen.columns() < WIDE ? FEW : MANY;
        Table table = new Table(screen.columns(), style, "PROCESS", "STATE", "CPU", "MEMORY", "ERRORS/H", "UP").rated("STATE");
        processes.forEach(p -> table.row(p.instance(), p.state(), beside(Quantity.percent(p.cpuPercent()), 6, spark(p, points, Sample::cpuPercent)),
                beside(Quantity.bytes(p.memoryBytes()), 4, spark(p, points, TopText::memory)),
                beside(String.valueOf(Math.round(p.errorsPerHour())), 3, spark(p, points, Sample::errorsPerHour)),
                p.pid() == null ? "-" : Quantity.duration(p.uptimeS())));
        table.print(out);
        out.flush();
        return picture.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static String beside(String value, int width, String spark) {
        return " ".repeat(Math.max(0, width - value.length())) + value + " " + spark;
    }

    private static OptionalDouble memory(Sample sample) {
        return sample.memory().isPresent() ? OptionalDouble.of(sample.memory().getAsLong()) : OptionalDouble.empty();
    }

    private String spark(OperationStatus.Process p, int points, Function<Sample, OptionalDouble> what) {
        return Sparkline.of(monitor.map(m -> m.recent(InstanceId.parse(p.instance()))).orElse(List.of()).stream().map(what)
                .filter(OptionalDouble::isPresent).mapToDouble(OptionalDouble::getAsDouble).toArray(), points);
    }
}

package com.nae.shell.command;

import com.nae.api.health.HealthMonitor;
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

/** One picture of {@code nae top}. */
final class TopText {
    private static final int POINTS = 12;

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
        Table table = new Table(screen.columns(), style, "PROCESS", "STATE", "PID", "CPU", "LAST " + POINTS, "MEMORY", "ERRORS/H", "UP").rated("STATE");
        processes.forEach(p -> table.row(p.instance(), p.state(), p.pid() == null ? "-" : p.pid().toString(), Quantity.percent(p.cpuPercent()), spark(p),
                Quantity.bytes(p.memoryBytes()), String.valueOf(Math.round(p.errorsPerHour())), p.pid() == null ? "-" : Quantity.duration(p.uptimeS())));
        table.print(out);
        out.flush();
        return picture.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private String spark(OperationStatus.Process p) {
        return Sparkline.of(monitor.map(m -> m.recent(InstanceId.parse(p.instance()))).orElse(List.of()).stream()
                .filter(sample -> sample.cpuPercent().isPresent()).mapToDouble(sample -> sample.cpuPercent().getAsDouble()).toArray(), POINTS);
    }
}

package com.nae.shell.command.health;

import com.nae.api.health.HealthMonitor;
import com.nae.api.health.ResourceSample;
import com.nae.api.operation.OperationStatus;
import com.nae.api.process.InstanceId;
import com.nae.api.shell.Screen;
import com.nae.shell.text.AnsiStyle;
import com.nae.shell.text.Sparkline;
import com.nae.shell.text.TextTable;
import com.nae.shell.text.UnitFormat;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** One frame of {@code nae top}, with sparklines of the recent samples. */
final class TopScreen {
    /** Screens of so many columns get longer sparklines. */
    private static final int WIDE = 100;
    /** Points of a sparkline on a narrow and a wide screen. */
    private static final int NARROW_POINTS = 8;

    private static final int WIDE_POINTS = 15;

    private final OperationStatus status;
    private final List<OperationStatus.Process> processes;
    private final Optional<HealthMonitor> monitor;
    private final Screen screen;

    TopScreen(
            OperationStatus status,
            List<OperationStatus.Process> processes,
            Optional<HealthMonitor> monitor,
            Screen screen) {
        this.status = status;
        this.processes = processes;
        this.monitor = monitor;
        this.screen = screen;
    }

    List<String> lines() {
        AnsiStyle style = AnsiStyle.of(screen);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(frame, false, StandardCharsets.UTF_8);
        out.println(style.bold("NAE") + "  up " + UnitFormat.duration(status.uptimeS()) + "  "
                + style.byStatus(status.health()) + "  " + UnitFormat.plural(processes.size(), "instance") + "  "
                + UnitFormat.plural(status.issuesOpen(), "open issue")
                + (screen.terminal() ? style.faint("  q quits") : ""));
        int points = screen.columns() < WIDE ? NARROW_POINTS : WIDE_POINTS;
        TextTable table = new TextTable(screen.columns(), style, "PROCESS", "STATE", "CPU", "MEMORY", "ERRORS/H", "UP")
                .colourByStatus("STATE");
        processes.forEach(p -> table.row(
                p.instance(),
                p.state(),
                withSparkline(UnitFormat.percent(p.cpuPercent()), 6, sparkline(p, points, ResourceSample::cpuPercent)),
                withSparkline(UnitFormat.bytes(p.memoryBytes()), 4, sparkline(p, points, TopScreen::memory)),
                withSparkline(
                        String.valueOf(Math.round(p.errorsPerHour())),
                        3,
                        sparkline(p, points, ResourceSample::errorsPerHour)),
                p.pid() == null ? "-" : UnitFormat.duration(p.uptimeS())));
        table.print(out);
        out.flush();
        return frame.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** A value, right-aligned, with the sparkline of its recent samples. */
    private static String withSparkline(String value, int width, String sparkline) {
        return " ".repeat(Math.max(0, width - value.length())) + value + " " + sparkline;
    }

    private static OptionalDouble memory(ResourceSample sample) {
        return sample.memory().isPresent() ? OptionalDouble.of(sample.memory().getAsLong()) : OptionalDouble.empty();
    }

    private String sparkline(OperationStatus.Process p, int points, Function<ResourceSample, OptionalDouble> metric) {
        return Sparkline.of(
                monitor.map(m -> m.recent(InstanceId.parse(p.instance()))).orElse(List.of()).stream()
                        .map(metric)
                        .filter(OptionalDouble::isPresent)
                        .mapToDouble(OptionalDouble::getAsDouble)
                        .toArray(),
                points);
    }
}

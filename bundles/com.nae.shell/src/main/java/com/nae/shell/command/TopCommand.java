package com.nae.shell.command;

import com.nae.api.health.HealthMonitor;
import com.nae.api.operation.ContinuousOperationManager;
import com.nae.api.operation.OperationStatus;
import com.nae.api.shell.Command;
import com.nae.api.shell.Invocation;
import com.nae.shell.text.Json;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Shows who uses what, again and again on a terminal, until {@code q}. */
@Component
public final class TopCommand implements Command {
    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final String BEGIN = "\u001b[?1049h\u001b[?25l";
    private static final String HOME = "\u001b[H";
    private static final String REST = "\u001b[J";
    private static final String END = "\u001b[?25h\u001b[?1049l";

    private final ContinuousOperationManager operation;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile HealthMonitor monitor;

    @Activate
    public TopCommand(@Reference ContinuousOperationManager operation) {
        this.operation = operation;
    }

    @Override
    public String name() {
        return "top";
    }

    @Override
    public String usage() {
        return "";
    }

    @Override
    public String summary() {
        return "who uses what, live";
    }

    @Override
    public int run(Invocation in) {
        Words.none(in);
        if (in.json()) {
            Json.print(in.out(), sorted(operation.getStatus()));
        } else if (in.screen().terminal()) {
            live(in);
        } else {
            frame(in, Integer.MAX_VALUE).forEach(in.out()::println);
        }
        return DONE;
    }

    private void live(Invocation in) {
        in.out().print(BEGIN);
        boolean ended = false;
        while (!ended && !in.caller().gone()) {
            in.out().print(HOME + String.join("\u001b[K\n", frame(in, in.screen().rows())) + "\u001b[K" + REST);
            OptionalInt key = in.caller().await(PERIOD);
            ended = key.isPresent() && (key.getAsInt() == 'q' || key.getAsInt() == 3);
        }
        in.out().print(END);
    }

    private List<String> frame(Invocation in, int rows) {
        OperationStatus status = operation.getStatus();
        List<String> lines = new TopText(status, sorted(status), Optional.ofNullable(monitor), in.screen()).lines();
        return lines.subList(0, Math.min(lines.size(), rows));
    }

    private static List<OperationStatus.Process> sorted(OperationStatus status) {
        return status.processes().stream().sorted(Comparator.comparing(OperationStatus.Process::cpuPercent, Comparator.nullsFirst(Comparator.naturalOrder()))
                .reversed().thenComparing(OperationStatus.Process::instance)).toList();
    }
}

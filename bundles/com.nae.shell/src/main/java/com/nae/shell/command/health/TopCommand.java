package com.nae.shell.command.health;

import com.nae.api.health.HealthMonitor;
import com.nae.api.operation.ContinuousOperationManager;
import com.nae.api.operation.OperationStatus;
import com.nae.api.shell.Caller;
import com.nae.api.shell.Command;
import com.nae.api.shell.Invocation;
import com.nae.api.shell.Screen;
import com.nae.shell.command.CommandArguments;
import com.nae.shell.text.JsonOutput;
import com.nae.shell.text.TerminalSize;
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

/** The command {@code nae top}: shows resource use, on a terminal every two seconds until {@code q} is pressed. */
@Component
public final class TopCommand implements Command {
    /** Time between two frames. */
    private static final Duration PERIOD = Duration.ofSeconds(2);

    private static final String ENTER_SCREEN = "\u001b[?1049h\u001b[?25l";
    private static final String CURSOR_HOME = "\u001b[H";
    private static final String CLEAR_BELOW = "\u001b[J";
    private static final String LEAVE_SCREEN = "\u001b[?25h\u001b[?1049l";

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
        return "show resource use, live";
    }

    @Override
    public int run(Invocation in) {
        CommandArguments.none(in);
        if (in.json()) {
            JsonOutput.print(in.out(), sorted(operation.getStatus()));
        } else if (in.screen().terminal()) {
            live(in);
        } else {
            frame(in.screen()).forEach(in.out()::println);
        }
        return DONE;
    }

    /** Draws frames on the alternate screen of the terminal until the operator quits or the client goes away. */
    private void live(Invocation in) {
        in.out().print(ENTER_SCREEN);
        TerminalSize size = new TerminalSize(in.screen());
        while (!in.caller().gone()) {
            List<String> frame = frame(size.screen());
            in.out()
                    .print(CURSOR_HOME
                            + String.join(
                                    "\u001b[K\n",
                                    frame.subList(
                                            0,
                                            Math.min(frame.size(), size.screen().rows()))) + "\u001b[K" + CLEAR_BELOW
                            + TerminalSize.QUERY);
            if (quits(in.caller(), size)) {
                break;
            }
        }
        in.out().print(LEAVE_SCREEN);
    }

    /**
     * Waits until the next frame is due, a key was pressed or the screen has another size; whether the operator quits.
     */
    private static boolean quits(Caller caller, TerminalSize size) {
        Screen before = size.screen();
        long end = System.nanoTime() + PERIOD.toNanos();
        OptionalInt key = OptionalInt.of(0);
        while (key.isPresent() && before.equals(size.screen())) {
            key = caller.await(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            if (key.isPresent() && !size.accept(key.getAsInt())) {
                return key.getAsInt() == 'q' || key.getAsInt() == 3;
            }
        }
        return false;
    }

    private List<String> frame(Screen screen) {
        OperationStatus status = operation.getStatus();
        return new TopScreen(status, sorted(status), Optional.ofNullable(monitor), screen).lines();
    }

    /** The instances with the highest CPU use first. */
    private static List<OperationStatus.Process> sorted(OperationStatus status) {
        return status.processes().stream()
                .sorted(Comparator.comparing(
                                OperationStatus.Process::cpuPercent, Comparator.nullsFirst(Comparator.naturalOrder()))
                        .reversed()
                        .thenComparing(OperationStatus.Process::instance))
                .toList();
    }
}

package com.nae.shell;

import com.nae.api.shell.Caller;
import com.nae.api.shell.Command;
import com.nae.api.shell.Invocation;
import com.nae.api.shell.Screen;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;

/** The adapter of a command to a Gogo function. */
final class GogoCommandAdapter implements Function {
    private final CommandRegistry commands;
    private final Command command;

    GogoCommandAdapter(CommandRegistry commands, Command command) {
        this.commands = commands;
        this.command = command;
    }

    @Override
    public Object execute(CommandSession session, List<Object> values) {
        List<String> arguments =
                new ArrayList<>(values.stream().map(String::valueOf).toList());
        boolean json = arguments.remove("--json");
        PrintStream console = session.getConsole();
        commands.run(command, new Invocation(arguments, json, console, console, Screen.NONE, new Console()));
        return null;
    }

    /** The operator at a Gogo console. There are no single keys there, and interrupting the thread ends a command. */
    private static final class Console implements Caller {
        private final Semaphore woken = new Semaphore(0);

        @Override
        public String name() {
            return "gogo";
        }

        @Override
        public Path directory() {
            return Path.of("").toAbsolutePath();
        }

        @Override
        public boolean gone() {
            return Thread.currentThread().isInterrupted();
        }

        @Override
        public OptionalInt await(Duration atMost) {
            try {
                if (woken.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                    woken.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return OptionalInt.empty();
        }

        @Override
        public void wake() {
            woken.release();
        }
    }
}

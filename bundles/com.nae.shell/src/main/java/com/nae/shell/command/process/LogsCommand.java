package com.nae.shell.command.process;

import com.nae.api.output.OutputListener;
import com.nae.api.output.ProcessOutput;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessManager;
import com.nae.api.shell.Command;
import com.nae.api.shell.CommandException;
import com.nae.api.shell.Invocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code nae logs}: prints the output of instances, and follows it over log rotations. */
@Component
public final class LogsCommand implements Command {
    /** How long one wait lasts, unless new output or the end of the client ends it. Nothing depends on it. */
    private static final Duration WAIT = Duration.ofMinutes(10);

    private final ProcessManager processes;
    private final ProcessOutput output;
    private final BundleContext context;

    @Activate
    public LogsCommand(BundleContext context, @Reference ProcessManager processes, @Reference ProcessOutput output) {
        this.context = context;
        this.processes = processes;
        this.output = output;
    }

    @Override
    public String name() {
        return "logs";
    }

    @Override
    public String usage() {
        return "[-f] [-n N] PROCESS[@MODE]";
    }

    @Override
    public String summary() {
        return "print its output; -f follows it";
    }

    @Override
    public List<String> completions(List<String> arguments) {
        return Stream.concat(new InstanceSelector(processes).completions().stream(), Stream.of("-f", "-n"))
                .toList();
    }

    @Override
    public int run(Invocation in) {
        Options options = Options.of(in.arguments());
        List<InstanceId> instances = new InstanceSelector(processes).select(options.process());
        List<InstanceLogTail> tails = new ArrayList<>();
        try {
            LogPrinter printer = new LogPrinter(in, instances.size() > 1);
            for (InstanceId id : instances) {
                InstanceLogTail tail = new InstanceLogTail(output, id, printer);
                tails.add(tail);
                tail.printLast(options.lines());
            }
            if (options.follow()) {
                follow(in, tails);
            }
            printer.finish();
            return DONE;
        } catch (IOException | UncheckedIOException e) {
            throw CommandException.failed("the log cannot be read: " + e.getMessage());
        } finally {
            tails.forEach(InstanceLogTail::close);
        }
    }

    /** Waits for the process manager to report new output, so that nothing polls. */
    private void follow(Invocation in, List<InstanceLogTail> tails) throws IOException {
        Set<InstanceId> followed =
                Set.copyOf(tails.stream().map(InstanceLogTail::id).toList());
        OutputListener listener = instance -> {
            if (followed.contains(instance)) {
                in.caller().wake();
            }
        };
        ServiceRegistration<OutputListener> registration =
                context.registerService(OutputListener.class, listener, null);
        try {
            while (!in.caller().gone()) {
                for (InstanceLogTail tail : tails) {
                    tail.printNew(in.caller());
                }
                in.caller().await(WAIT);
            }
        } finally {
            registration.unregister();
        }
    }

    /** The parsed arguments. */
    record Options(boolean follow, int lines, String process) {
        private static final int DEFAULT_LINES = 20;
        private static final int MAX_LINES = 1_000_000;

        /** Parses the arguments. */
        static Options of(List<String> arguments) {
            boolean follow = false;
            int lines = DEFAULT_LINES;
            List<String> words = new ArrayList<>();
            for (Iterator<String> i = arguments.iterator(); i.hasNext(); ) {
                String word = i.next();
                if (word.equals("-f")) {
                    follow = true;
                } else if (word.startsWith("-n")) {
                    String next = word.length() == 2 && i.hasNext() ? i.next() : "";
                    lines = number(word.length() > 2 ? word.substring(2) : next);
                } else if (word.startsWith("-")) {
                    throw CommandException.usage("unknown option '" + word + "'");
                } else {
                    words.add(word);
                }
            }
            if (words.size() != 1) {
                throw CommandException.usage(
                        words.isEmpty() ? "PROCESS is missing" : "unexpected argument '" + words.get(1) + "'");
            }
            return new Options(follow, lines, words.get(0));
        }

        private static int number(String word) {
            try {
                int lines = Integer.parseInt(word);
                if (lines >= 0 && lines <= MAX_LINES) {
                    return lines;
                }
            } catch (NumberFormatException e) {
                throw CommandException.usage("-n takes a number of lines, not '" + word + "'");
            }
            throw CommandException.usage("-n takes a number from 0 to " + MAX_LINES);
        }
    }
}

package com.nae.shell;

import com.nae.api.shell.Caller;
import com.nae.api.shell.Command;
import com.nae.api.shell.CommandException;
import com.nae.api.shell.Invocation;
import com.nae.api.shell.Screen;
import com.nae.shell.text.SpellingHint;
import java.io.ByteArrayInputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The register of commands, which are services, by name. Each is also a Gogo command in the scope {@code nae}. */
@Component(service = CommandRegistry.class)
public final class CommandRegistry {
    private static final String JSON = "--json";

    private final Logger log = LoggerFactory.getLogger(CommandRegistry.class);
    private final BundleContext context;
    private final Map<String, Command> commands = new ConcurrentSkipListMap<>();
    private final Map<Command, ServiceRegistration<?>> gogo = new ConcurrentHashMap<>();

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile CommandProcessor processor;

    @Activate
    public CommandRegistry(BundleContext context) {
        this.context = context;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addCommand(Command command) {
        commands.put(command.name(), command);
        Dictionary<String, Object> names = new Hashtable<>(
                Map.of(CommandProcessor.COMMAND_SCOPE, "nae", CommandProcessor.COMMAND_FUNCTION, command.name()));
        gogo.put(command, context.registerService(Function.class, new GogoCommandAdapter(this, command), names));
    }

    /** Removes the command, unless another one has taken its name meanwhile. */
    void removeCommand(Command command) {
        commands.remove(command.name(), command);
        gogo.remove(command).unregister();
    }

    Collection<Command> all() {
        return commands.values();
    }

    /**
     * Handles a request.
     *
     * @return the exit code
     */
    int handle(ShellRequest request, PrintStream out, PrintStream err, Caller caller) {
        if (request.gogo() != null) {
            return gogo(request.gogo(), out, err);
        }
        if (request.args() == null) {
            complete(request.complete()).forEach(out::println);
            return Command.DONE;
        }
        return run(request.args(), out, err, request.screen(), caller);
    }

    /** Runs the command that the first word names. The options that every command has are handled here. */
    private int run(List<String> words, PrintStream out, PrintStream err, Screen screen, Caller caller) {
        String name = words.isEmpty() ? "help" : words.get(0);
        if (name.equals("help")) {
            new HelpPrinter(commands.values())
                    .print(words.subList(Math.min(1, words.size()), words.size()), screen.columns(), out);
            return Command.DONE;
        }
        Command command = commands.get(name);
        if (command == null) {
            err.println("nae: unknown command '" + name + "'" + SpellingHint.hint(name, commands.keySet())
                    + " ('nae help' lists all commands)");
            return Command.USAGE;
        }
        List<String> arguments = new ArrayList<>(words.subList(1, words.size()));
        if (arguments.contains("--help") || arguments.contains("-h")) {
            new HelpPrinter(commands.values()).print(List.of(name), screen.columns(), out);
            return Command.DONE;
        }
        boolean json = arguments.removeIf(JSON::equals);
        return run(command, new Invocation(arguments, json, out, err, screen, caller));
    }

    /** Runs a command. Whatever it throws becomes an error message and an exit code. */
    int run(Command command, Invocation invocation) {
        try {
            return command.run(invocation);
        } catch (CommandException e) {
            invocation.err().println("nae: " + e.getMessage());
            if (e.code() == Command.USAGE) {
                invocation.err().println("usage: nae " + HelpPrinter.line(command));
            }
            return e.code();
        } catch (RuntimeException | LinkageError e) {
            log.error("The command {} failed", command.name(), e);
            invocation.err().println("nae: " + command.name() + " failed: " + e);
            return Command.FAILED;
        }
    }

    /** The words that the last word can be completed to. */
    private List<String> complete(List<String> words) {
        String prefix = words.isEmpty() ? "" : words.get(words.size() - 1);
        return candidates(words).stream()
                .filter(word -> word.startsWith(prefix))
                .sorted()
                .distinct()
                .toList();
    }

    /** What the last word can become: a command, or an argument of the command that the first word names. */
    private Collection<String> candidates(List<String> words) {
        if (words.size() <= 1) {
            return commands.keySet();
        }
        Command command = commands.get(words.get(0));
        return command == null ? List.of() : command.completions(words.subList(1, words.size() - 1));
    }

    /** Executes a line in a new Gogo session, with the scopes {@code nae}, {@code felix} and {@code scr} first. */
    private int gogo(String line, PrintStream out, PrintStream err) {
        CommandProcessor gogoShell = processor;
        if (gogoShell == null) {
            throw CommandException.failed("the Gogo shell is not available");
        }
        try (CommandSession session = gogoShell.createSession(new ByteArrayInputStream(new byte[0]), out, err)) {
            session.put("SCOPE", "nae:felix:scr:*");
            Object result = session.execute(line);
            if (result != null) {
                out.println(session.format(result, Converter.INSPECT));
            }
            return Command.DONE;
        } catch (Exception e) {
            err.println("gogo: " + e.getMessage());
            return Command.FAILED;
        }
    }
}

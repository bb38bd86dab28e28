package com.nae.web;

import com.nae.api.shell.Caller;
import com.nae.api.shell.Command;
import com.nae.api.shell.CommandException;
import com.nae.api.shell.Invocation;
import com.nae.api.shell.Screen;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The handler of {@code /api/COMMAND[/ARGUMENT...]}. It answers with the output of {@code nae COMMAND ARGUMENT...
 * --json}, for read-only calls.
 */
final class ApiHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ApiHandler.class);
    /** HTTP statuses by exit code. */
    private static final Map<Integer, Integer> STATUS = Map.of(
            Command.DONE, 200, Command.FAILED, 500, Command.USAGE, 400, Command.NOT_RUNNING, 503, Command.UNKNOWN, 404);

    private final List<Command> commands;

    ApiHandler(List<Command> commands) {
        this.commands = commands;
    }

    /** Options are refused, because one could make a read-only command change something. */
    HttpReply handle(String path) {
        List<String> words =
                Arrays.stream(path.split("/")).filter(word -> !word.isEmpty()).toList();
        List<String> arguments = words.isEmpty() ? List.of() : words.subList(1, words.size());
        if (arguments.stream().anyMatch(word -> word.startsWith("-"))) {
            return HttpReply.text(400, "options are not supported here");
        }
        Optional<Command> command = commands.stream()
                .filter(c -> !words.isEmpty() && c.name().equals(words.get(0)) && c.isReadOnly(arguments))
                .findFirst();
        return command.map(c -> run(c, arguments))
                .orElseGet(() -> HttpReply.text(404, "not found; available: /api/" + String.join(", /api/", names())));
    }

    private List<String> names() {
        return commands.stream()
                .filter(c -> c.isReadOnly(List.of()))
                .map(Command::name)
                .sorted()
                .toList();
    }

    /** Runs a command. Whatever it throws becomes a reply with an error status. */
    private static HttpReply run(Command command, List<String> arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (PrintStream answer = new PrintStream(out, false, StandardCharsets.UTF_8);
                PrintStream errors = new PrintStream(err, false, StandardCharsets.UTF_8)) {
            int code = command.run(new Invocation(arguments, true, answer, errors, Screen.NONE, new WebCaller()));
            answer.flush();
            errors.flush();
            return code == Command.DONE
                    ? new HttpReply(200, "application/json", out.toByteArray())
                    : failed(code, err.toString(StandardCharsets.UTF_8));
        } catch (CommandException e) {
            return failed(e.code(), e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            LOG.error("The command {} failed", command.name(), e);
            return failed(Command.FAILED, command.name() + " failed: " + e);
        }
    }

    private static HttpReply failed(int code, String why) {
        return HttpReply.text(STATUS.getOrDefault(code, 500), why.strip());
    }

    /** The caller of a command over HTTP. It cannot send keys, and commands do not wait for it. */
    private static final class WebCaller implements Caller {
        @Override
        public String name() {
            return "web";
        }

        @Override
        public Path directory() {
            return Path.of("").toAbsolutePath();
        }

        @Override
        public boolean gone() {
            return true;
        }

        @Override
        public OptionalInt await(Duration atMost) {
            return OptionalInt.empty();
        }

        @Override
        public void wake() {
            // nothing waits
        }
    }
}

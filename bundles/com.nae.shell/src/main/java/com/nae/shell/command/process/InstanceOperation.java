package com.nae.shell.command.process;

import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessManager;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import com.nae.api.shell.Command;
import com.nae.api.shell.CommandException;
import com.nae.api.shell.Invocation;
import com.nae.shell.command.CommandArguments;
import com.nae.shell.text.AnsiStyle;
import com.nae.shell.text.JsonOutput;
import com.nae.shell.text.TerminalSanitizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** A start, stop or restart of instances. It waits until each has settled, and reports the result. */
final class InstanceOperation {
    /** How long one wait lasts, unless a result or the end of the client ends it. Nothing depends on it. */
    private static final Duration WAIT = Duration.ofSeconds(30);

    private final ProcessManager processes;
    private final Predicate<ProcessState> reached;

    /**
     * The result for one instance, as JSON.
     *
     * @param instance such as {@code trader@live}
     * @param state the state that it reached
     * @param reason why; may be empty
     * @param pid of the worker, or null where none runs
     */
    record Reached(String instance, String state, String reason, Long pid) {}

    InstanceOperation(ProcessManager processes, Predicate<ProcessState> reached) {
        this.processes = processes;
        this.reached = reached;
    }

    /**
     * Runs the operation on the instances that the argument names.
     *
     * @return the exit code: {@code DONE} if all have reached the state
     */
    int run(Invocation in, BiFunction<InstanceId, String, CompletableFuture<ProcessStatus>> operation) {
        String word = CommandArguments.one(in, "PROCESS or 'all'");
        List<CompletableFuture<ProcessStatus>> answers = new InstanceSelector(processes)
                .selectOrAll(word).stream()
                        .map(id -> operation.apply(id, in.caller().name()))
                        .toList();
        CompletableFuture<Void> all = CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new));
        all.whenComplete((done, failed) -> in.caller().wake());
        while (!all.isDone() && !in.caller().gone()) {
            in.caller().await(WAIT);
        }
        return report(in, answers);
    }

    /** Prints a line, or a JSON object, for each instance. */
    private int report(Invocation in, List<CompletableFuture<ProcessStatus>> answers) {
        List<Reached> results = new ArrayList<>();
        boolean allReached = true;
        for (CompletableFuture<ProcessStatus> answer : answers) {
            ProcessStatus s = status(answer);
            allReached &= reached.test(s.state());
            results.add(new Reached(
                    s.id().toString(),
                    s.state().name(),
                    s.reason(),
                    s.pid().isPresent() ? s.pid().getAsLong() : null));
        }
        if (in.json()) {
            JsonOutput.print(in.out(), results);
        } else {
            results.forEach(end -> in.out().println(line(end, AnsiStyle.of(in.screen()))));
        }
        return allReached ? Command.DONE : Command.FAILED;
    }

    /** The result of one instance. A failure becomes the reason of the command. */
    private static ProcessStatus status(CompletableFuture<ProcessStatus> answer) {
        try {
            return answer.getNow(null) == null ? notAwaited() : answer.join();
        } catch (CompletionException e) {
            throw CommandException.failed(String.valueOf(
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage()));
        }
    }

    private static ProcessStatus notAwaited() {
        throw CommandException.failed("the request was sent, but its result was not awaited");
    }

    private static String line(Reached end, AnsiStyle style) {
        return end.instance() + " is " + style.byStatus(end.state()) + (end.pid() == null ? "" : ", pid " + end.pid())
                + (end.reason().isBlank() ? "" : ": " + TerminalSanitizer.line(end.reason()));
    }
}

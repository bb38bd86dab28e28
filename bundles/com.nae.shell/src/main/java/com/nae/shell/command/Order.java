package com.nae.shell.command;

import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessManager;
import com.nae.api.process.ProcessStatus;
import com.nae.api.process.State;
import com.nae.api.shell.Command;
import com.nae.api.shell.CommandException;
import com.nae.api.shell.Invocation;
import com.nae.shell.text.Json;
import com.nae.shell.text.Style;
import com.nae.shell.text.TerminalText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** An order to instances, waited for until each of them has reached a state. */
final class Order {
    private static final Duration LOOK = Duration.ofSeconds(30);

    private final ProcessManager processes;
    private final Predicate<State> reached;

    /** What came of it, as JSON. */
    record Reached(String instance, String state, String reason, Long pid) {
    }

    Order(ProcessManager processes, Predicate<State> reached) {
        this.processes = processes;
        this.reached = reached;
    }

    int give(Invocation in, BiFunction<InstanceId, String, CompletableFuture<ProcessStatus>> order) {
        String word = Words.one(in, "PROCESS or 'all'");
        List<CompletableFuture<ProcessStatus>> answers = new Targets(processes).namedOrAll(word).stream()
                .map(id -> order.apply(id, in.caller().name())).toList();
        CompletableFuture<Void> all = CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new));
        all.whenComplete((done, failed) -> in.caller().wake());
        while (!all.isDone() && !in.caller().gone()) {
            in.caller().await(LOOK);
        }
        return report(in, answers);
    }

    private int report(Invocation in, List<CompletableFuture<ProcessStatus>> answers) {
        List<Reached> ends = new ArrayList<>();
        boolean good = true;
        for (CompletableFuture<ProcessStatus> answer : answers) {
            ProcessStatus s = status(answer);
            good &= reached.test(s.state());
            ends.add(new Reached(s.id().toString(), s.state().name(), s.reason(), s.pid().isPresent() ? s.pid().getAsLong() : null));
        }
        if (in.json()) {
            Json.print(in.out(), ends);
        } else {
            ends.forEach(end -> in.out().println(line(end, Style.of(in.screen()))));
        }
        return good ? Command.DONE : Command.FAILED;
    }

    private static ProcessStatus status(CompletableFuture<ProcessStatus> answer) {
        try {
            return answer.getNow(null) == null ? notWaitedFor() : answer.join();
        } catch (CompletionException e) {
            throw CommandException.failed(String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause().getMessage()));
        }
    }

    private static ProcessStatus notWaitedFor() {
        throw CommandException.failed("the order was given; its end was not waited for");
    }

    private static String line(Reached end, Style style) {
        return end.instance() + " is " + style.rated(end.state()) + (end.pid() == null ? "" : ", pid " + end.pid())
                + (end.reason().isBlank() ? "" : ": " + TerminalText.line(end.reason()));
    }
}

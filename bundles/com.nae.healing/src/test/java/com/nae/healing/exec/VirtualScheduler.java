package com.nae.healing.exec;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A loop whose time passes when a test says so, and a crew that does its work at once. */
public final class VirtualScheduler implements SerialScheduler, TimedExecutor {
    private record Due(Instant at, long no, Runnable task) {}

    private final PriorityQueue<Due> tasks =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparing(Due::no));
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private long no;

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public void execute(Runnable task) {
        schedule(Duration.ZERO, task);
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        Due due = new Due(now.plus(delay), no++, task);
        tasks.add(due);
        return () -> tasks.remove(due);
    }

    @Override
    public <T> void submit(String what, Duration limit, Callable<T> work, Consumer<Answer<T>> then) {
        execute(() -> {
            Answer<T> answer;
            try {
                answer = new Done<>(work.call());
            } catch (Hang hang) {
                schedule(limit, () -> then.accept(new TimedOut<>(limit)));
                return;
            } catch (Killed killed) {
                throw killed;
            } catch (Throwable t) {
                answer = new Failed<>(t);
            }
            Answer<T> result = answer;
            execute(() -> then.accept(result));
        });
    }

    /** Lets time pass. */
    public void pass(Duration time) {
        Instant until = now.plus(time);
        while (!tasks.isEmpty() && !tasks.peek().at().isAfter(until)) {
            Due due = tasks.poll();
            now = due.at().isAfter(now) ? due.at() : now;
            due.task().run();
        }
        now = until;
    }

    public void seconds(long seconds) {
        pass(Duration.ofSeconds(seconds));
    }

    /** Does one task after the other until a condition holds. */
    public void step(BooleanSupplier until) {
        while (!until.getAsBoolean()) {
            Due due = tasks.poll();
            now = due.at().isAfter(now) ? due.at() : now;
            due.task().run();
        }
    }

    /** The runtime that these tasks belonged to is gone. */
    public void forget() {
        tasks.clear();
    }

    public int pending() {
        return tasks.size();
    }

    /** Thrown by work that is to hang for ever. */
    public static final class Hang extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** A kill -9 of the runtime. */
    public static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }
}
